"""Whoever will cover for a colleague knows the hour before, and the group with its men from the first of the days on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions import facilitators
from programs.models import Group
from programs.questions import calendar
from services.access import seat
from services.models import Client
from tests import factories
from tests.conftest import NOW

FIRST = NOW.date() + timedelta(days=7)


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def carl(cast):
    """He covers next Thursday, and no other."""
    factories.make_enrollment(client=cast.dan, group=cast.group)
    for weeks in (1, 2):
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=weeks))
    staff = factories.make_staff(name="Carl Iversen", service=cast.service, role="counselor")
    days = {"since": FIRST, "until": FIRST}
    facilitators.cover(group=cast.group, staff=staff, covers=cast.tom, **days, by=cast.priya, at=NOW)
    return seat(staff, cast.service, on=NOW.date())


def test_before_that_day_he_sees_no_group_and_no_man(cast, carl, api, sign_in):
    assert not Group.objects.visible_to(carl).exists()
    assert not Client.objects.visible_to(carl).exists()
    browser = sign_in(carl)
    assert browser.get(cast.group.get_absolute_url()).status_code == 404
    assert browser.get(f"/clients/{cast.dan.pk}/").status_code == 404
    assert api(carl).get("clients", cast.dan.pk).status_code == 404


def test_on_that_day_he_does(cast, carl):
    """The twin."""
    seat(carl, cast.service, on=FIRST)
    assert list(Group.objects.visible_to(carl)) == [cast.group]
    assert list(Client.objects.visible_to(carl)) == [cast.dan]


@pytest.mark.parametrize("mine", [True, False])
def test_his_calendar_has_the_hour_and_leads_nowhere_yet(cast, carl, mine):
    days = {"first": NOW.date(), "last": NOW.date() + timedelta(days=30)}
    told = calendar.entries(carl, **days, at=NOW, mine=mine)
    assert [(entry.day, entry.url) for entry in told] == [(FIRST, "")]
    for_tom = calendar.entries(cast.tom, **days, at=NOW, mine=mine)
    assert [bool(entry.url) for entry in for_tom] == [True, True]
