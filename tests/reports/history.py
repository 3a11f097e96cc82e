"""The sample history as rows, without asking the importer: what the figures are computed from."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from programs.models import Attendance, Enrollment, Group, GroupSession, Program
from referrals.models import Referral
from services.models import Client, Service

HISTORY = Path(__file__).parents[1] / "samples" / "history"
EXPECTED = json.loads((HISTORY / "expected.json").read_text())
UTC = ZoneInfo("UTC")


def read(name: str) -> list[dict[str, str]]:
    with (HISTORY / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def _evening(day: str, hour: int = 18) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), UTC)


def load_history(service: Service, *, program: Program, facilitators=()) -> None:
    """Two years of 150 men in four groups."""
    referrals, attendance = read("referrals.csv"), read("attendance.csv")
    exits = {(row["client_ref"], row["group"]): row for row in read("exits.csv")}
    clients: dict[str, Client] = {}
    episodes: list[Referral] = []
    for row in sorted(referrals, key=lambda row: row["received_on"]):
        man = clients.setdefault(
            row["client_ref"],
            Client(
                service=service, reference=row["client_ref"], first_name=row["first_name"],
                last_name=row["last_name"], created_at=_evening(row["received_on"]),
            ),
        )  # fmt: skip
        episodes.append(
            Referral(
                service=service, client=man, source=row["source"], pressure=row["pressure"],
                received_on=row["received_on"], received_at=_evening(row["received_on"], 9),
                episode=1 + sum(other.client is man for other in episodes),
            )
        )  # fmt: skip
    groups = {
        name: Group(service=service, program=program, name=name, started_on=date(2023, 1, 1))
        for name in sorted({row["group"] for row in attendance})
    }
    days = sorted({(row["group"], row["session_on"]) for row in attendance})
    sessions = {
        (group, day): GroupSession(
            service=service, group=groups[group], session_on=day, starts_at=_evening(day),
            ends_at=_evening(day) + timedelta(hours=2), roster_frozen_at=_evening(day, 21),
        )
        for group, day in days
    }  # fmt: skip
    places = {}
    for row in attendance:
        place = (row["client_ref"], row["group"])
        end = exits.get(place)
        ended = {
            "status": "completed" if end["reason"] == "completed" else "exited", "ended_on": end["ended_on"],
            "exit_reason": end["reason"], "ended_by": end["ended_by"],
        } if end else {"status": "attending"}  # fmt: skip
        places.setdefault(
            place,
            Enrollment(
                service=service, client=clients[row["client_ref"]], group=groups[row["group"]],
                started_on=row["session_on"], **ended,
            ),
        )  # fmt: skip
    marks = [
        Attendance(
            service=service, session=sessions[row["group"], row["session_on"]],
            enrollment=places[row["client_ref"], row["group"]], outcome=row["outcome"],
            minutes_late=row["minutes_late"] or None, reason=row["reason"],
        )
        for row in attendance
    ]  # fmt: skip
    for rows in (clients.values(), episodes, groups.values(), sessions.values(), places.values(), marks):
        rows = list(rows)
        type(rows[0]).objects.bulk_create(rows)
