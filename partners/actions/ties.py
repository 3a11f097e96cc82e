"""Which man an enquiry is about: connected on the caller's word alone, and undone when it is taken back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partners.actions import journal
from partners.models import Enquiry, Tie
from partners.questions.looking_down import men_like
from services.codes import known
from services.errors import NotAcceptable, Refused
from services.models import Staff


@transaction.atomic
def connect(
    *,
    enquiry: Enquiry,
    man_id: UUID,
    agreed_on: date,
    agreed_how: str,
    agreed_words: str,
    by: Staff,
    at: datetime,
) -> Tie:
    """Connect an enquiry to a man who fits what was said. The caller agreed: when, how, and to what."""
    if not agreed_words.strip():
        raise NotAcceptable(
            _("Say what the caller agreed to."), fields={"agreed_words": [_("A sentence is enough.")]}
        )
    if agreed_on > timezone.localdate(at):
        raise NotAcceptable(
            _("This day has not come yet."), fields={"agreed_on": [_("This day has not come yet.")]}
        )
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if man_id not in [man.pk for man in men_like(enquiry, staff=by)]:
        raise NotAcceptable(_("No such man fits what was said."))
    if enquiry.ties.standing().exists():
        raise Refused(_("This enquiry is connected already."))
    tie = Tie.objects.create(
        service_id=enquiry.service_id,
        enquiry=enquiry,
        man_id=man_id,
        agreed_on=agreed_on,
        agreed_how=known(Tie.Said, agreed_how, field="agreed_how"),
        agreed_words=agreed_words.strip(),
        made_by_id=by.pk,
        made_at=at,
    )
    journal.done(what="tie.made", service_id=enquiry.service_id, enquiry_id=enquiry.pk, by=by, at=at)
    return tie


@transaction.atomic
def undo(*, tie: Tie, why: str = "", by: Staff, at: datetime) -> Tie:
    """Take the connection back; that it once was stays in the wing's own history."""
    tie = Tie.objects.select_for_update().get(pk=tie.pk)
    if tie.undone_at:
        raise Refused(_("This was undone already."))
    tie.undone_at, tie.undone_by_id, tie.undone_why = at, by.pk, why.strip()
    tie.save()
    journal.done(what="tie.undone", service_id=tie.service_id, enquiry_id=tie.enquiry_id, by=by, at=at)
    return tie
