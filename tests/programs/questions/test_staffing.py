from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.models import Facilitator, RuleProfile
from programs.questions.staffing import in_need, staffed
from services.models import Leave, Qualification, QualificationKind
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def session(cast):
    return factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))


def need(cast, session):
    session.refresh_from_db()
    (found,) = staffed(
        [type(session).objects.select_related("group__program").get(pk=session.pk)], cast.priya
    )
    return found


def away(cast, staff, since: str, until: str) -> None:
    Leave.objects.create(service=cast.service, staff=staff, since=since, until=until)


def test_who_runs_it_is_there(cast, session):
    assert (need(cast, session).present, need(cast, session).in_need) == ((cast.tom,), False)


@pytest.mark.parametrize(
    ("since", "until", "gone"),
    [
        ("2026-03-19", "2026-03-19", True),
        ("2026-03-10", "2026-03-19", True),
        ("2026-03-20", "2026-03-27", False),
        ("2026-03-10", "2026-03-18", False),
    ],
)
def test_who_is_away_that_day_is_not(cast, session, since, until, gone):
    away(cast, cast.tom, since, until)
    found = need(cast, session)
    assert (found.in_need, found.away) == (gone, (cast.tom,) if gone else ())
    assert found.words == (["1 more must run it.", "Tom Beck is away."] if gone else [])


def test_somebody_covers(cast, session):
    away(cast, cast.tom, "2026-03-19", "2026-03-19")
    Facilitator.objects.create(
        service=cast.service,
        group=cast.group,
        staff=cast.pete,
        covers=cast.tom,
        since="2026-03-19",
        until="2026-03-19",
    )
    assert need(cast, session).present == (cast.pete,)
    assert not need(cast, session).in_need


def test_one_who_has_handed_it_on_is_not_there(cast, session):
    Facilitator.objects.update(until=date(2026, 3, 18))
    assert need(cast, session).missing == 1


def test_the_group_asks_for_two(cast, session):
    cast.group.facilitators_needed = 2
    cast.group.save()
    assert need(cast, session).missing == 1


@pytest.mark.parametrize(("men", "missing"), [(1, 0), (2, 1)])
def test_the_rules_ask_by_the_number_of_men(cast, session, men, missing):
    said = {"facilitators_by_size": [{"up_to": 1, "value": 1}, {"up_to": 16, "value": 2}]}
    cast.program.rule_profile = RuleProfile.objects.create(
        service=cast.service, key="k", name="Rules", said=said, published_at=NOW
    )
    cast.program.save()
    for man in (cast.dan, cast.luis)[:men]:
        factories.make_enrollment(client=man, group=cast.group)
    assert need(cast, session).missing == missing


@pytest.mark.parametrize(
    ("got_on", "expires_on", "lacks"),
    [
        ("2026-01-01", None, ""),
        ("2026-01-01", "2026-03-19", ""),
        ("2026-01-01", "2026-03-18", "Working with men"),
        ("2026-03-20", None, "Working with men"),
    ],
)
def test_what_is_asked_for_is_held_on_the_day(cast, session, got_on, expires_on, lacks):
    kind = QualificationKind.objects.create(service=cast.service, name="Working with men")
    cast.program.qualification = kind
    cast.program.save()
    held = {"service": cast.service, "kind": kind, "got_on": got_on, "expires_on": expires_on}
    Qualification.objects.create(staff=cast.tom, **held)
    assert need(cast, session).no_qualification == lacks
    away(cast, cast.tom, "2026-03-19", "2026-03-19")
    assert need(cast, session).no_qualification == "Working with men", "who holds it is away"


@pytest.mark.parametrize(
    ("toms", "petes", "lacks"),
    [("man", "woman", False), ("man", "man", True), ("man", "", False), ("woman", "another", True)],
)
def test_a_man_and_a_woman_where_everybody_has_said(cast, session, toms, petes, lacks):
    cast.group.mixed = True
    cast.group.save()
    Facilitator.objects.create(service=cast.service, group=cast.group, staff=cast.pete, since="2026-01-01")
    for staff, gender in ((cast.tom, toms), (cast.pete, petes)):
        staff.gender = gender
        staff.save(update_fields=["gender"])
    assert need(cast, session).not_mixed is lacks


def test_only_what_is_to_come_soon_and_stands_is_asked(cast, session):
    away(cast, cast.tom, "2026-01-01", "2026-12-31")
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=5))
    factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=1))
    factories.make_session(
        group=cast.group, starts_at=NOW + timedelta(days=1), cancelled_at=NOW, cancel_reason="X"
    )
    assert [each.session for each in in_need([cast.group], cast.priya, at=NOW)] == [session]


def test_as_many_questions_for_two_as_for_twelve(cast, session, django_assert_num_queries):
    away(cast, cast.tom, "2026-01-01", "2026-12-31")
    with django_assert_num_queries(5):
        assert len(in_need([cast.group], cast.priya, at=NOW)) == 1
    for n in range(1, 12):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7, hours=3 * n))
    with django_assert_num_queries(5):
        assert len(in_need([cast.group], cast.priya, at=NOW)) == 12
