"""A director of one site writes down nothing about who works at another, and asks nothing of the whole service."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from services.access import seat
from services.actions import leaves, qualifications
from services.errors import Refused
from services.models import Leave, Qualification, QualificationKind
from tests import factories
from tests.api import Api, token_of
from tests.conftest import NOW

DAYS = {"since": date(2026, 3, 16), "until": date(2026, 3, 20)}


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def east(cast):
    return factories.make_site(service=cast.service, name="East")


@pytest.fixture
def mia(cast, east):
    staff = factories.make_staff(name="Mia Ray", service=cast.service, role="director", site=east)
    return seat(staff, cast.service, on=NOW.date())


@pytest.fixture
def norah(cast):
    """She runs groups at North alone."""
    return factories.make_staff(name="Norah Ek", service=cast.service, role="counselor", site=cast.north)


@pytest.fixture
def eli(cast, east):
    return factories.make_staff(name="Eli Dunn", service=cast.service, role="counselor", site=east)


@pytest.fixture
def kind(cast):
    return QualificationKind.objects.create(service=cast.service, name="First aid", months=24)


def test_days_away_are_written_down_where_one_leads(cast, mia, norah, eli, sign_in):
    with pytest.raises(Refused, match="your director"):
        leaves.add(staff=norah, **DAYS, by=mia, at=NOW)
    browser, sent = sign_in(mia), {"since": "2026-03-16", "until": "2026-03-20"}
    assert browser.post("/team/leave/", sent | {"staff": str(norah.pk)}).status_code == 422
    assert browser.post("/team/leave/", sent | {"staff": str(eli.pk)}).status_code == 302
    assert [leave.staff for leave in Leave.objects.all()] == [eli]


def test_nor_taken_away_or_changed(cast, mia, norah, sign_in):
    leave = leaves.add(staff=norah, **DAYS, by=cast.priya, at=NOW)
    assert sign_in(mia).post(f"/team/leave/{leave.pk}/remove/").status_code == 404
    api = Api(token_of(mia, "director"))
    assert api.patch("leaves", leave.pk, body={"until": "2026-03-25"}, seen=1).status_code == 404
    assert b"Norah Ek" in sign_in(mia).get("/team/leave/").content
    assert b"/remove/" not in sign_in(mia).get("/team/leave/").content
    assert f"{leave.pk}/remove/" in sign_in(cast.priya).get("/team/leave/").content.decode()


def test_what_somebody_holds_is_said_where_one_leads(cast, mia, norah, eli, kind, sign_in):
    held = Qualification.objects.create(
        service=cast.service, staff=norah, kind=kind, got_on=date(2025, 4, 1), expires_on=date(2027, 3, 31)
    )
    browser, url = sign_in(mia), f"/team/qualifications/{held.pk}/"
    assert browser.get(url).status_code == browser.post(f"{url}remove/").status_code == 404
    assert f'href="{url}"' not in browser.get("/team/qualifications/").content.decode()
    sent = {"kind": str(kind.pk), "got_on": "2026-03-01", "expires_on": ""}
    for staff, status in ((norah, 422), (eli, 302)):
        assert (
            browser.post("/team/qualifications/new/", sent | {"staff": str(staff.pk)}).status_code == status
        )
    with pytest.raises(Refused, match="do not lead"):
        qualifications.add(staff=norah, kind=kind, got_on=date(2026, 3, 1), by=mia, at=NOW)
    with pytest.raises(Refused, match="do not lead"):
        qualifications.remove(qualification=held, by=mia, at=NOW)
    assert sign_in(cast.priya).get(url).status_code == 200


def test_what_is_asked_of_everybody_is_said_from_everywhere(cast, mia, kind, sign_in):
    browser = sign_in(mia)
    assert browser.get("/team/qualifications/kinds/new/").status_code == 404
    assert browser.post(f"/team/qualifications/kinds/{kind.pk}/", {"name": "None"}).status_code == 404
    assert b"kinds/" not in browser.get("/team/qualifications/").content
    with pytest.raises(Refused, match="every site"):
        qualifications.edit_kind(kind=kind, name="None", months=None, is_active=False, by=mia, at=NOW)
    assert b"kinds/new/" in sign_in(cast.priya).get("/team/qualifications/").content
