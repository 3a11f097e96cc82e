"""Years of a service drawn from a seed: told once to the database, and once to the reference."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from programs.models import Attendance, Enrollment, Facilitator, Group, GroupSession, Program
from referrals.models import Referral
from services.models import Client, Service, Site
from tests.reports import reference

UTC = ZoneInfo("UTC")
NEUTRAL = (
    "mandate_completed",
    "transferred",
    "moved",
    "custody",
    "illness",
    "died",
    "order_ended",
    "program_closed",
)
SOURCES = ("self", "partner", "legal_counsel", "court", "other")
PRESSURES = ("own_choice", "ultimatum", "advised", "ordered")
AFTER = date(2026, 3, 12)  # the evening of this day has not come yet


@dataclass
class Stay:
    """One place: what became of each evening on its roster, and how it ended."""

    man: int
    group: int
    marks: list[tuple[date, str | None]]
    ended_on: date | None = None
    reason: str = ""


@dataclass
class Story:
    program: list[int] = field(default_factory=list)  # by group
    site: list[int | None] = field(default_factory=list)
    pairs: list[list[tuple[int, date, date | None]]] = field(default_factory=list)  # who, since, until
    evenings: list[list[date]] = field(default_factory=list)
    called_off: list[set[date]] = field(default_factory=list)
    referrals: list[list[tuple[date, str, str]]] = field(default_factory=list)  # by man
    stays: list[Stay] = field(default_factory=list)


def invent(seed: int) -> Story:
    """A few groups and men; some come back after an exit, some are in two groups, some were never referred."""
    draw = random.Random(seed)
    story = Story()
    for _group in range(draw.randint(1, 4)):
        first = date(2025, 1, 6) + timedelta(days=draw.randrange(200))
        evenings = [first + timedelta(weeks=week) for week in range(draw.choice((5, 12, 30)))] + [AFTER]
        half = evenings[len(evenings) // 2]
        story.program.append(draw.randrange(2))
        story.site.append(draw.choice((None, 0, 1)))
        story.pairs.append(
            draw.choice(([], [(0, first, None)], [(0, first, half), (1, first, None), (2, half, None)]))
        )
        story.evenings.append(sorted(set(evenings)))
        story.called_off.append({day for day in evenings if draw.random() < 0.08})
    habits = draw.choice((0.5, 0.8, 0.95)), draw.choice((0.02, 0.1, 0.3)), draw.choice((0.2, 0.6, 1.0))
    for man in range(draw.choice((2, 6, 15))):
        days = draw.sample(range(-60, 300), k=draw.choice((0, 1, 1, 2, 3)))
        first = date(2025, 1, 6)
        story.referrals.append(
            [(first + timedelta(days=day), draw.choice(SOURCES), draw.choice(PRESSURES)) for day in days]
        )
        for group in draw.sample(
            range(len(story.evenings)), k=min(draw.choice((1, 1, 2)), len(story.evenings))
        ):
            _stay(draw, story, man, group, habits)
    return story


def _stay(
    draw: random.Random, story: Story, man: int, group: int, habits: tuple[float, float, float]
) -> None:
    comes, ends, leaves = habits
    evenings = story.evenings[group]
    at = draw.randrange(len(evenings))
    for _again in range(draw.choice((1, 1, 2, 3))):
        stay = Stay(man, group, [])
        while at < len(evenings) and not stay.reason:
            word = (
                draw.choice(reference.CAME)
                if draw.random() < comes
                else draw.choice(("excused", "unexcused"))
            )
            word = draw.choices((word, None, "on_leave", "cancelled"), (0.9, 0.04, 0.04, 0.02))[0]
            stay.marks.append((evenings[at], None if evenings[at] == AFTER else word))
            at += 1
            if draw.random() < ends:
                stay.reason = draw.choice(
                    reference.DROPOUT if draw.random() < leaves else ("completed", *NEUTRAL)
                )
                stay.ended_on = min(stay.marks[-1][0] + timedelta(days=draw.choice((0, 3))), AFTER)
        if stay.marks:
            story.stays.append(stay)
        if not stay.reason:
            return
        # Now and then he stays on the roster after the end, and is marked absent: that is not his session any more.
        for day in evenings[at : at + draw.choice((0, 0, 2))]:
            stay.marks.append((day, None if day == AFTER else "unexcused"))
            at += 1


def tell(story: Story, service: Service, *, staff: list) -> dict[str, list]:
    """Write the story down; answers the rows by which its groups are known."""
    programs = [Program(service=service, name=f"Program {number}") for number in range(2)]
    sites = [Site(service=service, name=f"Site {number}") for number in range(2)]
    groups = [
        Group(service=service, program=programs[story.program[at]], site=None if site is None else sites[site],
              name=f"Group {at}", started_on=story.evenings[at][0])
        for at, site in enumerate(story.site)
    ]  # fmt: skip
    pairs = [
        Facilitator(service=service, group=groups[at], staff=staff[who], since=since, until=until)
        for at, pair in enumerate(story.pairs)
        for who, since, until in pair
    ]
    men = [
        Client(
            service=service,
            reference=f"S{man}",
            first_name="Man",
            last_name=str(man),
            created_at=_at(AFTER, 9),
        )
        for man in range(len(story.referrals))
    ]
    referrals = [
        Referral(service=service, client=men[man], received_on=day, received_at=_at(day, 9), source=source,
                 pressure=pressure, episode=episode)
        for man, received in enumerate(story.referrals)
        for episode, (day, source, pressure) in enumerate(received, start=1)
    ]  # fmt: skip
    sessions = {
        (at, day): GroupSession(
            service=service, group=groups[at], session_on=day, starts_at=_at(day, 20), ends_at=_at(day, 22),
            cancelled_at=_at(day, 12) if day in story.called_off[at] else None,
        )
        for at, days in enumerate(story.evenings)
        for day in days
    }  # fmt: skip
    places, marks, episode = [], [], defaultdict(int)
    for stay in story.stays:
        episode[stay.man, stay.group] += 1
        end = {"status": "attending"}
        if stay.reason:
            end = {"status": "completed" if stay.reason == "completed" else "exited", "ended_on": stay.ended_on,
                   "exit_reason": stay.reason, "ended_by": "man"}  # fmt: skip
        place = Enrollment(
            service=service, client=men[stay.man], group=groups[stay.group], started_on=stay.marks[0][0],
            episode=episode[stay.man, stay.group], **end,
        )  # fmt: skip
        places.append(place)
        marks += [
            Attendance(service=service, session=sessions[stay.group, day], enrollment=place, outcome=outcome)
            for day, outcome in stay.marks
        ]
    for rows in (programs, sites, groups, pairs, men, referrals, [*sessions.values()], places, marks):
        if rows:
            type(rows[0]).objects.bulk_create(rows)
    return {"program": programs, "site": sites, "group": groups}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def units(
    story: Story,
    *,
    by: str,
    names: dict[str, list],
    since: date | None = None,
    until: date | None = None,
    **how,
) -> dict[str, list[reference.Unit]]:
    """The units of each group of a split, under the key the report gives it."""
    found: dict[str, list[reference.Unit]] = defaultdict(list)
    for stay in story.stays:
        offered = [
            (day, outcome in reference.CAME)
            for day, outcome in stay.marks
            if day not in story.called_off[stay.group] and outcome not in reference.NOT_OFFERED
            and day < AFTER and (stay.ended_on is None or day <= stay.ended_on)
        ]  # fmt: skip
        unit = reference.unit_of([came for _day, came in offered], stay.reason or None, **how)
        if unit is None:
            continue
        came_from = next(day for day, came in offered if came)
        if (since is None or came_from >= since) and (until is None or came_from <= until):
            found[_key(story, stay, by, names, offered[0][0], came_from)].append(unit)
    return found


def _key(
    story: Story, stay: Stay, by: str, names: dict[str, list], offered_from: date, came_from: date
) -> str:
    at = stay.group
    if by in ("source", "pressure"):
        return reference.source_of(story.referrals[stay.man], offered_from)[by == "pressure"]
    if by == "facilitator":
        pair = [
            names["staff"][who]
            for who, since, until in story.pairs[at]
            if since <= came_from and (until is None or came_from <= until)
        ]
        return "+".join(sorted(str(staff.pk) for staff in pair)) or "unknown"
    if by == "site":
        return "unknown" if story.site[at] is None else str(names["site"][story.site[at]].pk)
    return {
        "none": "all",
        "group": str(names["group"][at].pk),
        "program": str(names["program"][story.program[at]].pk),
    }[by]
