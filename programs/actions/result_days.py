"""What a screen and a risk result share: a day that has come, and a mistake that is owned."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from programs.models import Assessment, RiskResult
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Staff

Result = TypeVar("Result", Assessment, RiskResult)


def check_day(day: date, *, field: str, by: Staff) -> None:
    if day > by.desk.on:
        raise NotAcceptable(_("This day is still to come."), fields={field: [_("Choose today or earlier.")]})


@transaction.atomic
def mistake(
    model: type[Result], pk: UUID, *, reason: str, version: int | None, what: str, by: Staff, at: datetime
) -> Result:
    """Take a result out of every reading, with the reason. It stays on record."""
    row = model.objects.select_for_update(of=("self",)).get(pk=pk)
    if version is not None and version != row.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=row)
    if row.error_reason:
        raise Refused(_("This was marked as a mistake already."))
    if not reason.strip():
        raise NotAcceptable(
            _("Say why: one sentence is enough."), fields={"error_reason": [_("This is empty.")]}
        )
    row.error_reason, row.by, row.at = reason.strip(), by, at
    row.version += 1
    row.save(update_fields=["error_reason", "by", "at", "version"])
    audit.record(by=by, what=what, about=row, at=at)
    return row
