"""What a call brings: a referral, whole or half, and a word of danger that waits for nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from referrals.actions import brought, dangers, deadlines, first_contacts, hearings, referrers
from referrals.models import Referral, SafetyLine
from referrals.models.referral import Channel
from services.actions import audit, clients
from services.errors import NotAcceptable, Refused
from services.models import Client, ContactRule, Staff


@transaction.atomic
def keep(
    *,
    half: Referral | None = None,
    client: Client | None = None,
    person: Mapping[str, Any],
    phone: str = "",
    rule: Mapping[str, Any] | None = None,
    office: Mapping[str, Any] | None = None,
    order: Mapping[str, Any] | None = None,
    hearing_on: date | None = None,
    by: Staff,
    at: datetime,
    **told: Any,
) -> Referral:
    """Keep what a call brought. `half` is what a safety line of this call made; `client` is a man we know already.

    A man without a name is taken in, too: a name is owed only before he gets a place.
    """
    if office:
        told["referrer"] = referrers.make(by=by, at=at, **office)
    if half is None:
        referral = first_contacts.receive(
            client=client,
            person=person,
            phone=phone,
            rule=rule,
            channel=Channel.PHONE,
            owner=by,
            by=by,
            at=at,
            **told,
        )
    else:
        referral = _go_on(half, client, person, phone=phone, rule=rule or {}, told=told, by=by, at=at)
    mandate = brought.keep(referral=referral, order=order, by=by, at=at)
    if mandate and hearing_on:
        hearings.set_down(mandate=mandate, on=hearing_on, by=by, at=at)
    return referral


@transaction.atomic
def keep_safety_line(
    *, half: Referral | None, words: str, by: Staff, at: datetime, **said: Any
) -> SafetyLine:
    """Keep one sentence of danger at once, on the referral of this call, which is made where there is none yet."""
    dangers.owes_words(words)
    referral = half or keep(by=by, at=at, ended_early=True, **said)
    return dangers.note(referral=referral, words=words, by=by, at=at)


@transaction.atomic
def try_next(*, referral: Referral, next_try_at: datetime, by: Staff, at: datetime) -> Referral:
    """Say when it is safe to try him next."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if next_try_at <= at:
        words = _("The next try lies ahead.")
        raise NotAcceptable(words, fields={"next_try_at": [words]})
    referral.next_try_at = next_try_at
    referral.version += 1
    referral.save(update_fields=["next_try_at", "version"])
    audit.record(by=by, what="referral.next_try", about=referral, at=at)
    return referral


@transaction.atomic
def was_not_him(*, referral: Referral, by: Staff, at: datetime) -> None:
    """The caller was somebody else: everything typed goes for good, as if it had not been typed.

    Only whoever took the call, within the hour, and while nobody has worked on it; the database asks all of that again.
    """
    with connection.cursor() as cursor:
        cursor.execute("select forget_call(%s)", [referral.pk])
        (gone,) = cursor.fetchone()
    if not gone:
        raise Refused(_("This was kept more than an hour ago, or somebody has worked on it. It stays."))
    audit.record(by=by, what="call.forgotten", about=referral, at=at)


def _go_on(
    half: Referral,
    client: Client | None,
    person: Mapping[str, Any],
    *,
    phone: str,
    rule: Mapping[str, Any],
    told: Mapping[str, Any],
    by: Staff,
    at: datetime,
) -> Referral:
    half = Referral.objects.select_for_update(of=("self",)).select_related("client").get(pk=half.pk)
    if client is not None and client.pk != half.client_id:
        _give_to(half, client)
    elif any(person.values()):
        clients.edit(client=half.client, by=by, at=at, **person)
    if phone:
        clients.add_contact(
            client=half.client, kind=ContactRule.Kind.PHONE, value=phone, by=by, at=at, **rule
        )
    for name, value in ({"ended_early": False} | dict(told)).items():
        setattr(half, name, value)
    half.version += 1
    try:
        half.full_clean(exclude=["service"])
    except ValidationError as error:
        raise NotAcceptable(error.messages[0]) from error
    half.save()
    audit.record(by=by, what="referral.edited", about=half, at=at)
    deadlines.count_again(client_id=half.client_id, at=at)
    return half


def _give_to(half: Referral, client: Client) -> None:
    """The one who spoke of danger turned out to be a man we know: his half referral goes into his file."""
    stranger = half.client
    if stranger.referrals.count() > 1:
        raise Refused(_("Somebody has worked on this call meanwhile. Go on from its referral."))
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    last = client.referrals.aggregate(last=Max("episode"))["last"] or 0
    half.client, half.episode = client, last + 1
    half.save(update_fields=["client", "episode"])
    half.follow_ups.update(client=client)
    if stranger.created_at == half.received_at:
        stranger.delete()
