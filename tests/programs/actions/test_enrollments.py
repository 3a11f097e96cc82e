from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import attendance, enrollments, group_sessions
from programs.errors import AlreadyEnded, AlreadyPlaced, GroupFull, NotEnded
from programs.models import Attendance, Enrollment
from services.errors import NotAcceptable
from services.models import AuditEntry
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast
from tests.races import at_once

TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def place(cast) -> Enrollment:
    return factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")


def leave(cast, place, **how):
    how = {"reason": "withdrew", "ended_by": "man", "on": TODAY, "by": cast.tom, "at": NOW} | how
    return enrollments.exit(enrollment=place, **how)


# --- A place is given ---------------------------------------------------------------------------------------


def test_a_place_dated_back_is_on_the_registers_fixed_since(cast):
    """He was expected that evening; nobody else is asked whether he came."""
    held = [
        factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=days)) for days in (15, 8, 1)
    ]
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    place = enrollments.enroll(
        client=cast.dan, group=cast.group, started_on=held[1].session_on, by=cast.tom, at=NOW
    )
    rows = Attendance.objects.filter(enrollment=place).order_by("session__starts_at")
    assert list(rows.values_list("session", "outcome", "version")) == [
        (held[1].pk, None, 0),
        (held[2].pk, None, 0),
    ]
    # He leaves and is placed anew from the same day: where he has a line already, nobody asks twice.
    attendance.save_register(
        session=held[1], marks=[attendance.Mark(place.pk, "present")], by=cast.tom, at=NOW
    )
    leave(cast, place, on=held[1].session_on)
    again = enrollments.enroll(
        client=cast.dan, group=cast.group, started_on=held[1].session_on, by=cast.tom, at=NOW
    )
    assert [row.session for row in Attendance.objects.filter(enrollment=again)] == [held[2]]


def test_a_place_from_today_is_on_no_register_of_before(cast):
    factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
    group_sessions.freeze_rosters(service_id=cast.service.pk, at=NOW)
    place = enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    assert not Attendance.objects.filter(enrollment=place).exists()


def test_a_man_gets_a_place(cast):
    place = enrollments.enroll(
        client=cast.dan, group=cast.group, started_on=TODAY, required_sessions=20, by=cast.tom, at=NOW
    )
    assert (place.status, place.episode, place.required_sessions) == ("placed", 1, 20)
    assert AuditEntry.objects.get().what == "enrollment.placed"


def test_a_second_place_in_the_same_group_is_refused(cast, place):
    with pytest.raises(AlreadyPlaced):
        enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    assert Enrollment.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_a_full_group_takes_nobody(cast, place):
    cast.group.capacity = 1
    cast.group.save()
    with pytest.raises(GroupFull, match="waitlist"):
        enrollments.enroll(client=cast.luis, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    assert Enrollment.objects.count() == 1


def test_a_place_that_ended_is_free_again(cast, place):
    cast.group.capacity = 1
    cast.group.save()
    leave(cast, place)
    assert enrollments.enroll(client=cast.luis, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)


def test_a_slip_in_the_year_of_his_first_day_is_told(cast):
    far = TODAY.replace(year=TODAY.year + 9)
    with pytest.raises(NotAcceptable, match="too far away"):
        enrollments.enroll(client=cast.luis, group=cast.group, started_on=far, by=cast.tom, at=NOW)
    assert not Enrollment.objects.filter(client=cast.luis).exists()
    soon = TODAY + timedelta(days=180)
    assert enrollments.enroll(client=cast.luis, group=cast.group, started_on=soon, by=cast.tom, at=NOW)


def test_a_group_that_ended_takes_nobody(cast):
    cast.group.ended_on = YESTERDAY
    cast.group.save()
    with pytest.raises(NotAcceptable, match="ended before"):
        enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    assert not Enrollment.objects.exists()


def test_a_man_who_comes_back_begins_a_new_episode(cast, place):
    leave(cast, place)
    again = enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    assert again.episode == 2
    place.refresh_from_db()
    assert place.status == "exited"


def test_an_episode_that_was_undone_leaves_its_number_free(cast, place):
    """The undo of an import takes a place away; the next one is not numbered as another that stayed."""
    leave(cast, place)
    again = enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    leave(cast, again)
    Enrollment.objects.filter(pk=again.pk).update(follows=None)
    place.delete()
    third = enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    assert (again.episode, third.episode) == (2, 3)


def test_two_people_cannot_both_give_the_last_place(transactional_db):
    with transaction.atomic():
        cast = Cast()
        cast.group.capacity = 1
        cast.group.save()

    def give(man):
        return lambda: enrollments.enroll(client=man, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)

    answers = at_once(cast, give(cast.dan), give(cast.luis))
    assert sorted(type(answer).__name__ for answer in answers) == ["Enrollment", "GroupFull"]
    with acting_as(service=cast.service.pk):
        assert Enrollment.objects.count() == 1


# --- A place ends -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "status"), [("completed", "completed"), ("withdrew", "exited"), ("moved", "exited")]
)
def test_an_exit_says_why_when_and_by_whom(cast, place, reason, status):
    ended = leave(cast, place, reason=reason, note="His shift changed.")
    assert (ended.status, ended.exit_reason, ended.ended_by, ended.ended_on) == (status, reason, "man", TODAY)
    assert ended.version == 2
    place.refresh_from_db()
    assert place.exit_note == "His shift changed."
    assert AuditEntry.objects.get().details == {"reason": reason, "ended_by": "man"}


def test_a_second_exit_is_refused(cast, place):
    leave(cast, place)
    with pytest.raises(AlreadyEnded):
        leave(cast, place, reason="moved")
    place.refresh_from_db()
    assert place.exit_reason == "withdrew"


@pytest.mark.parametrize(
    ("day", "why"), [(TODAY + timedelta(days=1), "future"), (TODAY - timedelta(weeks=9), "before it starts")]
)
def test_an_exit_on_an_impossible_day_is_refused(cast, place, day, why):
    with pytest.raises(NotAcceptable, match=why):
        leave(cast, place, on=day)
    place.refresh_from_db()
    assert (place.status, place.ended_on, place.version) == ("attending", None, 1)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize(("reason", "ended_by"), [("bored", "man"), ("withdrew", "nobody")])
def test_an_unknown_code_is_refused_in_a_sentence(cast, place, reason, ended_by):
    with pytest.raises(NotAcceptable, match="Use one of"):
        leave(cast, place, reason=reason, ended_by=ended_by)
    place.refresh_from_db()
    assert place.status == "attending"


def test_sessions_after_his_last_day_are_not_held_against_him(cast, place):
    before = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=8))
    after = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
    marked = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=2))
    for session in (before, after):
        factories.make_attendance(session=session, enrollment=place)
    factories.make_attendance(session=marked, enrollment=place, outcome="present")
    leave(cast, place, on=TODAY - timedelta(days=8))
    kept = Attendance.objects.values_list("session", flat=True)
    assert set(kept) == {before.pk, marked.pk}


# --- An exit is taken back ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("came", "status"), [(True, "attending"), (False, "placed")])
def test_an_exit_can_be_taken_back_with_a_reason(cast, place, came, status):
    if came:
        session = factories.make_session(group=cast.group)
        factories.make_attendance(session=session, enrollment=place, outcome="late")
    leave(cast, place)
    back = enrollments.reinstate(enrollment=place, reason="It was another Dan.", by=cast.tom, at=NOW)
    assert (back.status, back.ended_on, back.exit_reason, back.ended_by) == (status, None, "", "")
    assert back.reinstated_reason == "It was another Dan."


def test_what_stood_before_is_kept_in_the_history(cast, place):
    leave(cast, place)
    enrollments.reinstate(enrollment=place, reason="It was another Dan.", by=cast.tom, at=NOW)
    events = list(place.pgh_event_model.objects.order_by("pgh_id").values_list("status", "exit_reason"))
    assert events == [("attending", ""), ("exited", "withdrew"), ("placed", "")]


def test_he_stands_again_on_registers_his_exit_took_him_off(cast, place):
    """Nobody had marked him there; that somebody must say so is not lost. While he was gone he was not expected."""
    unmarked = factories.make_session(
        group=cast.group, starts_at=NOW - timedelta(days=2), roster_frozen_at=NOW
    )
    cancelled = factories.make_session(
        group=cast.group, starts_at=NOW - timedelta(days=3), roster_frozen_at=NOW, cancelled_at=NOW
    )
    for session in (unmarked, cancelled):
        factories.make_attendance(session=session, enrollment=place)
    leave(cast, place, on=TODAY - timedelta(days=8))
    factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=1), roster_frozen_at=NOW)
    assert not Attendance.objects.exists()
    enrollments.reinstate(enrollment=place, reason="It was another Dan.", by=cast.tom, at=NOW)
    row = Attendance.objects.get()
    assert (row.session, row.enrollment, row.outcome, row.version) == (unmarked, place, None, 0)


def test_taking_back_needs_a_reason(cast, place):
    leave(cast, place)
    with pytest.raises(NotAcceptable):
        enrollments.reinstate(enrollment=place, reason="  ", by=cast.tom, at=NOW)
    place.refresh_from_db()
    assert place.status == "exited"


def test_a_running_place_cannot_be_taken_back(cast, place):
    with pytest.raises(NotEnded):
        enrollments.reinstate(enrollment=place, reason="Why not", by=cast.tom, at=NOW)


def test_an_old_place_is_not_taken_back_beside_a_new_one(cast, place):
    leave(cast, place)
    enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    with pytest.raises(AlreadyPlaced):
        enrollments.reinstate(enrollment=place, reason="A mistake", by=cast.tom, at=NOW)
    place.refresh_from_db()
    assert place.status == "exited"


def test_nobody_is_taken_back_into_a_full_group(cast, place):
    cast.group.capacity = 1
    cast.group.save()
    leave(cast, place)
    enrollments.enroll(client=cast.luis, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)
    with pytest.raises(GroupFull, match="taken by now"):
        enrollments.reinstate(enrollment=place, reason="A mistake", by=cast.tom, at=NOW)
    place.refresh_from_db()
    assert place.status == "exited"
    cast.group.capacity = 2
    cast.group.save()
    assert enrollments.reinstate(enrollment=place, reason="A mistake", by=cast.tom, at=NOW).is_open


def test_the_last_place_is_not_both_given_and_taken_back(transactional_db):
    with transaction.atomic():
        cast = Cast()
        cast.group.capacity = 1
        cast.group.save()
        place = factories.make_enrollment(client=cast.dan, group=cast.group)
        leave(cast, place)

    def give():
        return enrollments.enroll(client=cast.luis, group=cast.group, started_on=TODAY, by=cast.tom, at=NOW)

    def take_back():
        return enrollments.reinstate(enrollment=place, reason="A mistake", by=cast.tom, at=NOW)

    answers = at_once(cast, give, take_back)
    assert sorted(type(answer).__name__ for answer in answers) == ["Enrollment", "GroupFull"]
    with acting_as(service=cast.service.pk):
        assert Enrollment.objects.open().count() == 1
