"""Somebody outside: what is written at each door, and a page opened long enough ago."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client as Browser
from django.utils import timezone

from referrals.door_forms import page_mark

ME = {"reach": "416 555 0137", "safe": ["call"], "name": "Sam Birch", "what": "We split up on Sunday."}
OFFICE = {
    "kind": "his_counsel",
    "your_name": "Ada Lind",
    "office": "Lind and Moor",
    "phone": "416 555 0100",
    "first_name": "Sam",
    "last_name": "Birch",
    "reach": "416 555 0137",
    "order_kind": "family",
    "order_number": "FC-221",
    "amount": "16",
    "report_to": "Family court, room 4",
    "report_what": "That he began",
    "report_by": "2026-06-01",
}


def page(*, opened_ago: timedelta = timedelta(minutes=1)) -> str:
    return page_mark(at=timezone.now() - opened_ago)


def write(path: str, said: dict, *, browser: Browser | None = None, **more):
    """Send a page that was open for a minute."""
    return (browser or Browser()).post(path, {"page": page(), **said, **more})
