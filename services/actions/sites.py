from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers
from django.db import transaction
from django.utils.translation import gettext as _

from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Service, Site, Staff


@transaction.atomic
def make(*, service: Service, name: str, zone: str = "", region: str = "", by: Staff, at: datetime) -> Site:
    """Open a place where the service meets men."""
    if zone:
        check_zone(zone)
    if region:
        check_region(region)
    site = Site(service=service, name=name.strip(), zone=zone, region=region.upper())
    site.full_clean(exclude=["service"])
    site.save()
    audit.record(by=by, what="site.made", about=site, at=at)
    return site


@transaction.atomic
def change(*, site: Site, name: str, region: str, seen: str, by: Staff, at: datetime) -> Site:
    """Call a site otherwise. Its time zone stays: sessions already planned hold on to it. Raises Stale."""
    site = Site.objects.select_for_update(of=("self",)).get(pk=site.pk)
    if site.seen != seen:
        raise Stale(_("Somebody changed this site since you opened it. Look at both and save again."))
    if region:
        check_region(region)
    site.name, site.region = name.strip(), region.upper()
    site.full_clean(exclude=["service"])
    site.save(update_fields=["name", "region"])
    audit.record(by=by, what="site.changed", about=site, at=at)
    return site


def check_zone(zone: str) -> None:
    """Raises NotAcceptable for what is no time zone."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise NotAcceptable(
            _("“%(zone)s” is not a time zone. Write one like America/Toronto.") % {"zone": zone[:60]},
            fields={"zone": [_("Unknown time zone.")]},
        ) from None


def check_region(region: str) -> None:
    """Telephone numbers are read the way they are written there."""
    if region.split("-")[0].upper() not in phonenumbers.SUPPORTED_REGIONS:
        raise NotAcceptable(
            _("“%(region)s” is not a region. Write a country, as CA, or one part of it, as CA-ON.")
            % {"region": region[:20]},
            fields={"region": [_("Unknown region.")]},
        )
