"""When a man who hung up is tried next: as he said, else in the next working hour."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

OPENS, SHUTS = 10, 17
AFTER = re.compile(
    r"\b(?:after|from|past|après|dès|à partir de)\s+(\d{1,2})(?:[:h](\d{2}))?\s*(am|pm)?", re.IGNORECASE
)
EVENING = re.compile(r"\b(?:evenings?|soirs?|nights?)\b", re.IGNORECASE)


def proposed(said: str, *, at: datetime) -> datetime:
    """The next moment that fits; `at` is the local time now. A person looks at it and may change it."""
    hour, minute = _hour(said)
    if hour is None:
        return _working_hour(at)
    moment = datetime.combine(at.date(), time(hour, minute), at.tzinfo)
    return moment if moment > at else moment + timedelta(days=1)


def _hour(said: str) -> tuple[int | None, int]:
    found = AFTER.search(said)
    if not found:
        return (18, 0) if EVENING.search(said) else (None, 0)
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    # On the phone “after 5” is the afternoon.
    if half == "pm" or (not half and not found[2] and hour < 8):
        hour += 12 if hour < 12 else 0
    return (hour, minute) if hour < 24 and minute < 60 else (None, 0)


def _working_hour(at: datetime) -> datetime:
    moment = (at + timedelta(hours=1)).replace(minute=0, second=0, microsecond=0)
    if moment.hour < OPENS:
        moment = moment.replace(hour=OPENS)
    elif moment.hour >= SHUTS:
        moment = (moment + timedelta(days=1)).replace(hour=OPENS)
    while moment.weekday() > 4:
        moment = (moment + timedelta(days=1)).replace(hour=OPENS)
    return moment
