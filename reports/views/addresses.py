"""Addresses on a report: of the same page under other filters, and of the men behind a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


class Links:
    """Addresses of the men behind a figure, under the filters of the page."""

    def __init__(self, asked: Mapping[str, str], name: str) -> None:
        self.asked, self.path = asked, reverse(name)

    def to(self, key: str, state: str, session: int | None = None, **more: str) -> str:
        return f"{self.path}?{query(self.asked, key=key, state=state, session=session, focus=None, **more)}"


def query(asked: Mapping[str, str], **changes: object) -> str:
    """This page's address with changes; None takes a part away."""
    kept = {
        name: value for name, value in asked.items() if value and name not in changes and name != "format"
    }
    return urlencode(kept | {name: value for name, value in changes.items() if value not in (None, "")})


def in_focus(groups: list[dict[str, Any]], asked: str | None) -> str | None:
    """The group asked for, else the one that says most."""
    keys = [group["key"] for group in groups]
    return asked if asked in keys else max(groups, key=lambda group: group["n"])["key"] if groups else None
