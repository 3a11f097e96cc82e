from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import enrollments, groups, head_counts, programs
from programs.errors import SessionCancelled, SessionNotYet
from programs.models import Enrollment
from services.errors import NotAcceptable, Stale
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(cast):
    program = factories.make_program(service=cast.service, name="Locker room", kind="prevention")
    return factories.make_group(program=program, name="At the club", site=cast.north, facilitators=[cast.tom])


@pytest.fixture
def event(series):
    return factories.make_session(group=series)


def test_heads_are_counted_and_counted_again(cast, event):
    head_counts.count(session=event, counted=31, by=cast.tom, at=NOW)
    assert head_counts.count(session=event, counted=33, version=2, by=cast.tom, at=NOW).counted == 33
    with pytest.raises(Stale):
        head_counts.count(session=event, counted=1, version=2, by=cast.tom, at=NOW)
    event.refresh_from_db()
    assert event.counted == 33


def test_what_was_not_held_has_no_heads(cast, series):
    ahead = factories.make_session(group=series, starts_at=NOW + timedelta(days=1))
    gone = factories.make_session(
        group=series, starts_at=NOW - timedelta(days=1), cancelled_at=NOW, cancel_reason="Storm"
    )
    with pytest.raises(SessionNotYet):
        head_counts.count(session=ahead, counted=3, by=cast.tom, at=NOW)
    with pytest.raises(SessionCancelled):
        head_counts.count(session=gone, counted=3, by=cast.tom, at=NOW)
    with pytest.raises(NotAcceptable, match="between 0 and 5000"):
        head_counts.count(session=factories.make_session(group=series), counted=-1, by=cast.tom, at=NOW)


def test_men_with_places_are_counted_on_their_register(cast):
    session = factories.make_session(group=cast.group)
    with pytest.raises(NotAcceptable, match="on its register"):
        head_counts.count(session=session, counted=3, by=cast.tom, at=NOW)
    session.refresh_from_db()
    assert session.counted is None


def test_nobody_has_a_place_where_heads_are_counted(cast, series):
    with pytest.raises(NotAcceptable, match="open to whoever comes"):
        enrollments.enroll(client=cast.dan, group=series, started_on=NOW.date(), by=cast.priya, at=NOW)
    assert not Enrollment.objects.exists()


def test_a_program_with_men_in_it_does_not_turn_into_one_without_names(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    with pytest.raises(NotAcceptable, match="Men have a place"):
        programs.edit(program=cast.program, kind="outreach", by=cast.priya, at=NOW)
    cast.program.refresh_from_db()
    assert cast.program.takes_names


def test_a_host_is_for_those_without_names(cast, series):
    said = {"setting": "sport", "host": "Riverside Rovers", "agreed": "Six evenings after training."}
    assert groups.edit(group=series, **said, by=cast.priya, at=NOW).host == "Riverside Rovers"
    with pytest.raises(NotAcceptable, match="Only prevention and outreach") as refused:
        groups.edit(group=cast.group, **said, by=cast.priya, at=NOW)
    assert set(refused.value.fields) == set(said)


def test_nobody_comes_back_to_where_heads_are_counted(cast, dan):
    """His place ended while men had names there; taken back, no register would say that he is missing."""
    enrollments.exit(enrollment=dan, reason="moved", ended_by="man", on=NOW.date(), by=cast.tom, at=NOW)
    programs.edit(program=cast.program, kind="outreach", by=cast.priya, at=NOW)
    with pytest.raises(NotAcceptable, match="open to whoever comes"):
        enrollments.reinstate(enrollment=dan, reason="A mistake", by=cast.tom, at=NOW)
    dan.refresh_from_db()
    assert not dan.is_open
