from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from programs.actions import attendance, group_sessions, rosters
from programs.actions.attendance import Mark
from programs.errors import NotOnRoster, SessionCancelled, SessionNotYet
from programs.models import Attendance, GroupNote
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast
from tests.races import at_once


def save(cast, session, *marks, **how):
    return attendance.save_register(session=session, marks=marks, **({"by": cast.tom, "at": NOW} | how))


def untouched(session) -> bool:
    """Nothing was marked, counted or written down."""
    session.refresh_from_db()
    marked = Attendance.objects.exclude(outcome=None).exists()
    return (
        not marked
        and session.version == 1
        and not AuditEntry.objects.exists()
        and not GroupNote.objects.exists()
    )


# --- Kept -------------------------------------------------------------------------------------------------------


def test_the_whole_group_is_kept_at_once(cast, session, dan, luis):
    saved = save(
        cast, session, Mark(dan.pk, "late", minutes_late=10), Mark(luis.pk, "excused", reason="Shift")
    )
    assert (saved.changed, saved.unmarked) == (2, 0)
    rows = Attendance.objects.order_by("enrollment__client__first_name")
    assert [(row.outcome, row.minutes_late, row.reason, row.marked_by, row.version) for row in rows] == [
        ("late", 10, "", cast.tom, 1),
        ("excused", None, "Shift", cast.tom, 1),
    ]
    session.refresh_from_db()
    assert session.version == 2
    assert AuditEntry.objects.get().details == {"marks": 2}


def test_a_man_left_out_stays_as_he_is(cast, session, dan, luis):
    save(cast, session, Mark(dan.pk, "present"))
    saved = save(cast, session, Mark(luis.pk, "present"))
    assert saved.unmarked == 0
    assert Attendance.objects.get(enrollment=dan).version == 1


def test_a_mark_can_be_corrected_and_taken_back(cast, session, dan):
    save(cast, session, Mark(dan.pk, "late", minutes_late=5))
    save(cast, session, Mark(dan.pk, "unexcused"))
    save(cast, session, Mark(dan.pk, None))
    row = Attendance.objects.get()
    assert (row.outcome, row.minutes_late, row.version) == (None, None, 3)


def test_saying_the_same_again_changes_nothing(cast, session, dan):
    save(cast, session, Mark(dan.pk, "present"))
    assert save(cast, session, Mark(dan.pk, "present"), at=NOW + timedelta(minutes=5)).changed == 0
    assert Attendance.objects.get().marked_at == NOW
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(("outcome", "status"), [("present", "attending"), ("unexcused", "placed")])
def test_his_place_begins_with_the_first_evening_he_came(cast, session, dan, outcome, status):
    save(cast, session, Mark(dan.pk, outcome))
    dan.refresh_from_db()
    assert dan.status == status


def test_the_group_note_and_the_count_are_kept_with_the_marks(cast, session, dan):
    saved = save(cast, session, Mark(dan.pk, "present"), group_note={"themes": "Listening"}, counted=7)
    note = GroupNote.objects.get()
    assert (note.themes, note.written_by, saved.group_note_version) == ("Listening", cast.tom, 1)
    session.refresh_from_db()
    assert session.counted == 7


def test_the_queries_do_not_grow_with_the_men(cast, session):
    def places(count):
        men = [factories.make_client(service=cast.service, first_name=f"Man {n}") for n in range(count)]
        return [factories.make_enrollment(client=man, group=cast.group) for man in men]

    def queries(enrollments, about) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert save(cast, about, *(Mark(place.pk, "present") for place in enrollments)).changed == len(
                enrollments
            )
        return len(captured)

    two = places(2)
    with_two = queries(two, session)
    elsewhere = factories.make_group(program=cast.program, name="Another group")
    for n in range(200):
        man = factories.make_client(service=cast.service, first_name=f"Other {n}")
        factories.make_enrollment(client=man, group=elsewhere)
    later = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
    with_twelve = queries(two + places(10), later)
    assert with_twelve == with_two
    assert with_two <= 14


# --- Refused ----------------------------------------------------------------------------------------------------


def test_a_session_that_has_not_begun_has_no_register_yet(cast, dan):
    session = factories.make_session(group=cast.group, starts_at=NOW + timedelta(minutes=1))
    with pytest.raises(SessionNotYet):
        save(cast, session, Mark(dan.pk, "present"))
    assert untouched(session)


def test_a_cancelled_session_has_nothing_to_mark(cast, dan):
    session = factories.make_session(group=cast.group, cancelled_at=NOW)
    with pytest.raises(SessionCancelled):
        save(cast, session, Mark(dan.pk, "present"))
    assert untouched(session)


def test_a_man_not_on_the_roster_refuses_the_whole(cast, session, dan):
    elsewhere = factories.make_group(program=cast.program, name="Another group")
    stranger = factories.make_enrollment(client=cast.luis, group=elsewhere)
    with pytest.raises(NotOnRoster) as refusal:
        save(cast, session, Mark(dan.pk, "present"), Mark(stranger.pk, "present"))
    assert refusal.value.fields == {"entries": [str(stranger.pk)]}
    assert untouched(session)


@pytest.mark.parametrize(
    ("marks", "why"),
    [
        (["present", "late"], "marked twice"),
        (["asleep"], "is not an outcome"),
    ],
)
def test_a_mark_nobody_understands_refuses_the_whole(cast, session, dan, luis, marks, why):
    with pytest.raises(NotAcceptable, match=why):
        save(cast, session, Mark(luis.pk, "present"), *(Mark(dan.pk, code) for code in marks))
    assert untouched(session)


def test_minutes_late_belong_to_a_man_who_came_late(cast, session, dan):
    with pytest.raises(NotAcceptable, match="Minutes late"):
        save(cast, session, Mark(dan.pk, "present", minutes_late=10))
    assert untouched(session)


# --- Two people at one register -----------------------------------------------------------------------------------


def test_a_man_marked_otherwise_in_between_is_said(cast, session, dan, luis):
    save(cast, session, Mark(dan.pk, "unexcused"))
    with pytest.raises(Stale) as refusal:
        save(
            cast,
            session,
            Mark(dan.pk, "present", version=0),
            Mark(luis.pk, "present", version=0),
            by=cast.priya,
        )
    assert [entry.outcome for entry in refusal.value.current] == ["unexcused"]
    assert Attendance.objects.get(enrollment=dan).outcome == "unexcused"
    assert not Attendance.objects.filter(enrollment=luis).exclude(outcome=None).exists()


def test_two_people_who_said_the_same_do_not_disagree(cast, session, dan, luis):
    save(cast, session, Mark(dan.pk, "present", version=0))
    saved = save(
        cast, session, Mark(dan.pk, "present", version=0), Mark(luis.pk, "late", version=0), by=cast.priya
    )
    assert saved.changed == 1
    assert Attendance.objects.get(enrollment=dan).marked_by == cast.tom


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("late", {"minutes_late": 5}), ("late", {"minutes_late": 20})),
        (("late", {"minutes_late": 5}), ("late", {})),
        (("left_early", {"minutes_attended": 60}), ("left_early", {"minutes_attended": 30})),
        (("excused", {"reason": "On shift"}), ("excused", {"reason": "Ill"})),
        (("excused", {"reason": "On shift"}), ("excused", {})),
    ],
)
def test_the_same_mark_with_other_minutes_or_another_reason_is_not_the_same(
    cast, session, dan, first, second
):
    save(cast, session, Mark(dan.pk, first[0], version=0, **first[1]))
    kept = rosters.roster(session=session, at=NOW)[0].said
    with pytest.raises(Stale) as refusal:
        save(cast, session, Mark(dan.pk, second[0], version=0, **second[1]), by=cast.priya)
    assert [entry.said for entry in refusal.value.current] == [kept]
    assert rosters.roster(session=session, at=NOW)[0].said == kept


def test_a_register_opened_before_its_roster_was_frozen_is_not_stale(cast, session, dan):
    seen = rosters.roster(session=session, at=NOW)[0].version
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    assert save(cast, session, Mark(dan.pk, "present", version=seen)).changed == 1


def test_with_the_registers_version_any_change_in_between_is_said(cast, session, dan, luis):
    save(cast, session, Mark(dan.pk, "present"), version=1)
    with pytest.raises(Stale):
        save(cast, session, Mark(luis.pk, "present"), version=1)
    assert not Attendance.objects.filter(enrollment=luis).exclude(outcome=None).exists()


def test_a_group_note_written_in_between_keeps_the_marks_back(cast, session, dan):
    save(cast, session, group_note={"themes": "Listening"})
    with pytest.raises(Stale), transaction.atomic():
        save(cast, session, Mark(dan.pk, "present"), group_note={"themes": "Other"}, group_note_version=0)
    assert GroupNote.objects.get().themes == "Listening"
    assert not Attendance.objects.exclude(outcome=None).exists()


def test_of_two_who_save_at_once_the_second_is_told(transactional_db):
    with transaction.atomic():
        cast = Cast()
        session = factories.make_session(group=cast.group)
        place = factories.make_enrollment(client=cast.dan, group=cast.group)

    def say(outcome):
        return lambda: save(cast, session, Mark(place.pk, outcome, version=0))

    answers = at_once(cast, say("present"), say("unexcused"))
    assert sorted(type(answer).__name__ for answer in answers) == ["Saved", "Stale"]
    with acting_as(service=cast.service.pk):
        assert Attendance.objects.get().version == 1
