"""A report as a file: one row for each group, or for each session of its curve."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponse

from services.exports import TYPES, Cell, file_answer
from services.models import Staff


def table(answer: Mapping[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows. A group with a curve is told once for each of its sessions."""
    rows: list[dict[str, Cell]] = []
    for group in answer["groups"]:
        own = {name: value for name, value in group.items() if name != "curve"}
        rows += [own | point for point in group.get("curve") or [{}]]
    heads = list(dict.fromkeys(head for row in rows for head in row)) or ["key", "label"]
    return heads, [[row.get(head) for head in heads] for row in rows]


def as_response(
    answer: Mapping[str, Any], kind: str, *, name: str, by: Staff, at: datetime
) -> HttpResponse | None:
    """The file somebody asked for with `?format=`; None when it was not a file."""
    if kind not in TYPES:
        return None
    heads, rows = table(answer)
    return file_answer(kind, what=what_of(name), name=name, headings=heads, rows=rows, by=by, at=at)


def what_of(name: str) -> str:
    """How the audit calls a report that left the house."""
    return f"report_{name}"
