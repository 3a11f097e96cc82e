from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import transaction

from programs.actions import groups
from programs.models import Facilitator, Group, GroupSession
from services.access import seat
from services.errors import NotAcceptable
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()
WEEKLY = {"first_on": date(2026, 3, 19), "begins": time(18, 30), "minutes": 120, "count": 3}


def make(cast, **how):
    how = {"name": "Monday group", "site": cast.north, "started_on": TODAY, "by": cast.priya} | how
    return groups.make(program=cast.program, at=NOW, **how)


@pytest.fixture
def led(cast):
    """A director of the North site alone."""
    staff = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=cast.north)
    return seat(staff, cast.service, on=TODAY)


@pytest.fixture
def east(cast):
    return factories.make_site(service=cast.service, name="East")


def test_it_is_opened_with_who_runs_it_and_when_it_meets(cast):
    group = make(cast, facilitators=[cast.tom, cast.pete], recurrence=WEEKLY, room="Hall 2")
    assert set(Facilitator.objects.filter(group=group).values_list("staff__name", "since")) == {
        ("Tom Beck", TODAY),
        ("Pete Long", TODAY),
    }
    assert GroupSession.objects.filter(group=group).count() == 3


def test_a_series_that_cannot_be_leaves_no_group(cast):
    with pytest.raises(NotAcceptable), transaction.atomic():
        make(cast, recurrence=WEEKLY | {"until": TODAY})
    assert not Group.objects.filter(name="Monday group").exists()


def test_it_does_not_end_before_it_starts(cast):
    with pytest.raises(NotAcceptable, match="cannot end before"):
        make(cast, ended_on=TODAY - timedelta(days=1))
    with pytest.raises(NotAcceptable, match="cannot end before"):
        groups.edit(group=cast.group, ended_on=date(2020, 1, 1), by=cast.priya, at=NOW)
    cast.group.refresh_from_db()
    assert cast.group.ended_on is None


@pytest.mark.parametrize("site", ["east", None])
def test_a_director_of_a_site_opens_groups_there_alone(cast, led, east, site):
    assert make(cast, by=led, name="At North")
    with pytest.raises(NotAcceptable, match="lead no groups there"):
        make(cast, by=led, site=east if site else None)
    with pytest.raises(NotAcceptable, match="lead no groups there"):
        groups.edit(group=cast.group, site=east if site else None, by=led, at=NOW)
    assert groups.edit(group=cast.group, site=cast.north, room="Hall 3", by=led, at=NOW).room == "Hall 3"


def test_who_leads_every_site_may_put_a_group_anywhere(cast, east):
    assert make(cast, site=east).site == east
    assert make(cast, site=None, name="Nowhere yet").site is None
    assert list(groups.sites_led_by(cast.priya)) == list(groups.sites_led_by(cast.priya).order_by("name"))


def test_the_sites_somebody_leads(cast, led, east):
    assert set(groups.sites_led_by(cast.priya)) == {cast.north, east}
    assert set(groups.sites_led_by(led)) == {cast.north}
    assert set(groups.sites_led_by(cast.tom)) == set()
