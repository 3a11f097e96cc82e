"""A batch taken back: every row it made, every row it changed, as long as no person has built on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext as _

from programs.models import Attendance, Enrollment
from programs.models.enrollment import Status as PlaceStatus
from referrals.actions.imports.writing import ORDER
from referrals.errors import BuiltUpon
from referrals.models import ImportBatch, ImportedRecord, Referral
from services.models import ContactRule

AT_ONCE = 5_000
# Opened by a sweep and seen by nobody yet, or closed by it: goes with the session it asks about.
SWEPT = "followups.followup"
# Written by the database beside a man's name, and gone with it.
ITS_SHADOWS = frozenset(("services.clientword",))
FILLED = Q(kind="register_owed", status="done", outcome="")


def take_back(batch: ImportBatch) -> int:
    """Undo what the batch did, in the caller's transaction; answers how many rows. Raises BuiltUpon."""
    made: dict[str, set[UUID]] = defaultdict(set)
    changed: dict[str, dict[UUID, ImportedRecord]] = defaultdict(dict)
    records = list(ImportedRecord.objects.filter(batch=batch))
    for record in records:
        if record.before is None:
            made[record.model].add(record.record_id)
        else:
            changed[record.model][record.record_id] = record
    _refuse_if_touched(records)
    _refuse_if_built_upon(made, changed)
    # A mark goes home before its new place goes; a place reopens after the one that replaced it went.
    _restore(Attendance, changed[Attendance._meta.label_lower])
    for model in reversed(ORDER):
        for some in _chunks(sorted(made[model._meta.label_lower])):
            model.objects.filter(pk__in=some)._raw_delete(model.objects.db)
    for model in ORDER:
        if model is not Attendance:
            _restore(model, changed[model._meta.label_lower])
    return len(records)


def _refuse_if_touched(records: list[ImportedRecord]) -> None:
    by_model: dict[str, dict[UUID, int]] = defaultdict(dict)
    for record in records:
        by_model[record.model][record.record_id] = record.version
    for label, versions in by_model.items():
        model = apps.get_model(label)
        for some in _chunks(sorted(versions)):
            _refuse_if_changed(model, some, versions)


def _refuse_if_changed(model: Any, pks: list[UUID], versions: dict[UUID, int]) -> None:
    has_version = any(field.name == "version" for field in model._meta.fields)
    rows = model.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    standing = (
        dict(rows.values_list("pk", "version"))
        if has_version
        else dict.fromkeys(rows.values_list("pk", flat=True), 1)
    )
    touched = [pk for pk in pks if standing.get(pk) != versions[pk]]
    if model is ContactRule and not touched:
        events = apps.get_model("services", "contactruleevent").objects
        touched = list(
            events.filter(pgh_obj_id__in=pks, pgh_label="update").values_list("pgh_obj_id", flat=True)[:1]
        )
    if touched:
        raise BuiltUpon(
            _(
                "Something this file made was changed since (%(what)s), so it cannot be taken back as a whole. If another file was brought in after it, take that one back first."
            )
            % {"what": model._meta.verbose_name}
        )


def _refuse_if_built_upon(made: dict[str, set[UUID]], changed: dict[str, dict[UUID, ImportedRecord]]) -> None:
    """Rows that others hung on ours: a note on an imported place, a place for an imported man."""
    for label, pks in list(made.items()):
        model: Any = apps.get_model(label)
        for relation in model._meta.related_objects:
            other = relation.related_model
            if not relation.field.db_constraint or other._meta.label_lower in ITS_SHADOWS:
                continue
            for some in _chunks(sorted(pks)):
                rows = other._base_manager.filter(**{f"{relation.field.name}__in": some})
                if other._meta.label_lower == SWEPT:
                    unseen = rows.filter(Q(status="open", version=1) | FILLED)
                    unseen._raw_delete(unseen.db)
                label_of_other = other._meta.label_lower
                ours = made.get(label_of_other, set()) | changed.get(label_of_other, {}).keys()
                if any(pk not in ours for pk in rows.values_list("pk", flat=True)):
                    raise BuiltUpon(
                        _(
                            "Something was added since to what this file made (%(what)s), so it cannot be taken back as a whole. If another file was brought in after it, take that one back first."
                        )
                        % {"what": other._meta.verbose_name}
                    )


def _restore(model: Any, records: dict[UUID, ImportedRecord]) -> None:
    if not records:
        return
    rows = list(model.objects.filter(pk__in=records))
    names: set[str] = set()
    for row in rows:
        before = records[row.pk].before or {}
        for name, value in before.items():
            setattr(row, name, model._meta.get_field(name).to_python(value))
            names.add(model._meta.get_field(name).name)
        # It is again the row that was seen under that version, also by the batch before this one.
        row.version = records[row.pk].version - 1
        if model is Enrollment and row.status == PlaceStatus.PAUSED:
            row.status = PlaceStatus.ATTENDING  # an ended place does not go back to a pause
    if model is Referral and "status" in names:
        _put_back(rows)
        return
    for some in _chunks(rows):
        model.objects.bulk_update(some, [*names, "version"], batch_size=1_000)


def _put_back(referrals: list[Referral]) -> None:
    """No step leads backward, and none was taken by a person: the row is written anew, and history shows both."""
    for some in _chunks(referrals):
        gone = Referral.objects.filter(pk__in=[referral.pk for referral in some])
        gone._raw_delete(gone.db)
        for referral in some:
            referral._state.adding = True
        Referral.objects.bulk_create(some)


def _chunks(rows: list) -> Iterator[list]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]
