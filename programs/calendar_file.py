"""A calendar as other programs read it (RFC 5545): when something takes place, and next to nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from programs.models.calendar_feed import Shows
from programs.questions.calendar import Entry

if TYPE_CHECKING:
    from icalendar import Event

# A phone that is looked over a shoulder says "Calendar", and nothing about men or relationships.
NAME = "Calendar"
MAKER = "-//Alongside//Calendar//EN"
ASK_AGAIN = timedelta(hours=1)


def initials(title: str) -> str:
    """The first letter of each word, as in TEG for Thursday evening group."""
    return "".join(word[0] for word in title.split() if word[0].isalnum()).upper() or "–"


def written(entries: Iterable[Entry], *, shows: str, at: datetime) -> bytes:
    """The file. Each entry keeps its UID when it is moved, and counts its changes, so that no calendar doubles it.

    Times are instants in UTC, which every calendar shows at the hour of the person who looks.
    """
    from icalendar import (
        Calendar,
        vDuration,
    )  # a tenth of a second: whoever first asks for it waits, and no start

    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    for entry in entries:
        calendar.add_component(_event(entry, shows=shows, at=at))
    return calendar.to_ical()


def _event(entry: Entry, *, shows: str, at: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{entry.key}@alongside")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.starts.astimezone(UTC))
    event.add("dtend", entry.ends.astimezone(UTC))
    event.add("summary", entry.title if shows == Shows.NAME else initials(entry.title))
    event.add("sequence", entry.version)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
