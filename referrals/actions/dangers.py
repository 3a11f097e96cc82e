"""A word of danger: kept on the referral, and acted on in the same transaction."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from referrals.models import Referral, SafetyLine
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff


def owes_words(words: str) -> None:
    if not words.strip():
        raise NotAcceptable(_("Write what was said, in one line."), fields={"safety": [_("This is empty.")]})


@transaction.atomic
def note(*, referral: Referral, words: str, by: Staff, at: datetime) -> SafetyLine:
    """Write a sentence of danger onto a referral; what the settings name opens what has to be done about it."""
    owes_words(words)
    line = SafetyLine.objects.create(
        service_id=referral.service_id, referral=referral, words=words.strip(), by=by, at=at
    )
    audit.record(by=by, what="safety_line.kept", about=line, at=at)
    for path in settings.ON_DANGER:
        import_string(path)(referral=referral, by=by, at=at)
    return line
