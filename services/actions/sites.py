from __future__ import annotations

from datetime import datetime

from django.db import transaction

from services.actions import audit
from services.models import Service, Site, Staff


@transaction.atomic
def make(*, service: Service, name: str, zone: str = "", region: str = "", by: Staff, at: datetime) -> Site:
    """Open a place where the service meets men."""
    site = Site(service=service, name=name.strip(), zone=zone, region=region)
    site.full_clean(exclude=["service"])
    site.save()
    audit.record(by=by, what="site.made", about=site, at=at)
    return site
