from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from partners.actions import journal
from partners.errors import NotOpen
from partners.models import Enquiry, EnquiryContact
from services.codes import known
from services.models import Staff


@transaction.atomic
def note(
    *, enquiry: Enquiry, channel: str, result: str, words: str = "", by: Staff, at: datetime
) -> EnquiryContact:
    """One try to reach the caller. The clock stops when we spoke."""
    enquiry = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if not enquiry.is_open:
        raise NotOpen(_("This is closed. Open it again first."))
    contact = EnquiryContact.objects.create(
        service_id=enquiry.service_id,
        enquiry=enquiry,
        channel=known(EnquiryContact.Channel, channel, field="channel"),
        result=known(EnquiryContact.Result, result, field="result"),
        words=words.strip(),
        by_id=by.pk,
        at=at,
    )
    if result == EnquiryContact.Result.SPOKE and enquiry.first_answered_at is None:
        enquiry.first_answered_at = at
    enquiry.owner_id = enquiry.owner_id or by.pk
    enquiry.version += 1
    enquiry.save()
    journal.done(what="contact.noted", service_id=enquiry.service_id, enquiry_id=enquiry.pk, by=by, at=at)
    return contact
