"""Addresses that a person gives to the calendar of a phone, and takes back."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from programs.models import CalendarFeed
from programs.models.calendar_feed import Shows
from services.actions import audit
from services.codes import known
from services.models import Staff
from services.wall import set_frame

# When a calendar last asked is told to the hour; a write for each poll would be noise.
READ_AGAIN = timedelta(hours=1)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(*, shows: str = Shows.INITIALS, by: Staff, at: datetime) -> tuple[CalendarFeed, str]:
    """A new address for one's own groups, and the secret in it, shown this once."""
    secret = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        service_id=by.desk.service_id,
        staff=by,
        shows=known(Shows, shows, field="shows"),
        secret_hash=hash_of(secret),
        made_at=at,
    )
    audit.record(by=by, what="calendar_feed.made", about=feed, at=at, shows=feed.shows)
    return feed, secret


@transaction.atomic
def revoke(*, feed: CalendarFeed, by: Staff, at: datetime) -> CalendarFeed:
    """Close an address at once: whoever still has it finds nothing there."""
    feed = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if feed.revoked_at is None:
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        audit.record(by=by, what="calendar_feed.revoked", about=feed, at=at)
    return feed


def behind(secret: str) -> CalendarFeed | None:
    """The feed somebody holds the address of, with its person and service. Leaves nobody named when there is none."""
    set_frame(token=hash_of(secret))
    # Whoever may not sign in any more is out at once, by this door, too.
    held = CalendarFeed.objects.standing().filter(
        secret_hash=hash_of(secret), staff__is_active=True, staff__can_log_in=True
    )
    feed = held.select_related("staff", "service").first()
    set_frame()
    return feed


def was_read(*, feed: CalendarFeed, at: datetime) -> None:
    """Note that a calendar asked, so that its owner sees which address is in use."""
    if feed.read_at is None or feed.read_at <= at - READ_AGAIN:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=at)
