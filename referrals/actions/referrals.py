"""A referral's way: received, reached, triaged, decided. One small step function under all of them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _

from referrals.errors import ReasonMissing, StepNotPossible
from referrals.models import ContactAttempt, Referral, ReferralStep, Triage
from referrals.models.contact_attempt import Channel
from referrals.models.referral import NEEDS_REASON, Crisis, Pressure, Source, Status
from referrals.models.triage import SafetyPrompt, Urgency
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
        episode=Referral.objects.filter(client=client).count() + 1,
        **fields,
    )
    _note_step(referral, "", Status.RECEIVED, by=by, at=at)
    audit.record(by=by, what="referral.received", about=referral, at=at, source=source)
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
    *, referral: Referral, channel: str, reached: bool, words: str = "", by: Staff, at: datetime
) -> ContactAttempt:
    """Note a try to reach him. The first one moves the referral on; only `reached` counts as a contact."""
    known(Channel, channel, field="channel")
    attempt = ContactAttempt.objects.create(
        service_id=referral.service_id,
        referral=referral,
        channel=channel,
        reached=reached,
        words=words.strip(),
        by=by,
        at=at,
    )
    if Referral.objects.filter(pk=referral.pk, status=Status.RECEIVED).exists():
        step(referral=referral, to=Status.CONTACTING, by=by, at=at)
    audit.record(by=by, what="referral.contact", about=referral, at=at, reached=int(reached))
    return attempt


@transaction.atomic
def triage(
    *,
    referral: Referral,
    immediate_plan: str,
    next_step_plan: str,
    consulted: Staff | None = None,
    version: int | None = None,
    by: Staff,
    at: datetime,
    **answers: object,
) -> Triage:
    """Keep what the talk found. Both plans are owed; a yes to a safety prompt owes a colleague's ear, not a score.

    Raises Stale when somebody else kept another finding than that of `version` (0: none yet): what was said yes to
    there is taken away by nobody who did not read it.
    """
    missing = {
        name: [_("Write one sentence.")]
        for name, text in (("immediate_plan", immediate_plan), ("next_step_plan", next_step_plan))
        if not text.strip()
    }
    if missing:
        raise NotAcceptable(_("Write what happens now and what happens next."), fields=missing)
    prompts = answers.get("safety_prompts") or []
    for code in prompts if isinstance(prompts, list | tuple) else [prompts]:
        known(SafetyPrompt, code, field="safety_prompts")
    if "urgency" in answers:
        known(Urgency, answers["urgency"], field="urgency")
    # One's own name there would be nobody's ear.
    if prompts and consulted in (None, by):
        raise NotAcceptable(
            _(
                "He said yes to a safety question. Talk it over with a colleague first, and name that colleague here."
            ),
            fields={"consulted": [_("Name the colleague you asked.")]},
        )
    # Two who write the first finding at once wait here for each other.
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    found = Triage.objects.filter(referral=referral).first() or Triage(
        service_id=referral.service_id, referral=referral, version=0
    )
    made = not found.version
    if version is not None and version != found.version:
        raise Stale(
            _("Somebody else wrote this triage since you opened it. Look at both and save again."),
            current=found,
        )
    said = {
        "immediate_plan": immediate_plan.strip(),
        "next_step_plan": next_step_plan.strip(),
        "consulted": consulted,
        "by": by,
        "at": at,
        **answers,
    }
    for name, value in said.items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    if Referral.objects.filter(pk=referral.pk, status__in=(Status.RECEIVED, Status.CONTACTING)).exists():
        step(referral=referral, to=Status.TRIAGED, by=by, at=at)
    audit.record(by=by, what="referral.triaged" if made else "referral.triage_changed", about=referral, at=at)
    return found


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
