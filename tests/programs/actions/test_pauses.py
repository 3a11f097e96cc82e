from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from programs.actions import attendance, enrollments, group_sessions, pauses, rosters
from programs.actions.attendance import Mark
from programs.errors import AlreadyEnded, AlreadyPaused, NotPaused
from programs.models import Attendance, Enrollment, Pause, RuleProfile
from services.errors import NotAcceptable
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def day(n: int):
    return TODAY + timedelta(days=n)


def pause(cast, place, **how):
    how = {"reason": "leave", "since": day(-3), "returns_on": day(20), "by": cast.tom, "at": NOW} | how
    return pauses.pause(enrollment=place, **how)


def freeze(cast) -> int:
    return group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)


def outcomes() -> list[str | None]:
    return list(Attendance.objects.order_by("session__starts_at").values_list("outcome", flat=True))


# --- A pause begins -------------------------------------------------------------------------------------------


def test_his_place_is_kept_until_a_day(cast, dan):
    begun = pause(cast, dan)
    dan.refresh_from_db()
    assert (dan.status, dan.returns_on, dan.version) == ("paused", day(20), 2)
    assert (begun.reason, begun.since, begun.returns_on, begun.ended_on) == ("leave", day(-3), day(20), None)
    assert AuditEntry.objects.get().details == {"reason": "leave", "since": day(-3).isoformat()}


def test_one_said_ahead_begins_on_its_day(cast, dan):
    pause(cast, dan, since=day(5))
    dan.refresh_from_db()
    assert dan.status == "placed"
    assert pauses.begin_due(service_id=cast.service.pk, on=day(4)) == 0
    assert pauses.begin_due(service_id=cast.service.pk, on=day(5)) == 1
    assert pauses.begin_due(service_id=cast.service.pk, on=day(6)) == 0
    dan.refresh_from_db()
    assert (dan.status, dan.version) == ("paused", 3)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"since": day(-100)}, "before his place"),
        ({"returns_on": day(-3)}, "after the pause begins"),
        ({"reason": "lazy"}, "Use one of"),
    ],
)
def test_what_cannot_be_is_refused_and_he_is_expected(cast, dan, how, why):
    with pytest.raises(NotAcceptable, match=why):
        pause(cast, dan, **how)
    dan.refresh_from_db()
    assert (dan.status, dan.version) == ("placed", 1)
    assert not Pause.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_second_one_is_refused(cast, dan):
    pause(cast, dan)
    with pytest.raises(AlreadyPaused):
        pause(cast, dan, reason="illness")
    assert Pause.objects.get().reason == "leave"


def test_a_place_that_ended_is_not_paused(cast, dan):
    enrollments.exit(enrollment=dan, reason="moved", ended_by="man", on=TODAY, by=cast.tom, at=NOW)
    with pytest.raises(AlreadyEnded):
        pause(cast, dan)


def test_two_pauses_never_share_a_day(cast, dan):
    pause(cast, dan, since=day(-10))
    pauses.back(enrollment=dan, on=day(-5), by=cast.tom, at=NOW)
    with pytest.raises(NotAcceptable, match="already"):
        pause(cast, dan, since=day(-6))
    assert pause(cast, dan, since=day(-5)).since == day(-5)


def test_rules_without_leave_know_custody(cast, dan):
    dan.rule_profile = RuleProfile.objects.create(
        service=cast.service, key="r", name="R", said={"leave_allowed": False}
    )
    dan.save()
    with pytest.raises(NotAcceptable, match="no leave"):
        pause(cast, dan)
    assert pause(cast, dan, reason="custody").reason == "custody"


# --- Not expected on these days --------------------------------------------------------------------------------


def test_the_roster_goes_by_his_days_and_not_by_what_stands_today(cast, dan):
    """Away for the middle one of three, marked afterwards: the first and the last expected him."""
    for n in (-9, -5, -1):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=n))
    pause(cast, dan, since=day(-7))
    pauses.back(enrollment=dan, on=day(-3), by=cast.tom, at=NOW)
    assert freeze(cast) == 3
    assert outcomes() == [None, "on_leave", None]
    assert set(Attendance.objects.values_list("version", "marked_by")) == {(0, None)}


def test_a_man_who_is_paused_by_now_was_expected_before(cast, dan):
    factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=9))
    pause(cast, dan)
    freeze(cast)
    assert outcomes() == [None]


def test_freezing_twice_is_harmless(cast, dan, session):
    pause(cast, dan)
    freeze(cast)
    assert freeze(cast) == 0
    session.roster_frozen_at = None
    session.version = F("version")
    session.save(update_fields=["roster_frozen_at"])
    freeze(cast)
    assert outcomes() == ["on_leave"]


def test_he_stands_apart_before_it_is_frozen_and_after_and_is_no_gap(cast, dan, luis):
    session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(minutes=20))
    pause(cast, dan)
    before = rosters.roster(session=session, at=NOW)
    saved = attendance.save_register(session=session, marks=[Mark(luis.pk, "present")], by=cast.tom, at=NOW)
    assert saved.unmarked == 0
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW + timedelta(hours=3))
    session.refresh_from_db()
    after = rosters.roster(session=session, at=NOW)
    for roster in (before, after):
        assert [(entry.name, entry.on_leave) for entry in roster] == [("Dan O.", True), ("Luis F.", False)]
        assert roster[0].said == ("on_leave", None, None, "")
        assert roster[0].version == 0


@pytest.mark.parametrize("minutes", [20, 200])
def test_he_is_marked_if_he_comes(cast, dan, minutes):
    session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(minutes=minutes))
    pause(cast, dan)
    attendance.save_register(session=session, marks=[Mark(dan.pk, "present", version=0)], by=cast.tom, at=NOW)
    assert outcomes() == ["present"]
    dan.refresh_from_db()
    assert dan.status == "paused"


def test_sending_back_what_was_read_changes_nothing(cast, dan):
    session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(minutes=20))
    pause(cast, dan)
    for outcome in ("on_leave", None):
        mark = Mark(dan.pk, outcome, version=0)
        assert attendance.save_register(session=session, marks=[mark], by=cast.tom, at=NOW).changed == 0
    assert not Attendance.objects.exists()


def test_a_gap_becomes_leave_when_somebody_tells_us_late(cast, dan):
    kept = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=9))
    gap = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=2))
    marked = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
    factories.make_attendance(session=kept, enrollment=dan)
    factories.make_attendance(session=gap, enrollment=dan)
    factories.make_attendance(session=marked, enrollment=dan, outcome="unexcused", marked_by=cast.tom)
    pause(cast, dan)
    assert outcomes() == [None, "on_leave", "unexcused"]
    for session, version in ((kept, 1), (gap, 2), (marked, 1)):
        session.refresh_from_db()
        assert session.version == version


# --- He is back --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("came", "status"), [(True, "attending"), (False, "placed")])
def test_he_is_back_and_expected(cast, dan, came, status):
    if came:
        before = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=9))
        factories.make_attendance(session=before, enrollment=dan, outcome="late")
    pause(cast, dan)
    ended = pauses.back(enrollment=dan, on=day(-1), by=cast.tom, at=NOW)
    dan.refresh_from_db()
    assert (dan.status, dan.returns_on, ended.ended_on) == (status, None, day(-1))
    assert AuditEntry.objects.order_by("-at", "-id").filter(what="enrollment.back").count() == 1


def test_what_his_leave_said_after_that_day_is_open_again(cast, dan):
    for n in (-2, -1):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=n))
    by_hand = factories.make_session(group=cast.group, starts_at=NOW - timedelta(hours=4))
    factories.make_attendance(session=by_hand, enrollment=dan, outcome="on_leave", marked_by=cast.tom)
    pause(cast, dan)
    freeze(cast)
    assert outcomes() == ["on_leave", "on_leave", "on_leave"]
    pauses.back(enrollment=dan, on=day(-1), by=cast.tom, at=NOW)
    assert outcomes() == ["on_leave", None, "on_leave"]


def test_without_a_pause_there_is_nothing_to_end(cast, dan):
    with pytest.raises(NotPaused):
        pauses.back(enrollment=dan, on=TODAY, by=cast.tom, at=NOW)
    with pytest.raises(NotPaused):
        pauses.change_return(enrollment=dan, returns_on=day(9), by=cast.tom, at=NOW)
    assert Enrollment.objects.get().version == 1


def test_he_is_not_back_in_the_future(cast, dan):
    pause(cast, dan)
    with pytest.raises(NotAcceptable, match="future"):
        pauses.back(enrollment=dan, on=day(1), by=cast.tom, at=NOW)
    assert Pause.objects.get().ended_on is None


def test_the_day_he_comes_back_moves(cast, dan):
    pause(cast, dan)
    pauses.change_return(enrollment=dan, returns_on=day(40), by=cast.tom, at=NOW)
    dan.refresh_from_db()
    assert (Pause.objects.get().returns_on, dan.returns_on, dan.version) == (day(40), day(40), 3)
    with pytest.raises(NotAcceptable):
        pauses.change_return(enrollment=dan, returns_on=day(-3), by=cast.tom, at=NOW)


def test_one_said_ahead_can_be_called_off(cast, dan):
    pause(cast, dan, since=day(5))
    pauses.back(enrollment=dan, on=TODAY, by=cast.tom, at=NOW)
    assert not Pause.objects.on(day(6)).exists()
    dan.refresh_from_db()
    assert dan.status == "placed"


# --- His place ends while he is away -------------------------------------------------------------------------------


def test_who_leaves_while_away_was_away_to_his_last_day(cast, dan):
    pause(cast, dan)
    enrollments.exit(enrollment=dan, reason="custody", ended_by="court", on=TODAY, by=cast.tom, at=NOW)
    dan.refresh_from_db()
    assert (dan.status, dan.returns_on) == ("exited", None)
    assert Pause.objects.on(TODAY).exists()
    assert not Pause.objects.on(day(1)).exists()
    back = enrollments.reinstate(enrollment=dan, reason="Released", by=cast.tom, at=NOW)
    assert back.status == "placed"
    assert not Pause.objects.open().exists()


def test_an_exit_that_said_nothing_of_his_leave_ended_it_as_well(cast, dan):
    """As a spreadsheet of exits writes it."""
    pause(cast, dan)
    Enrollment.objects.update(status="exited", ended_on=TODAY, exit_reason="custody", ended_by="court")
    back = enrollments.reinstate(enrollment=dan, reason="Released", by=cast.tom, at=NOW)
    assert (back.status, back.returns_on) == ("placed", None)
    assert not Pause.objects.open().exists()


def test_a_roster_frozen_at_the_same_moment_has_no_gap_for_him(cast, dan, luis, session):
    """The freeze had looked before the pause was there, and wrote after it."""
    pause(cast, dan)
    for place in (dan, luis):
        factories.make_attendance(session=session, enrollment=place, version=0)
    assert pauses.let_off_gaps(service_id=cast.service.pk) == 1
    assert pauses.let_off_gaps(service_id=cast.service.pk) == 0
    assert dict(Attendance.objects.values_list("enrollment", "outcome")) == {
        dan.pk: "on_leave",
        luis.pk: None,
    }


def test_a_mark_that_was_taken_back_stays_a_gap(cast, dan, session):
    pause(cast, dan)
    attendance.save_register(session=session, marks=[Mark(dan.pk, "present")], by=cast.tom, at=NOW)
    attendance.save_register(session=session, marks=[Mark(dan.pk, None)], by=cast.tom, at=NOW)
    assert pauses.let_off_gaps(service_id=cast.service.pk) == 0
    assert outcomes() == [None]
