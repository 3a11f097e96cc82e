"""Other programs read the calendar as it was meant: two libraries that share no line with the one that writes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.calendar_file import initials, written
from programs.questions.calendar import Entry

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
ZONES = ("America/Toronto", "Australia/Lord_Howe", "Europe/London", "America/St_Johns", "UTC")
moments = st.integers(0, 2 * 366 * 24 * 3600).map(lambda seconds: AT + timedelta(seconds=seconds))


@st.composite
def meetings(draw) -> Entry:
    starts = draw(moments).astimezone(ZoneInfo(draw(st.sampled_from(ZONES))))
    return Entry(
        key=UUID(int=draw(st.integers(1, 10**6))),
        title=draw(st.sampled_from(["Thursday evening group", "Été, (mardi); soir\\", "夜の会", "A" * 120])),
        starts=starts,
        ends=starts + timedelta(minutes=draw(st.integers(15, 300))),
        state=draw(st.sampled_from(["planned", "held", "cancelled"])),
        version=draw(st.integers(1, 40)),
    )


def read_by_vobject(file: bytes) -> dict[str, tuple[datetime, datetime, str, str]]:
    calendar = vobject.readOne(file.decode())
    return {
        event.uid.value: (
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.summary.value,
            event.status.value,
        )
        for event in calendar.contents.get("vevent", [])
    }


def read_by_ics(file: bytes) -> dict[str, tuple[datetime, datetime, str, str]]:
    return {
        event.uid: (event.begin.datetime, event.end.datetime, event.name, event.status)
        for event in ics.Calendar(file.decode()).events
    }


def meant(entries: list[Entry]) -> dict[str, tuple[datetime, datetime, str, str]]:
    return {
        f"{entry.key}@alongside": (
            entry.starts.astimezone(UTC),
            entry.ends.astimezone(UTC),
            entry.title,
            "CANCELLED" if entry.cancelled else "CONFIRMED",
        )
        for entry in entries
    }


@pytest.mark.parametrize("read", [read_by_vobject, read_by_ics])
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(entries=st.lists(meetings(), max_size=6, unique_by=lambda entry: entry.key))
def test_it_is_read_back_to_the_same_instants(read, entries):
    assert read(written(entries, shows="name", at=AT)) == meant(entries)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(entry=meetings())
def test_initials_leave_the_name_out(entry):
    file = written([entry], shows="initials", at=AT).decode()
    assert entry.title not in file
    assert read_by_vobject(file.encode())[f"{entry.key}@alongside"][2] == initials(entry.title)


@pytest.mark.parametrize(
    ("title", "letters"),
    [("Thursday evening group", "TEG"), ("été du soir", "ÉDS"), ("(new) 2nd group", "2G"), ("…", "–")],
)
def test_the_first_letters(title, letters):
    assert initials(title) == letters


def test_a_line_is_no_longer_than_others_can_read():
    entry = Entry(UUID(int=1), "Ä" * 200, AT, AT + timedelta(hours=2), "planned", 1)
    lines = written([entry], shows="name", at=AT).split(b"\r\n")
    assert max(map(len, lines)) <= 75
