"""A plan as the one object that the command prints, the page shows and the batch keeps."""

from __future__ import annotations

from collections import Counter

from referrals.actions.imports.plan import COUNTED, Plan
from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.results import ColumnSeen
from referrals.spreadsheets.words import fold

WORDS_KEPT = 200


def as_json(plan: Plan, *, batch: str | None) -> dict:
    """CONTRACT: the names of this object are held on to by scripts; a change here is a breaking one."""
    reading = plan.reading
    answer = {
        "kind": reading.kind,
        "file": reading.file,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "dates": reading.dates,
        "rows": reading.data_rows,
        "accepted": len(plan.accepted),
        "unchanged": len(plan.unchanged),
        "refused": [refused.as_json() for refused in plan.refused],
        "flagged": [flag.as_json() for flag in plan.flagged],
        "not_data": len(reading.not_data),
        "men": len(plan.men),
        "new_men": len(plan.new_men),
        "sessions": len(plan.sessions),
        "counts": {name: plan.count(name) for name in COUNTED},
        "batch": batch,
        "columns": _columns(reading.columns),
        "groups_made": plan.groups_made,
        "set_aside": plan.set_aside,
        "unknown": _unknown(getattr(reading, "unknown", {})),
        "unclear": [{"name": name, "candidates": refs} for name, refs in plan.unclear.items()],
    }
    if reading.delimiter is None:
        answer["sheets"] = [_sheet(plan, name) for name in reading.sheets]
    return answer


def _sheet(plan: Plan, name: str) -> dict:
    rows = sum(row.sheet == name for row in plan.reading.rows) + sum(
        refused.sheet == name for refused in plan.reading.refused
    )
    return {
        "name": name,
        "rows": rows,
        "accepted": sum(row.sheet == name for row in plan.accepted),
        "refused": [refused.as_json() for refused in plan.refused if refused.sheet == name],
        "sessions": len(plan.sheet_sessions.get(name, ())),
        "counts": {code: plan.count(code, [name]) for code in COUNTED},
    }


def _unknown(words: dict[str, Counter[str]]) -> list[dict]:
    """Each word once, however it was typed, those said most often first."""
    asked = []
    for name, spellings in words.items():
        alike: dict[str, dict] = {}
        for word, rows in spellings.items():
            alike.setdefault(fold(word), {"column": name, "word": word, "rows": 0})["rows"] += rows
        asked += sorted(alike.values(), key=lambda each: -each["rows"])
    return asked[:WORDS_KEPT]


def _columns(columns: list[ColumnSeen]) -> list[dict]:
    return [
        {"heading": column.heading, "column": column.canonical}
        | ({"sheet": column.sheet} if column.sheet else {})
        for column in columns
    ]


def of_unreadable(kind: str, file: str, error: CannotRead) -> dict:
    """The same object for a file that could not be read: empty, and with the reason."""
    return {
        "kind": kind,
        "file": file,
        "encoding": None,
        "delimiter": None,
        "dates": None,
        "rows": 0,
        "accepted": 0,
        "unchanged": 0,
        "refused": [],
        "flagged": [],
        "not_data": 0,
        "men": 0,
        "new_men": 0,
        "sessions": 0,
        "counts": {name: {} for name in COUNTED},
        "batch": None,
        "columns": _columns(error.columns),
        "groups_made": [],
        "set_aside": 0,
        "unknown": [],
        "unclear": [],
        "error": {"code": error.code, "message": error.sentence},
    }
