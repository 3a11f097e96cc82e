"""What a risk tool said: its level, its day, the tool and who assessed. Nothing else of it is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.result_days import check_day, mistake
from programs.models import RiskResult
from programs.models.risk_result import Level, Tool
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Refused, Stale
from services.models import Client, Staff


@transaction.atomic
def record(
    *,
    client: Client,
    tool: str,
    level: str,
    assessed_on: date,
    assessor: str,
    tool_name: str = "",
    by: Staff,
    at: datetime,
) -> RiskResult:
    """Write a result down. A level is only ever what the tool's own report says."""
    result = RiskResult(service_id=client.service_id, client=client, version=0)
    said = {"tool": tool, "level": level, "assessed_on": assessed_on, "assessor": assessor}
    _keep(result, said | {"tool_name": tool_name}, by=by, at=at)
    audit.record(by=by, what="risk_result.recorded", about=result, at=at, tool=result.tool)
    return result


@transaction.atomic
def correct(
    *, result: RiskResult, version: int | None = None, by: Staff, at: datetime, **said: object
) -> RiskResult:
    """Put a result right. How it stood before stays in its history."""
    result = RiskResult.objects.select_for_update(of=("self",)).get(pk=result.pk)
    if version is not None and version != result.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=result)
    if result.error_reason:
        raise Refused(_("This was marked as a mistake already."))
    _keep(result, said, by=by, at=at)
    audit.record(by=by, what="risk_result.corrected", about=result, at=at)
    return result


@transaction.atomic
def mark_in_error(
    *, result: RiskResult, reason: str, version: int | None = None, by: Staff, at: datetime
) -> RiskResult:
    """It was another man's, or never made. It stays, with the reason, and counts nowhere."""
    return mistake(
        RiskResult, result.pk, reason=reason, version=version, what="risk_result.in_error", by=by, at=at
    )


def _keep(result: RiskResult, said: dict[str, object], *, by: Staff, at: datetime) -> None:
    for name in ("tool", "tool_name", "level", "assessed_on", "assessor"):
        if name in said:
            value = said[name]
            setattr(result, name, value.strip() if isinstance(value, str) else value)
    known(Tool, result.tool, field="tool")
    known(Level, result.level, field="level")
    check_day(result.assessed_on, field="assessed_on", by=by)
    if not result.assessor:
        raise NotAcceptable(_("Say who assessed."), fields={"assessor": [_("This is empty.")]})
    if result.tool == Tool.OTHER and not result.tool_name:
        raise NotAcceptable(_("Which tool was it?"), fields={"tool_name": [_("This is empty.")]})
    result.tool_name = result.tool_name if result.tool == Tool.OTHER else ""
    result.by, result.at = by, at
    result.version += 1
    result.save()
