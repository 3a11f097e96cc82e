"""The background of an import: a due batch is claimed by one worker, read or written, and let go."""

from __future__ import annotations

import logging
import uuid
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from referrals.actions.imports import result
from referrals.actions.imports.batches import finish
from referrals.actions.imports.lease import LEASE, LeaseLost, Renewal
from referrals.actions.imports.plan import SET_ASIDE_AFTER, Plan, Setting
from referrals.actions.imports.progress import Progress
from referrals.actions.imports.reading import plan_of
from referrals.actions.imports.undo import take_back
from referrals.actions.imports.writing import one_at_a_time, write
from referrals.errors import BuiltUpon, ChangedMeanwhile
from referrals.models import ImportBatch
from referrals.models.import_batch import Status
from referrals.spreadsheets.errors import CannotRead
from services.access import desk_of_the_house
from services.actions import audit
from services.languages import in_language_of
from services.models import Service, Staff
from services.wall import acting_as

KEPT_UNAPPLIED = timedelta(days=14)
UNAPPLIED = (Status.CHECKED, Status.FAILED)
log = logging.getLogger(__name__)


def run_due_imports(*, at: datetime) -> int:
    """Do everything that is due, one batch after the other; answers how many were done."""
    return sum(run_import(service_id=service_id, pk=pk, at=at) for service_id, pk in due_imports(at=at))


def due_imports(*, at: datetime) -> list[tuple[UUID, UUID]]:
    """Service and batch of whatever waits, oldest first; files nobody wanted are destroyed on the way."""
    due = []
    for service in Service.objects.all():
        with _in_house(service, at):
            _give_up_forgotten(at)
            due += [
                (service.pk, pk)
                for pk in ImportBatch.objects.due(at=at).order_by("uploaded_at").values_list("pk", flat=True)
            ]
    return due


def run_import(*, service_id: UUID, pk: UUID, at: datetime) -> bool:
    """Claim a batch and take it one step on; False when there was nothing to do or somebody else is at it."""
    service = Service.objects.get(pk=service_id)
    with _in_house(service, at):
        batch = _claim(pk, at)
    if batch is None:
        return False
    # What is found is put into words once, here, and read by whoever brought the file.
    with (
        in_language_of(batch.uploaded_by, service),
        Renewal(service_id=service.pk, pk=batch.pk, token=batch.lease_token, at=at),
    ):
        return _take_a_step(service, batch, at)


def _take_a_step(service: Service, batch: ImportBatch, at: datetime) -> bool:
    try:
        STEPS[Status(batch.status)](service, batch, at)
    except LeaseLost:
        return False
    except (ChangedMeanwhile, IntegrityError) as conflict:
        # Somebody worked on the same records at the same moment: it is read again at the next round.
        log.warning("import %s meets other work: %s", batch.pk, type(conflict).__name__)
        _let_go(service, batch, at)
    except Exception as error:
        log.error("import %s failed: %s", batch.pk, type(error).__name__)
        _fail(
            service,
            batch,
            at,
            _("Something went wrong on our side while this file was read. Nothing was written."),
        )
        raise
    return True


def _in_house(service: Service, at: datetime) -> AbstractContextManager[None]:
    desk = desk_of_the_house(service, on=_today(service, at))
    return acting_as(service=service.pk, person=Staff.objects.the_house().pk, roles=desk.roles)


def _today(service: Service, at: datetime) -> date:
    return at.astimezone(ZoneInfo(service.zone)).date()


def _claim(pk: UUID, at: datetime) -> ImportBatch | None:
    batch = (
        ImportBatch.objects.due(at=at).filter(pk=pk).select_for_update(of=("self",), skip_locked=True).first()
    )
    if batch is not None:
        batch.lease_token, batch.lease_until = uuid.uuid4(), at + LEASE
        batch.save(update_fields=["lease_token", "lease_until"])
    return batch


def _check(service: Service, batch: ImportBatch, at: datetime) -> None:
    """Read it and set it against what is known; nothing is written but the finding."""
    with _in_house(service, at):
        try:
            plan = _plan(service, batch, at)
        except CannotRead as error:
            _unreadable(batch, error)
            return
        _settle(batch, status=Status.CHECKED, result=result.as_json(plan, batch=None), total=plan.total)


def _apply(service: Service, batch: ImportBatch, at: datetime) -> None:
    """Bring it in: read again against today's records, and written in one transaction."""
    with _in_house(service, at):
        one_at_a_time(service.pk)
        try:
            plan = _plan(service, batch, at)
        except CannotRead as error:
            _unreadable(batch, error)
            return
        with Progress(
            service_id=service.pk, pk=batch.pk, token=batch.lease_token, total=plan.total
        ) as progress:
            write(plan, batch, say=progress.say)
        if not _still_ours(batch):
            raise LeaseLost
        finish(batch, plan, at=at)


def _undo(service: Service, batch: ImportBatch, at: datetime) -> None:
    with _in_house(service, at):
        one_at_a_time(service.pk)
        try:
            with transaction.atomic():
                count = take_back(batch)
        except BuiltUpon as refusal:
            _settle(batch, status=Status.APPLIED, result={**batch.result, "undo_refused": refusal.sentence})
            return
        _settle(batch, status=Status.UNDONE, undone_at=at, done=count, total=count)
        audit.record(by=batch.uploaded_by, what="import.undone", about=batch, at=at, records=count)


STEPS = {Status.UPLOADED: _check, Status.APPLYING: _apply, Status.UNDOING: _undo}


def _plan(service: Service, batch: ImportBatch, at: datetime) -> Plan:
    options = batch.options
    setting = Setting(
        service=service, by=batch.uploaded_by, on=_today(service, at), at=at,
        group=options.get("group", ""), program=options.get("program", ""), set_aside_after=options.get("set_aside_after", SET_ASIDE_AFTER),
    )  # fmt: skip
    return plan_of(
        kind=batch.kind, file_name=batch.file_name, content=bytes(batch.content or b""),
        mapping=options.get("mapping") or {}, setting=setting,
    )  # fmt: skip


def _still_ours(batch: ImportBatch) -> bool:
    mine = ImportBatch.objects.filter(pk=batch.pk, lease_token=batch.lease_token)
    return mine.select_for_update(of=("self",)).exists()


def _settle(batch: ImportBatch, **values: object) -> None:
    """Write the end of a step and let the batch go, unless another worker has it by now."""
    ours = ImportBatch.objects.filter(pk=batch.pk, lease_token=batch.lease_token)
    if not ours.update(lease_token=None, lease_until=None, **values):
        raise LeaseLost


def _unreadable(batch: ImportBatch, error: CannotRead) -> None:
    _settle(batch, status=Status.FAILED, result=result.of_unreadable(batch.kind, batch.file_name, error))


def _let_go(service: Service, batch: ImportBatch, at: datetime) -> None:
    with _in_house(service, at):
        ImportBatch.objects.filter(pk=batch.pk, lease_token=batch.lease_token).update(
            lease_token=None, lease_until=None, done=0
        )


def _fail(service: Service, batch: ImportBatch, at: datetime, sentence: str) -> None:
    """What was to be taken back stays as it was; anything else can be corrected or given up."""
    error = CannotRead("our_fault", sentence)
    with _in_house(service, at):
        if batch.status == Status.UNDOING:
            _settle(batch, status=Status.APPLIED, result={**batch.result, "undo_refused": sentence})
        else:
            _unreadable(batch, error)


def _give_up_forgotten(at: datetime) -> None:
    """A file with names in it does not lie about: two weeks after its upload it goes."""
    forgotten = ImportBatch.objects.filter(status__in=UNAPPLIED, uploaded_at__lt=at - KEPT_UNAPPLIED)
    forgotten.update(status=Status.GIVEN_UP, content=None, result={})
