"""What each line of a man's time says, and where it leads."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from followups.models.follow_up import Kind
from programs.models.appointment import Kind as Hour
from programs.models.attendance import Outcome
from programs.models.enrollment import ExitReason
from programs.models.progress_note import Status as Note
from referrals.models.contact_attempt import Channel
from referrals.models.referral import Status


def _session_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    where = group if not number else _("%(group)s, session %(n)d") % {"group": group, "n": number}
    what = Outcome(code).label if code else _("Not marked yet")
    title = _("%(what)s: %(where)s") % {"what": what, "where": where}
    return title, reverse("programs:register", args=[link]), _("Register")


def _appointment_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    kind, _space, outcome = code.partition(" ")
    what = Outcome(outcome).label if outcome else _("Not marked yet")
    if outcome == Outcome.CANCELLED:
        what = _("Cancelled")
    title = _("%(what)s: %(where)s") % {"what": Hour(kind).label, "where": what}
    return title, reverse("programs:appointment_mark", args=[group, link]), _("Open")


def _note_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    if code == Note.DRAFT:
        return _("A note you began"), reverse("programs:progress_note_edit", args=[link]), _("Carry on")
    title = _("Note") if not number else _("Note on session %(n)d") % {"n": number}
    if code == Note.IN_ERROR:
        title = _("A note entered in error")
    return title, reverse("programs:progress_note_detail", args=[link]), _("Read the note")


def _call_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    how = Channel(code).label
    title = _("%(how)s, we spoke") % {"how": how} if number else _("%(how)s, not reached") % {"how": how}
    return title, reverse("referrals:referral_detail", args=[link]), _("Referral")


def _referral_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    title = _("He reached us") if code == Status.RECEIVED else Status(code).label
    return str(title), reverse("referrals:referral_detail", args=[link]), _("Referral")


def _group_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    url = reverse("programs:group_detail", args=[link])
    if not code:
        return _("A place in %(group)s") % {"group": group}, url, _("Group")
    return _("%(why)s: %(group)s") % {"why": ExitReason(code).label, "group": group}, url, _("Group")


def _follow_up_words(code: str, link: UUID, number, group: str) -> tuple[str, str, str]:
    word = Kind(code).label
    title = _("Still open: %(what)s") % {"what": word} if number else _("Done: %(what)s") % {"what": word}
    return title, reverse("followups:follow_up_detail", args=[link]), _("Open")


WORDS = {
    "sessions": _session_words,
    "appointments": _appointment_words,
    "notes": _note_words,
    "calls": _call_words,
    "referral": _referral_words,
    "groups": _group_words,
    "follow_ups": _follow_up_words,
}
