"""A referral's way: received, reached, decided. One small step function under all of them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, TextChoices
from django.utils.translation import gettext as _

from referrals.actions import deadlines
from referrals.errors import ReasonMissing, SecondPersonMissing, StepNotPossible
from referrals.models import ContactAttempt, Referral, ReferralStep
from referrals.models.contact_attempt import Channel, Outcome, Purpose
from referrals.models.referral import NEEDS_REASON, Crisis, Pressure, Source, Status
from referrals.questions.second_looks import DECISIONS, awaits_second
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Stale
from services.models import Client, Site, Staff

FIELDS = (
    "source",
    "pressure",
    "crisis",
    "crisis_on",
    "told_he_needs",
    "offered",
    "availability",
    "call_back",
    "next_try_at",
    "ended_early",
    "required_sessions",
    "order_number",
    "reports_to",
    "site",
    "owner",
)


@transaction.atomic
def receive(
    *,
    client: Client,
    source: str,
    pressure: str = "",
    crisis: str = Crisis.NONE,
    received_on: date,
    came_at: datetime | None = None,
    site: Site | None = None,
    owner: Staff | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> Referral:
    """Note that a man reached us. A man who comes again gets a new episode, never a second file.

    His clock runs from `came_at` where somebody reads only now what came in before.
    """
    known(Source, source, field="source")
    _check_codes(pressure=pressure, crisis=crisis)
    _check_crisis_on(fields.get("crisis_on"), by=by)
    if received_on > by.desk.on:
        raise NotAcceptable(
            _("A referral cannot be received in the future."),
            fields={"received_on": [_("Choose today or earlier.")]},
        )
    # The man's row is the lock that numbers his episodes.
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if client.merged_into_id:
        # Two records of him were made one while somebody wrote.
        client = Client.objects.select_for_update(of=("self",)).get(pk=client.merged_into_id)
    referral = Referral.objects.create(
        service_id=client.service_id,
        client=client,
        site=site,
        owner=owner,
        source=source,
        pressure=pressure,
        crisis=crisis,
        received_on=received_on,
        received_at=came_at or at,
        episode=(Referral.objects.filter(client=client).aggregate(last=Max("episode"))["last"] or 0) + 1,
        **fields,
    )
    _note_step(referral, "", Status.RECEIVED, by=by, at=at)
    audit.record(by=by, what="referral.received", about=referral, at=at, source=source)
    deadlines.count_again(client_id=referral.client_id, at=at)
    return referral


@transaction.atomic
def edit(
    *, referral: Referral, version: int | None = None, by: Staff, at: datetime, **fields: object
) -> Referral:
    """Correct what was noted about how he came, and whose it is. Its status moves only by steps."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if version is not None and version != referral.version:
        raise Stale(_("Somebody else changed this referral since you opened it."), current=referral)
    changed = [name for name in FIELDS if name in fields and getattr(referral, name) != fields[name]]
    if not changed:
        return referral
    if "crisis_on" in changed:
        _check_crisis_on(fields["crisis_on"], by=by)
    for name in changed:
        setattr(referral, name, fields[name])
    if "owner" in changed:
        referral.set_aside = False
    referral.version += 1
    referral.full_clean(exclude=["service"])
    referral.save()
    audit.record(by=by, what="referral.edited", about=referral, at=at, fields=" ".join(changed))
    deadlines.count_again(client_id=referral.client_id, at=at)
    return referral


@transaction.atomic
def take(*, referral: Referral, owner: Staff | None, by: Staff, at: datetime) -> Referral:
    """Put one person's name on it: the one who calls him next."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    referral.owner = owner
    # Somebody has looked: also when the name comes off again it stands in the queue.
    referral.set_aside = False
    referral.version += 1
    referral.save(update_fields=["owner", "set_aside", "version"])
    audit.record(by=by, what="referral.taken", about=referral, at=at)
    return referral


@transaction.atomic
def log_contact(
    *,
    referral: Referral,
    channel: str,
    reached: bool = False,
    outcome: str = "",
    purpose: str = Purpose.REACH,
    words: str = "",
    by: Staff,
    at: datetime,
) -> ContactAttempt:
    """Note a try to reach him. The first one moves the referral on; a try is no contact, only a talk is.

    `outcome` says more than `reached`, and is believed first.
    """
    known(Channel, channel, field="channel")
    known(Purpose, purpose, field="purpose")
    if outcome:
        reached = known(Outcome, outcome, field="outcome") == Outcome.SPOKE
    attempt = ContactAttempt.objects.create(
        service_id=referral.service_id,
        referral=referral,
        channel=channel,
        reached=reached,
        outcome=outcome or (Outcome.SPOKE if reached else ""),
        purpose=purpose,
        words=words.strip(),
        by=by,
        at=at,
    )
    if Referral.objects.filter(pk=referral.pk, status=Status.RECEIVED).exists():
        # The step counts again what is owed.
        step(referral=referral, to=Status.CONTACTING, by=by, at=at)
    else:
        deadlines.count_again(client_id=referral.client_id, at=at)
    audit.record(by=by, what="referral.contact", about=referral, at=at, reached=int(reached))
    return attempt


@transaction.atomic
def step(*, referral: Referral, to: str, reason: str = "", by: Staff, at: datetime) -> Referral:
    """Move a referral on: accept, waitlist, redirect, decline, withdraw, no contact, close. Refused out of order."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    to = known(Status, to, field="to")
    if not referral.may_become(to):
        raise StepNotPossible(
            _("This referral is “%(now)s”, so it cannot become “%(then)s”.")
            % {"now": referral.get_status_display(), "then": to.label}
        )
    if to in NEEDS_REASON and not reason.strip():
        raise ReasonMissing(_("Say why: one sentence is enough."), fields={"reason": [_("This is empty.")]})
    if to in DECISIONS and awaits_second(referral, on=by.desk.on):
        raise SecondPersonMissing(
            _("The risk is high. A second person looks at the triage first; then you can decide.")
        )
    before, referral.status = referral.status, to
    if (
        to in (Status.ACCEPTED, Status.WAITLISTED, Status.REDIRECTED, Status.DECLINED)
        and referral.decided_at is None
    ):
        referral.decided_at = at
    referral.version += 1
    referral.save(update_fields=["status", "decided_at", "version"])
    _note_step(referral, before, to, reason=reason, by=by, at=at)
    audit.record(by=by, what=f"referral.{to}", about=referral, at=at)
    deadlines.count_again(client_id=referral.client_id, at=at)
    return referral


def _note_step(
    referral: Referral, before: str, to: str, *, reason: str = "", by: Staff, at: datetime
) -> None:
    ReferralStep.objects.create(
        service_id=referral.service_id,
        referral=referral,
        from_status=before,
        to_status=to,
        by=by,
        at=at,
        reason=reason.strip(),
    )


def _check_codes(**codes: str) -> None:
    """Codes that may also be left open."""
    choices: dict[str, type[TextChoices]] = {"pressure": Pressure, "crisis": Crisis}
    for name, code in codes.items():
        if code:
            known(choices[name], code, field=name)


def _check_crisis_on(day: object, *, by: Staff) -> None:
    if isinstance(day, date) and day > by.desk.on:
        raise NotAcceptable(
            _("What had just happened cannot lie ahead."),
            fields={"crisis_on": [_("Choose today or earlier.")]},
        )
