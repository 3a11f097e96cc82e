from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.actions import closures, group_sessions
from programs.models import Closure, GroupSession
from services.access import seat
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

DAYS = {"since": date(2026, 3, 19), "until": date(2026, 3, 27)}


@pytest.fixture
def nora(cast):
    """Directs the East site alone."""
    cast.east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=cast.east)
    return seat(nora, cast.service, on=NOW.date())


def test_the_house_closes_and_it_is_on_record(cast):
    closure = closures.add(name=" Repairs ", **DAYS, by=cast.priya, at=NOW)
    assert (closure.name, closure.service_id) == ("Repairs", cast.service.pk)
    assert AuditEntry.objects.get().what == "closure.added"


def test_who_leads_one_site_closes_that_one_and_no_other(cast, nora):
    for site in (None, cast.north):
        with pytest.raises(NotAcceptable, match="not yours to close"):
            closures.add(name="Repairs", site=site, **DAYS, by=nora, at=NOW)
    closure = closures.add(name="Repairs", site=cast.east, **DAYS, by=nora, at=NOW)
    with pytest.raises(NotAcceptable):
        closures.edit(closure=closure, site=None, by=nora, at=NOW)
    closure.refresh_from_db()
    assert (closure.site, closure.version, Closure.objects.count()) == (cast.east, 1, 1)


def test_one_of_the_whole_service_is_not_hers_to_change(cast, nora):
    assert not closures.may_change(nora, closures.add(name="Summer", **DAYS, by=cast.priya, at=NOW))


def test_somebody_was_quicker(cast):
    closure = closures.add(name="Repairs", **DAYS, by=cast.priya, at=NOW)
    closures.edit(closure=closure, version=1, until=date(2026, 3, 20), by=cast.ada, at=NOW)
    with pytest.raises(Stale):
        closures.edit(closure=closure, version=1, until=date(2026, 3, 30), by=cast.priya, at=NOW)
    closure.refresh_from_db()
    assert closure.until == date(2026, 3, 20)


def test_sessions_on_these_days_stay_until_somebody_cancels_them(cast):
    session = factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    closures.add(name="Repairs", **DAYS, by=cast.priya, at=NOW)
    session.refresh_from_db()
    assert session.cancelled_at is None
    closures.cancel_sessions(sessions=GroupSession.objects.all(), reason="Repairs", by=cast.priya, at=NOW)
    session.refresh_from_db()
    assert session.cancel_reason == "Repairs"


def test_one_that_a_colleague_has_just_cancelled_stops_no_other(cast):
    first, second = (
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=n)) for n in (7, 8)
    )
    group_sessions.cancel(session=first, reason="Storm", by=cast.tom, at=NOW)
    done = closures.cancel_sessions(sessions=[first, second], reason="Repairs", by=cast.priya, at=NOW)
    assert [each.pk for each in done] == [second.pk]
    first.refresh_from_db()
    assert first.cancel_reason == "Storm"
