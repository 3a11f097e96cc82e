"""Two men who must not sit in one group, or a man and a worker who must not meet at work: said, and ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from referrals.models import KeptApart
from referrals.models.kept_apart import Why
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Refused
from services.models import Client, Staff


@transaction.atomic
def declare(
    *,
    client: Client,
    other: Client | None = None,
    staff: Staff | None = None,
    why: str,
    words: str = "",
    by: Staff,
    at: datetime,
) -> KeptApart:
    """Keep a man apart from another one, or from a colleague, who does not see him from now on."""
    known(Why, why, field="why")
    if (other is None) == (staff is None):
        sentence = _("Name one man or one colleague.")
        raise NotAcceptable(sentence, fields={"text": [sentence]})
    if other is not None and other.pk == client.pk:
        raise NotAcceptable(_("This is the same man."), fields={"text": [_("Name another one.")]})
    # His row is the lock: what two colleagues say at once stands once.
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    standing = KeptApart.objects.in_force().filter(service_id=client.service_id)
    same = (
        Q(client=client, staff=staff)
        if staff
        else Q(client=client, other=other) | Q(client=other, other=client)
    )
    if standing.filter(same).exists():
        raise Refused(_("They are kept apart already."))
    pair = KeptApart.objects.create(
        service_id=client.service_id,
        client=client,
        other=other,
        staff=staff,
        why=why,
        words=words.strip(),
        by=by,
        at=at,
    )
    audit.record(by=by, what="kept_apart.declared", about=pair, at=at, why=why)
    return pair


@transaction.atomic
def end(*, pair: KeptApart, by: Staff, at: datetime) -> KeptApart:
    """They may meet again. That they were kept apart stays on record."""
    pair = KeptApart.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if pair.ended_at:
        raise Refused(_("This has ended already."))
    pair.ended_at, pair.ended_by = at, by
    pair.save(update_fields=["ended_at", "ended_by"])
    audit.record(by=by, what="kept_apart.ended", about=pair, at=at)
    return pair
