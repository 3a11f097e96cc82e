"""One thing to do on My work, and how long it has been waiting in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from services.templatetags.words import since as how_long


@dataclass
class Item:
    """One thing to do. `today` says that it cannot wait; `since` puts the oldest first; `of` lists what a number counts."""

    since: datetime
    when: str
    title: str
    line: str
    verb: str
    url: str
    today: bool = True
    tonight: bool = False
    of: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)


def due_words(due_at: datetime, *, at: datetime) -> str:
    """'2 days late', 'By 9:30 pm', 'Tomorrow', 'Saturday', '2 April'."""
    due, today = timezone.localtime(due_at), timezone.localdate(at)
    if due_at < at:
        return _("%(long)s late") % {"long": how_long(due_at, at)}
    days = (due.date() - today).days
    if days == 0:
        return _("By %(time)s") % {"time": time_format(due)}
    if days == 1:
        return _("Tomorrow")
    return capfirst(date_format(due, "l" if days < 7 else "j F"))


def since_words(then: datetime, *, at: datetime) -> str:
    days = (timezone.localdate(at) - timezone.localdate(then)).days
    if days == 0:
        return _("Since today")
    if days == 1:
        return _("Since yesterday")
    return _("For %(n)d days") % {"n": days}


def ago_words(then: datetime, *, at: datetime) -> str:
    return _("%(long)s ago") % {"long": how_long(then, at)}
