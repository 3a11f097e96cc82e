"""The wing's own books. Nothing of them stands in the audit of the house."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from partners.models import WingEntry, WingRead
from services.models import Staff


def opened(*, what: str, by: Staff, at: datetime, enquiry_id: UUID | None = None) -> None:
    """Write down who looks at what, before it is shown: when this fails, so does the page."""
    WingRead.objects.create(
        service_id=by.desk.service_id, by_id=by.pk, what=what, enquiry_id=enquiry_id, at=at
    )


def done(*, what: str, service_id: UUID, enquiry_id: UUID, by: Staff | None, at: datetime) -> None:
    """Write down who did what: a code and ids. At a door from outside there is nobody to name."""
    WingEntry.objects.create(
        service_id=service_id, by_id=by.pk if by else None, what=what, enquiry_id=enquiry_id, at=at
    )
