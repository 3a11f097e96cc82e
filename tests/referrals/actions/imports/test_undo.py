"""Taken back as a whole, until a person has built on it."""

from datetime import timedelta

import pytest

from programs.actions import enrollments
from programs.models import Attendance, Enrollment, Group, GroupSession, Program
from referrals.actions.imports import batches, work
from referrals.actions.referrals import edit, log_contact
from referrals.models import ImportBatch, Referral
from referrals.models.import_batch import Status
from services.actions import clients
from services.models import Client, ContactRule
from tests.conftest import NOW
from tests.factories import make_attendance, make_enrollment, make_group, make_program, make_session

DAN = "T1,Dan,Okafor,,07700900111,,2025-01-02,self,own_choice,"
LATER = NOW + timedelta(hours=1)
EVERYTHING = (Client, ContactRule, Referral, Program, Group, GroupSession, Enrollment, Attendance)


def state() -> dict:
    """Every row of every table an import writes, but for the version, which only goes up."""
    return {
        model: sorted(
            repr({name: value for name, value in row.items() if name not in ("version", "value")})
            for row in model.objects.values()
        )
        for model in EVERYTHING
    }


def take_back(office, answer: dict) -> ImportBatch:
    batch = ImportBatch.objects.get(pk=answer["batch"])
    batches.undo(batch=batch, by=office.house, at=LATER)
    work.run_due_imports(at=LATER)
    batch.refresh_from_db()
    return batch


def test_everything_is_as_it_was_step_by_step(office):
    office.bring("referrals", DAN)
    steps = []
    for kind, rows in (
        (
            "referrals",
            [
                "T1,Dan,Okafor,1979-03-01,07700900999,dan@example.net,2025-02-02,court,ordered,12",
                ",Lee,Lowe,,,,2025-01-05,other,,",
            ],
        ),
        ("attendance", [f"T1,Mon,2025-03-{day},present,," for day in ("03", "10", "17", "24")]),
        ("exits", ["T1,Mon,2025-03-12,lost_contact,man"]),
        ("attendance", ["T1,Mon,2025-02-24,excused,,", "T1,Tue,2025-03-04,present,,"]),
    ):
        steps.append((state(), office.bring(kind, *rows)))
        assert steps[-1][1]["accepted"] == len(rows)

    for before, answer in reversed(steps):
        batch = take_back(office, answer)
        assert (batch.status, batch.undone_at) == (Status.UNDONE, LATER), batch.result
        assert state() == before


def test_the_samples_are_taken_back_to_the_last_row(office):
    before = state()
    answers = [
        office.bring_file("referrals", "referrals.csv"),
        office.bring_file("register", "register_tuesday.xlsx"),
        office.bring_file("register", "register_thursday.csv"),
    ]

    for answer in reversed(answers):
        assert take_back(office, answer).status == Status.UNDONE
    assert state() == before


def touch_client(office):
    clients.edit(client=office.man("T1"), by=office.house, at=NOW, language="French")


def touch_referral(office):
    edit(referral=Referral.objects.get(), by=office.house, at=NOW, told_he_needs="a letter")


def touch_contact(office):
    ContactRule.objects.update(may_contact=True)


def add_contact_attempt(office):
    log_contact(referral=Referral.objects.get(), channel="call", reached=True, by=office.house, at=NOW)


def add_place(office):
    make_enrollment(client=office.man("T1"), group=make_group(program=make_program(service=office.service)))


def add_later_import(office):
    office.bring("attendance", "T1,Mon,2025-02-03,present,,")


@pytest.mark.parametrize(
    "by_a_person",
    [touch_client, touch_referral, touch_contact, add_contact_attempt, add_place, add_later_import],
)
def test_what_a_person_built_upon_stays_and_it_is_said(office, by_a_person):
    answer = office.bring("referrals", DAN)
    by_a_person(office)
    before = state()

    batch = take_back(office, answer)

    assert batch.status == Status.APPLIED
    assert batch.result["undo_refused"].endswith("take that one back first.")
    assert state() == before


def test_an_exit_by_hand_keeps_the_attendance_that_came_before(office):
    office.bring("referrals", DAN)
    answer = office.bring("attendance", "T1,Mon,2025-02-03,present,,")
    enrollments.exit(
        enrollment=Enrollment.objects.get(),
        reason="moved",
        ended_by="circumstance",
        on=NOW.date(),
        by=office.house,
        at=NOW,
    )

    assert take_back(office, answer).status == Status.APPLIED
    assert Attendance.objects.count() == 1


def test_a_mark_that_filled_a_gap_is_a_gap_again(office):
    office.bring("referrals", DAN)
    group = make_group(program=make_program(service=office.service), name="Mon")
    session = make_session(group=group, starts_at=NOW - timedelta(days=7))
    row = make_attendance(session=session, enrollment=make_enrollment(client=office.man("T1"), group=group))
    answer = office.bring("attendance", f"T1,Mon,{session.session_on},present,,")

    assert take_back(office, answer).status == Status.UNDONE
    row.refresh_from_db()
    session.refresh_from_db()
    assert (row.outcome, row.marked_by, session.roster_frozen_at) == (None, None, None)
