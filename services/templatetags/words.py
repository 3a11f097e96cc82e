"""Small words that pages say in many places."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils.translation import ngettext

from services.paging import MOST

register = template.Library()


@register.filter
def at_most(n: int) -> str:
    """A count as a list tells it: '999+' past the number at which counting stops."""
    return f"{MOST}+" if n > MOST else str(n)


@register.filter
def since(then: datetime, now: datetime) -> str:
    """How long ago in the largest whole unit: '3 hours', '4 days', '2 weeks'. What is just done was a minute ago."""
    gone = max(now - then, timedelta())
    if gone < timedelta(hours=1):
        minutes = max(int(gone.total_seconds() // 60), 1)
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if gone < timedelta(days=1):
        hours = int(gone.total_seconds() // 3600)
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    if gone < timedelta(days=21):
        return ngettext("%(n)d day", "%(n)d days", gone.days) % {"n": gone.days}
    weeks = gone.days // 7
    return ngettext("%(n)d week", "%(n)d weeks", weeks) % {"n": weeks}
