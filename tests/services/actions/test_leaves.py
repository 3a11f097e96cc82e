from __future__ import annotations

from datetime import date

import pytest

from services.actions import leaves
from services.errors import NotAcceptable, Refused, Stale
from services.models import AuditEntry, Leave
from tests.conftest import NOW

DAYS = {"since": date(2026, 3, 16), "until": date(2026, 3, 20)}


def add(cast, staff, *, by=None, **change):
    return leaves.add(staff=staff, **DAYS | change, by=by or staff, at=NOW)


def test_one_s_own_and_of_all_by_who_leads(cast):
    add(cast, cast.tom)
    add(cast, cast.pete, by=cast.priya)
    add(cast, cast.ines, by=cast.ada)
    assert Leave.objects.count() == 3
    assert set(AuditEntry.objects.values_list("what", flat=True)) == {"leave.added"}


def test_not_of_a_colleague(cast):
    leave = add(cast, cast.tom)
    with pytest.raises(Refused, match="your director"):
        add(cast, cast.pete, by=cast.tom)
    with pytest.raises(Refused, match="your director"):
        leaves.edit(leave=leave, until=date(2026, 3, 25), by=cast.pete, at=NOW)
    with pytest.raises(Refused, match="your director"):
        leaves.remove(leave=leave, by=cast.pete, at=NOW)
    leave.refresh_from_db()
    assert (leave.until, Leave.objects.count()) == (date(2026, 3, 20), 1)


@pytest.mark.parametrize("change", [{"until": date(2026, 3, 15)}, {"until": date(2029, 3, 15)}])
def test_days_that_cannot_be_are_refused(cast, change):
    with pytest.raises(NotAcceptable):
        add(cast, cast.tom, **change)
    assert not Leave.objects.exists()


@pytest.mark.parametrize("change", [{}, {"since": date(2026, 3, 20), "until": date(2026, 3, 24)}])
def test_no_day_twice(cast, change):
    add(cast, cast.tom)
    with pytest.raises(Refused, match="already"):
        add(cast, cast.tom, **change)
    assert add(cast, cast.tom, since=date(2026, 3, 21), until=date(2026, 3, 21))


def test_somebody_was_quicker(cast):
    leave = add(cast, cast.tom)
    leaves.edit(leave=leave, version=1, until=date(2026, 3, 25), by=cast.priya, at=NOW)
    with pytest.raises(Stale):
        leaves.edit(leave=leave, version=1, until=date(2026, 3, 30), by=cast.tom, at=NOW)
    leave.refresh_from_db()
    assert leave.until == date(2026, 3, 25)
