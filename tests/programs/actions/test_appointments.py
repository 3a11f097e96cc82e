from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import appointments
from programs.errors import AlreadyEnded, AppointmentClash, AppointmentClosed, AppointmentNotYet
from programs.models import Appointment, Attendance, SessionPlan
from services.errors import NotAcceptable, Stale
from services.models import Leave
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)


@pytest.fixture
def dan(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")


@pytest.fixture
def missed(cast, dan):
    session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=7))
    return factories.make_attendance(session=session, enrollment=dan, outcome="unexcused")


def made(cast, dan, *, starts_at=BEFORE, minutes=45, by=None, **said) -> Appointment:
    asked = {"kind": "one_to_one", "staff": cast.tom} | said
    return appointments.make(
        enrollment=dan,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        by=by or cast.tom,
        at=NOW,
        **asked,
    )


def test_it_stands_on_the_day_of_the_place(cast, dan):
    cast.north.zone = "Pacific/Auckland"
    cast.north.save()
    cast.group.refresh_from_db()
    hour = made(cast, dan)
    assert (hour.outcome, hour.meets_on) == (None, NOW.date())


def test_a_place_that_ended_gets_none(cast, dan):
    dan.status, dan.ended_on, dan.exit_reason, dan.ended_by = "exited", NOW.date(), "moved", "man"
    dan.save()
    with pytest.raises(AlreadyEnded):
        made(cast, dan)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("his group", "He has a group at that time. Tom Beck runs a group at that time."),
        ("another hour of his", "He has another appointment at that time."),
        ("another hour of hers", "Ines Roth has another appointment at that time."),
        ("away", "Ines Roth is away on that day."),
    ],
)
def test_what_else_is_then_is_said_and_can_be_meant(cast, dan, what, words):
    staff = cast.tom if what == "his group" else cast.ines
    if what == "his group":
        factories.make_session(group=cast.group, starts_at=AFTER)
    elif what == "another hour of his":
        made(cast, dan, starts_at=AFTER, staff=cast.priya)
    elif what == "another hour of hers":
        luis = factories.make_enrollment(client=cast.luis, group=cast.group)
        made(cast, luis, starts_at=AFTER, staff=cast.ines)
    else:
        Leave.objects.create(service=cast.service, staff=cast.ines, since=AFTER.date(), until=AFTER.date())
    before = Appointment.objects.count()
    with pytest.raises(AppointmentClash) as said:
        made(cast, dan, starts_at=AFTER, staff=staff)
    assert (str(said.value), Appointment.objects.count()) == (words, before)
    assert made(cast, dan, starts_at=AFTER, staff=staff, anyway=True).pk


def test_what_is_cancelled_or_on_another_hour_is_in_nobodys_way(cast, dan):
    first = made(cast, dan, starts_at=AFTER)
    appointments.cancel(appointment=first, by=cast.tom, at=NOW)
    factories.make_session(group=cast.group, starts_at=AFTER, cancelled_at=NOW, cancel_reason="Storm")
    factories.make_session(group=cast.group, starts_at=AFTER + timedelta(minutes=45))
    assert made(cast, dan, starts_at=AFTER).outcome is None


def test_a_make_up_he_came_to_stands_on_the_row_he_missed(cast, dan, missed):
    hour = made(cast, dan, kind="make_up", makes_up=missed)
    appointments.mark(appointment=hour, outcome="present", by=cast.tom, at=NOW)
    missed.refresh_from_db()
    assert (missed.outcome, missed.made_up_on) == ("make_up", BEFORE.date())
    appointments.mark(appointment=hour, outcome="unexcused", by=cast.tom, at=NOW)
    missed.refresh_from_db()
    assert (missed.outcome, missed.made_up_on) == ("unexcused", None)


def test_a_make_up_he_did_not_come_to_changes_no_register(cast, dan, missed):
    hour = made(cast, dan, kind="make_up", makes_up=missed)
    appointments.mark(appointment=hour, outcome="excused", by=cast.tom, at=NOW)
    missed.refresh_from_db()
    assert missed.outcome == "unexcused"
    assert made(cast, dan, starts_at=AFTER, kind="make_up", makes_up=missed).makes_up == missed


def test_a_make_up_is_for_one_missed_session_once(cast, dan, missed):
    with pytest.raises(NotAcceptable, match="which missed session"):
        made(cast, dan, kind="make_up")
    with pytest.raises(NotAcceptable, match="Only a make-up"):
        made(cast, dan, kind="review", makes_up=missed)
    luis = factories.make_enrollment(client=cast.luis, group=cast.group)
    with pytest.raises(NotAcceptable, match="which missed session"):
        made(cast, luis, kind="make_up", makes_up=missed)
    made(cast, dan, kind="make_up", makes_up=missed)
    with pytest.raises(NotAcceptable, match="already"):
        made(cast, dan, starts_at=AFTER, kind="make_up", makes_up=missed)
    assert Appointment.objects.count() == 1


def test_a_make_up_is_agreed_by_who_keeps_the_register(cast, dan, missed):
    with pytest.raises(NotAcceptable, match="whoever keeps the register"):
        made(cast, dan, kind="make_up", makes_up=missed, by=cast.ines)
    assert not Appointment.objects.exists()
    assert made(cast, dan, kind="orientation", by=cast.ines).kind == "orientation"


def test_it_is_moved_until_it_is_marked(cast, dan):
    hour = made(cast, dan)
    moved = appointments.edit(
        appointment=hour,
        version=1,
        starts_at=AFTER,
        ends_at=AFTER + timedelta(hours=1),
        kind="review",
        by=cast.tom,
        at=NOW,
    )
    assert (moved.kind, moved.meets_on, moved.version) == ("review", AFTER.date(), 2)
    with pytest.raises(Stale):
        appointments.edit(appointment=hour, version=1, kind="review", by=cast.tom, at=NOW)
    appointments.mark(appointment=hour, outcome="excused", by=cast.tom, at=NOW)
    with pytest.raises(AppointmentClosed):
        appointments.edit(appointment=hour, kind="one_to_one", by=cast.tom, at=NOW)
    with pytest.raises(AppointmentClosed):
        appointments.cancel(appointment=hour, by=cast.tom, at=NOW)


def test_nobody_came_to_what_has_not_begun(cast, dan):
    hour = made(cast, dan, starts_at=AFTER)
    with pytest.raises(AppointmentNotYet):
        appointments.mark(appointment=hour, outcome="present", by=cast.tom, at=NOW)
    hour.refresh_from_db()
    assert hour.outcome is None
    assert appointments.mark(appointment=hour, outcome="excused", by=cast.tom, at=NOW).outcome == "excused"


def test_cancelled_stays_cancelled_and_is_no_mark(cast, dan):
    hour = made(cast, dan)
    with pytest.raises(NotAcceptable):
        appointments.mark(appointment=hour, outcome="cancelled", by=cast.tom, at=NOW)
    appointments.cancel(appointment=hour, by=cast.tom, at=NOW)
    with pytest.raises(AppointmentClosed):
        appointments.mark(appointment=hour, outcome="present", by=cast.tom, at=NOW)
    assert Attendance.objects.count() == 0


def test_a_plan_is_one_of_his_groups_edition(cast, dan):
    [mine] = factories.make_modules("Feelings", program=cast.program)
    [other] = factories.make_modules("Listening", program=cast.program)
    plans = [
        SessionPlan.objects.create(service=cast.service, module=each, position=1, name=each.name)
        for each in (mine, other)
    ]
    cast.group.curriculum = mine.curriculum
    cast.group.save()
    assert made(cast, dan, plan=plans[0]).plan == plans[0]
    with pytest.raises(NotAcceptable, match="another plan"):
        made(cast, dan, starts_at=AFTER, plan=plans[1])
