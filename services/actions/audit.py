from __future__ import annotations

from datetime import datetime

from django.db import models

from services.models import AuditEntry, Staff


def record(
    *, by: Staff, what: str, about: models.Model, at: datetime, **details: str | int | None
) -> AuditEntry:
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
