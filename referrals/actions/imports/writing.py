"""A plan written as a whole: in bulk, in the order the keys ask for, each row noted so that undo can find it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.utils.translation import gettext as _

from programs.models import Attendance, Enrollment, Group, GroupSession, Program
from referrals.actions.imports.plan import Change, Plan
from referrals.actions.imports.referral_steps import way
from referrals.errors import ChangedMeanwhile
from referrals.models import ImportBatch, Referral
from services.models import Client, ContactRule

# Each may point at those before it.
ORDER = (Program, Group, Client, ContactRule, Referral, GroupSession, Enrollment, Attendance)
AT_ONCE = 1_000
NOTE = """
    insert into referrals_importedrecord (id, service_id, batch_id, model, record_id, version, before)
    select gen_random_uuid(), %s, %s, %s, record_id, version, before
    from unnest(%s::uuid[], %s::int[], %s::jsonb[]) as noted (record_id, version, before)
"""
Said = Callable[[int], None]


def one_at_a_time(service_id: UUID) -> None:
    """Two imports of one service would both find a group missing, and both make it."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"import {service_id}"])


def write(plan: Plan, batch: ImportBatch, *, say: Said = lambda done: None) -> None:
    """Make and change what the plan says, all in the caller's transaction. Raises ChangedMeanwhile."""
    done = 0
    # An ended place makes room for a new one; a mark can move only once its new place is there.
    for model in ORDER:
        if model is not Attendance and model in plan.changed:
            done += _change(model, plan.changed[model], batch)
    for model in ORDER:
        for rows in _chunks(plan.made.get(model, [])):
            model.objects.bulk_create(rows)
            _note(batch, rows)
            done += len(rows)
            say(done)
    if Attendance in plan.changed:
        done += _change(Attendance, plan.changed[Attendance], batch)
    say(done)


def _change(model: Any, changes: dict[UUID, Change], batch: ImportBatch) -> int:
    standing = dict(
        model.objects.select_for_update(of=("self",)).filter(pk__in=changes).values_list("pk", "version")
    )
    if any(standing.get(pk) != change.row.version for pk, change in changes.items()):
        raise ChangedMeanwhile(
            _(
                "Somebody changed one of these records while the file was being brought in. Nothing was written."
            )
        )
    if model is Referral:
        _walk(changes)
    alike: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
    for change in changes.values():
        change.row.version += 1
        alike[tuple(sorted(change.before))].append(change.row)
    for names, rows in alike.items():
        fields = [model._meta.get_field(name).name for name in names]
        for some in _chunks(rows):
            model.objects.bulk_update(some, [*fields, "version"])
    for some in _chunks(list(changes.values())):
        _note(batch, [change.row for change in some], before=[_plain(change.before) for change in some])
    return len(changes)


def _walk(changes: dict[UUID, Change]) -> None:
    """Every step between the status a referral had and the last but one; the last is written with the rest."""
    legs: dict[tuple[str, ...], list[UUID]] = defaultdict(list)
    for pk, change in changes.items():
        if "status" in change.before:
            legs[way(str(change.before["status"]), change.row.status)[:-1]].append(pk)
    for statuses, pks in legs.items():
        for status in statuses:
            Referral.objects.filter(pk__in=pks).update(status=status)


def _note(batch: ImportBatch, rows: list[Any], before: list[dict] | None = None) -> None:
    """One statement for many: there is a note for every row of the file."""
    label = rows[0]._meta.label_lower
    values = [json.dumps(said) for said in before] if before else [None] * len(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE,
            [
                batch.service_id, batch.pk, label,
                [row.pk for row in rows], [getattr(row, "version", 1) for row in rows], values,
            ],
        )  # fmt: skip


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat()
        if isinstance(value, (date, datetime))
        else str(value)
        if isinstance(value, UUID)
        else value
        for name, value in values.items()
    }


def _chunks(rows: list) -> Iterator[list]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
