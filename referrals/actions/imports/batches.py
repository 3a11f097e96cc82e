"""What people do with a spreadsheet: upload it, correct how it is read, bring it in, take it back, give it up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.actions.imports import result
from referrals.actions.imports.plan import SET_ASIDE_AFTER, Plan, Setting
from referrals.actions.imports.reading import plan_of
from referrals.actions.imports.writing import one_at_a_time, write
from referrals.errors import StepNotPossible
from referrals.models import ImportBatch
from referrals.models.import_batch import Status
from referrals.spreadsheets.mapping import read_mapping
from referrals.spreadsheets.reading import read_book, refuse_size
from referrals.spreadsheets.weighing import unpacked
from services.actions import audit
from services.models import Staff

READ_AT_ONCE = 2 * 1024 * 1024  # what is larger once unpacked is opened in the background


@transaction.atomic
def upload(
    *, kind: str, file_name: str, content: bytes, group: str = "", program: str = "", by: Staff, at: datetime
) -> ImportBatch:
    """Take a file in for reading. Raises CannotRead at once when it is no spreadsheet."""
    refuse_size(len(content))
    if unpacked(content) <= READ_AT_ONCE:
        read_book(file_name, content)
    batch = ImportBatch.objects.create(
        service=by.desk.service,
        kind=kind,
        file_name=file_name[:255],
        content=content,
        options={"group": group.strip(), "program": program.strip(), "mapping": {}},
        uploaded_by=by,
        uploaded_at=at,
    )
    audit.record(by=by, what="import.uploaded", about=batch, at=at, kind=kind)
    return batch


@transaction.atomic
def correct(
    *,
    batch: ImportBatch,
    group: str,
    program: str,
    mapping: dict,
    set_aside_after: int = SET_ASIDE_AFTER,
    by: Staff,
    at: datetime,
) -> ImportBatch:
    """Say what its columns and words mean, and what is old, and have it read again. Raises CannotRead for a mapping that makes no sense."""
    batch = _held(batch, Status.CHECKED, Status.FAILED)
    if ImportBatch.objects.filter(pk=batch.pk, content=None).exists():
        raise StepNotPossible(_("The file is no longer here. Upload it again."))
    read_mapping(batch.kind, mapping)
    batch.options = {
        "group": group.strip(),
        "program": program.strip(),
        "mapping": mapping,
        "set_aside_after": set_aside_after,
    }
    return _moved(batch, Status.UPLOADED, "import.corrected", "options", by=by, at=at)


@transaction.atomic
def apply(*, batch: ImportBatch, by: Staff, at: datetime) -> ImportBatch:
    """Ask for a checked file to be brought in. It happens in the background, all of it or nothing."""
    return _moved(_held(batch, Status.CHECKED), Status.APPLYING, "import.asked_for", by=by, at=at)


@transaction.atomic
def undo(*, batch: ImportBatch, by: Staff, at: datetime) -> ImportBatch:
    """Ask for a batch to be taken back, as long as nobody has built on it."""
    return _moved(_held(batch, Status.APPLIED), Status.UNDOING, "import.undo_asked_for", by=by, at=at)


@transaction.atomic
def give_up(*, batch: ImportBatch, by: Staff, at: datetime) -> ImportBatch:
    """Leave it. The file is destroyed; what was found in it is forgotten."""
    batch = _held(batch, Status.UPLOADED, Status.CHECKED, Status.FAILED)
    batch.content, batch.result = None, {}
    return _moved(batch, Status.GIVEN_UP, "import.given_up", "content", "result", by=by, at=at)


def bring_in(
    *, kind: str, file_name: str, content: bytes, mapping: dict, setting: Setting, dry_run: bool = False
) -> dict:
    """Read a file and bring it in here and now, for the command line; answers its result. Raises CannotRead."""
    with transaction.atomic():
        one_at_a_time(setting.service.pk)
        plan = plan_of(kind=kind, file_name=file_name, content=content, mapping=mapping, setting=setting)
        if dry_run or not (plan.accepted or plan.unchanged):
            return result.as_json(plan, batch=None)
        batch = ImportBatch.objects.create(
            service=setting.service,
            kind=kind,
            file_name=file_name[:255],
            options={"group": setting.group, "program": setting.program, "mapping": mapping},
            uploaded_by=setting.by,
            uploaded_at=setting.at,
        )
        write(plan, batch)
        finish(batch, plan, at=setting.at)
        return batch.result


def finish(batch: ImportBatch, plan: Plan, *, at: datetime) -> None:
    """Note on a batch what was brought in, and destroy its file."""
    batch.result = result.as_json(plan, batch=str(batch.pk))
    batch.status, batch.applied_at, batch.content = Status.APPLIED, at, None
    batch.done = batch.total = plan.total
    batch.lease_until = batch.lease_token = None
    batch.save()
    audit.record(
        by=batch.uploaded_by, what="import.applied", about=batch, at=at, kind=batch.kind,
        accepted=len(plan.accepted), refused=len(plan.refused),
    )  # fmt: skip


def _held(batch: ImportBatch, *statuses: str) -> ImportBatch:
    # A file may be fifty megabytes; only the worker takes it out of its drawer.
    batch = ImportBatch.objects.select_for_update(of=("self",)).defer("content").get(pk=batch.pk)
    if batch.status not in statuses:
        raise StepNotPossible(
            _("This import is “%(status)s” now; look at it again.") % {"status": batch.get_status_display()}
        )
    return batch


def _moved(batch: ImportBatch, to: str, what: str, *fields: str, by: Staff, at: datetime) -> ImportBatch:
    batch.status, batch.done, batch.total = to, 0, 0
    batch.lease_until = batch.lease_token = None
    batch.save(update_fields=["status", "done", "total", "lease_until", "lease_token", *fields])
    audit.record(by=by, what=what, about=batch, at=at)
    return batch
