"""Men who wait for a place, and men helped elsewhere, as lines of My work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.questions.item import Item, due_words, since_words
from services.templatetags.words import since as how_long

CALL, LONG, ELSEWHERE = "call", "long", "elsewhere"


def item(what: str, begins: datetime, pk: UUID, *, name: str, where: str, at: datetime) -> Item:
    """A call to stay in touch, or the question how it went elsewhere."""
    if what == CALL:
        words = _("Stay in touch with %(name)s: he waits for a place") % {"name": name}
        url = reverse("referrals:referral_contact", args=[pk])
        return Item(begins, due_words(begins, at=at), words, "", _("Note a call"), url)
    words = _("Ask how it went with %(name)s") % {"name": name}
    url = reverse("referrals:redirection_detail", args=[pk])
    return Item(begins, since_words(begins, at=at), words, where, _("Say it"), url)


def too_long(men: int, *, since: datetime, at: datetime) -> Item:
    """For those who direct, one line that leads to exactly these."""
    told = ngettext(
        "%(n)d man has waited too long for a place", "%(n)d men have waited too long for a place", men
    )
    url = reverse("referrals:waiting_list") + "?show=long"
    when = _("Waiting %(long)s") % {"long": how_long(since, at)}
    return Item(since, when, told % {"n": men}, _("Longer than we mean to."), _("See whom"), url)
