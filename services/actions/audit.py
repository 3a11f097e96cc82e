from __future__ import annotations

from datetime import datetime

from services.models import AuditEntry, Service, Staff, Walled


def record(*, by: Staff, what: str, about: Walled, at: datetime, **details: str | int | None) -> AuditEntry:
    """Write down who did what, in the transaction that did it. Codes and ids only."""
    return AuditEntry.objects.create(
        service_id=about.service_id,
        by=by,
        what=what,
        about_type=about._meta.label_lower,
        about_id=about.pk,
        at=at,
        details=details,
    )


def changed(*, service: Service, what: str, by: Staff, at: datetime, **details: str) -> AuditEntry:
    """Write down what changed about the service itself."""
    return AuditEntry.objects.create(
        service_id=service.pk,
        by=by,
        what=what,
        about_type=service._meta.label_lower,
        about_id=service.pk,
        at=at,
        details=details,
    )


def exported(*, what: str, rows: int, by: Staff, at: datetime) -> AuditEntry:
    """Write down that a list left the house as a file: which one, and how long it was."""
    service_id = by.desk.service_id
    return AuditEntry.objects.create(
        service_id=service_id,
        by=by,
        what=f"{what}.exported",
        about_type="services.service",
        about_id=service_id,
        at=at,
        details={"rows": rows},
    )
