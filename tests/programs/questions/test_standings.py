from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from programs.actions import rule_profiles
from programs.models import Enrollment
from programs.questions import standings
from programs.rules import Rules
from tests.factories import NOW, make_attendance, make_client, make_enrollment, make_group, make_session


@pytest.fixture
def profile(cast):
    new = rule_profiles.draft(
        service=cast.service,
        key="ours",
        name="Ours",
        rules={"sessions_required": 12, "max_absences": 3},
        by=cast.priya,
        at=NOW,
    )
    return rule_profiles.publish(profile=new, by=cast.priya, at=NOW)


def weeks(group, count):
    """Sessions of two hours, the last of them a week before NOW."""
    first = datetime(2026, 3, 5, 18, tzinfo=UTC) - timedelta(weeks=count - 1)
    return [make_session(group=group, starts_at=first + timedelta(weeks=week)) for week in range(count)]


def place_of(client, group, profile, outcomes, sessions):
    place = make_enrollment(client=client, group=group, rule_profile=profile)
    for session, outcome in zip(sessions, outcomes, strict=True):
        make_attendance(session=session, enrollment=place, outcome=outcome)
    return place


def test_a_standing_is_read_from_his_rows(cast, profile):
    sessions = weeks(cast.group, 5)
    place = place_of(
        cast.dan, cast.group, profile, ["present", "unexcused", "late", None, "cancelled"], sessions
    )

    standing = standings.standings_of([place], at=NOW)[place.pk]

    assert (standing.offered, standing.came, standing.credited, standing.no_word) == (4, 2, 2, 1)
    assert (standing.unrecorded, standing.sessions_left, standing.minutes) == (1, 10, 240)


def test_what_he_alone_was_ordered_goes_before_the_rules(cast, profile):
    place = make_enrollment(client=cast.dan, group=cast.group, rule_profile=profile, required_sessions=20)

    assert standings.standings_of([place], at=NOW)[place.pk].sessions_left == 20


def test_a_session_still_to_come_counts_nowhere(cast, profile):
    later = make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    place = place_of(cast.dan, cast.group, profile, [None], [later])

    assert standings.standings_of([place], at=NOW)[place.pk].offered == 0


def test_a_man_under_no_rules_has_no_standing(cast):
    place = make_enrollment(client=cast.dan, group=cast.group)

    assert not standings.standings_of([place], at=NOW)


@pytest.mark.parametrize("men", [1, 4])
def test_any_number_of_men_takes_one_query(cast, profile, men, django_assert_num_queries):
    sessions = weeks(cast.group, 3)
    places = [
        place_of(make_client(service=cast.service), cast.group, profile, ["present"] * 3, sessions)
        for _ in range(men)
    ]
    places = list(
        Enrollment.objects.select_related("rule_profile").filter(pk__in=[each.pk for each in places])
    )

    with django_assert_num_queries(1):
        found = standings.standings_of(places, at=NOW)

    assert len(found) == men


def test_a_preview_names_who_would_be_over_and_who_is_already(cast, profile):
    sessions = weeks(cast.group, 4)
    dan = place_of(cast.dan, cast.group, profile, ["unexcused"] * 4, sessions)
    luis = place_of(
        cast.luis, cast.group, profile, ["unexcused", "unexcused", "present", "present"], sessions
    )
    steady = make_client(service=cast.service, first_name="Abe")
    place_of(steady, cast.group, profile, ["present"] * 4, sessions)

    found = standings.over_under(Rules(max_absences=1), key="ours", staff=cast.priya, at=NOW)

    assert {(each.enrollment, each.already) for each in found} == {(dan, True), (luis, False)}


def test_a_preview_shows_only_men_one_may_see(cast, profile):
    elsewhere = make_group(program=cast.program, name="Not Tom's")
    sessions = weeks(elsewhere, 2)
    place_of(cast.dan, elsewhere, profile, ["unexcused"] * 2, sessions)
    rules = Rules(max_absences=0)

    assert not standings.over_under(rules, key="ours", staff=cast.tom, at=NOW)
    assert len(standings.over_under(rules, key="ours", staff=cast.priya, at=NOW)) == 1


def test_men_who_left_are_in_no_preview(cast, profile):
    sessions = weeks(cast.group, 2)
    place = place_of(cast.dan, cast.group, profile, ["unexcused"] * 2, sessions)
    Enrollment.objects.filter(pk=place.pk).update(
        status="exited", exit_reason="withdrew", ended_by="man", ended_on=NOW.date()
    )

    assert not standings.over_under(Rules(max_absences=0), key="ours", staff=cast.priya, at=NOW)
