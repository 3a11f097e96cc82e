from __future__ import annotations

from datetime import date

import pytest

from programs.holidays import public_holidays


@pytest.mark.parametrize(
    ("region", "day"),
    [
        ("CA-ON", date(2026, 2, 16)),  # Family Day
        ("AU-VIC", date(2026, 11, 3)),  # Melbourne Cup
        ("GB-SCT", date(2026, 11, 30)),  # Saint Andrew's
        ("US-CA", date(2026, 3, 31)),  # Cesar Chavez
        ("FR", date(2026, 7, 14)),
        ("CA-NOWHERE", date(2026, 7, 1)),  # an unknown region has its country's days
    ],
)
def test_regions_have_their_own_days(region, day):
    assert day in public_holidays(region, years=[2026])


def test_a_day_of_one_region_is_none_of_another():
    assert date(2026, 2, 16) not in public_holidays("CA-QC", years=[2026])


def test_a_country_nobody_knows_has_none():
    assert public_holidays("ZZ-TOP", years=[2026]) == {}
