"""Days on which nobody expects a group: the public holidays of a region."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def _of(country: str, region: str, year: int) -> dict[date, str]:
    import holidays  # the calendars of the whole world: whoever first plans a group waits for them, and no start

    try:
        found = holidays.country_holidays(country, subdiv=region or None, years=year, language="en_US")
    except NotImplementedError:
        # A region the library does not know still has its country's days; a country it does not know has none.
        return _of(country, "", year) if region else {}
    return dict(found)


def public_holidays(region: str, *, years: Iterable[int]) -> dict[date, str]:
    """Day to name, for a region such as "CA-ON" or "GB-SCT", or a country such as "AU", in these years."""
    country, _dash, part = region.upper().partition("-")
    days: dict[date, str] = {}
    for year in years:
        days |= _of(country, part, year)
    return days
