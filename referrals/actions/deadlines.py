"""What the front desk owes by when: counted from the rules whenever something changes, done by a person."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from programs.models import Enrollment, Program, RuleProfile
from programs.questions.closed_days import closed_at
from referrals.errors import ReasonMissing
from referrals.models import ContactAttempt, Deadline, Mandate, Referral, ReferralStep, Triage
from referrals.models.deadline import Kind
from referrals.models.referral import WAITING, Channel, Pressure, Source, Status
from referrals.questions import front_desk_clocks as clocks
from services.actions import audit
from services.errors import Refused, Stale
from services.models import Service, Staff
from services.models.membership import Role
from services.wall import acting_as

TURNED_DOWN = (Status.REDIRECTED, Status.DECLINED, Status.WITHDRAWN, Status.NO_CONTACT)
SENT_HIM = (Source.LEGAL_COUNSEL, Source.COURT, Source.OTHER)
SPOKEN = (Channel.PHONE, Channel.IN_PERSON)
FAR = timedelta(days=400)
log = logging.getLogger(__name__)


@transaction.atomic
def count_again(*, client_id: UUID, at: datetime) -> None:
    """Bring what is owed for a man in step with his referrals, orders and rules. What is done stays as it is."""
    orders = list(Mandate.objects.filter(client=client_id).select_related("rules"))
    own = any(order.rules_id for order in orders)
    place = Enrollment.objects.filter(client=client_id).open().select_related("rule_profile").first()
    default = _of_the_program(place, client_id)
    if not own and default is None and not Deadline.objects.filter(referral__client=client_id).exists():
        return
    referrals = Referral.objects.filter(client=client_id).select_related("service", "site")
    for referral in referrals:
        here = [order for order in orders if order.referral_id == referral.pk]
        _keep(referral, _owed(referral, here, place, default), at=at)


@transaction.atomic
def complete(*, deadline: Deadline, words: str, version: int, by: Staff, at: datetime) -> Deadline:
    """Say that it is done, and how: nothing but a person does so."""
    deadline = Deadline.objects.select_for_update(of=("self",)).get(pk=deadline.pk)
    if deadline.done_at or deadline.lifted_at:
        raise Refused(_("This is done already, or no longer asked for."))
    if version != deadline.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=deadline)
    if not words.strip():
        raise ReasonMissing(
            _("Say how: who was told, and in which way."), fields={"words": [_("This is empty.")]}
        )
    deadline.done_at, deadline.done_by, deadline.done_words = at, by, words.strip()
    deadline.version += 1
    deadline.save(update_fields=["done_at", "done_by", "done_words", "version"])
    audit.record(by=by, what="deadline.done", about=deadline, at=at)
    return deadline


def sweep_all(*, at: datetime) -> None:
    """Every service; one that fails stops no other."""
    for service in Service.objects.order_by("slug"):
        try:
            sweep(service=service, at=at)
        except Exception as error:  # noqa: BLE001 (the next round tries again)
            log.error("deadlines of service %s: %s", service.pk, type(error).__name__)


def sweep(*, service: Service, at: datetime) -> int:
    """Count again for everybody who waits or to whom something is owed: rules, holidays and closures change, too."""
    with acting_as(service=service.pk, roles=[Role.INTAKE, Role.DIRECTOR]):
        waiting = Referral.objects.filter(service=service).waiting().order_by().values("client")
        owed = Deadline.objects.filter(service=service).open().order_by().values("referral__client")
        men = list(waiting.union(owed).values_list("client", flat=True))
    for client_id in men:
        with acting_as(service=service.pk, roles=[Role.INTAKE, Role.DIRECTOR]):
            count_again(client_id=client_id, at=at)
    return len(men)


def _of_the_program(place: Enrollment | None, client_id: UUID) -> RuleProfile | None:
    """The rules of his place; before he has one, those that every program here works under, if they are the same."""
    if place:
        return place.rule_profile
    used = set(Program.objects.exclude(rule_profile=None).values_list("rule_profile", flat=True)[:50])
    return RuleProfile.objects.get(pk=used.pop()) if len(used) == 1 else None


def _owed(
    referral: Referral, orders: Iterable[Mandate], place: Enrollment | None, default: RuleProfile | None
) -> dict[tuple[UUID | None, str], clocks.Owed]:
    """By order and kind. Of several intakes only the first is asked for: he has one."""
    orders = [order for order in orders if order.ended_on is None]
    found: dict[tuple[UUID | None, str], clocks.Owed] = {}
    if referral.status == Status.CLOSED or referral.is_set_aside:
        return found
    zone = ZoneInfo((referral.site and referral.site.zone) or referral.service.zone)
    asking: list[Mandate | None] = [*orders] or [None]
    for order in asking:
        profile = (order and order.rules) or default
        if profile is None:
            continue
        rules = profile.rules
        facts = _facts(referral, order, place)
        closed: dict[date, str] = {}
        if clocks.counts_working_days(rules):
            first = facts.received_at.astimezone(zone).date()
            last = max(first, facts.started_on or first) + FAR
            closed = closed_at(referral.site, service=referral.service, first=first, last=last, holidays=True)
        for each in clocks.owed(rules, facts, named=profile.name, zone=zone, closed=closed):
            found[(order.pk if order else None, each.kind)] = each
    intakes = sorted(
        (key for key in found if key[1] == Kind.INTAKE), key=lambda key: (found[key].due_at, str(key[0]))
    )
    for late in intakes[1:]:
        del found[late]
    return found


def _facts(referral: Referral, order: Mandate | None, place: Enrollment | None) -> clocks.Facts:
    ordered = order is not None or referral.pressure == Pressure.ORDERED
    placed = place if referral.status == Status.PLACED else None
    return clocks.Facts(
        received_at=referral.received_at,
        referred=ordered or bool(referral.referrer_id) or referral.source in SENT_HIM,
        first_contact_at=_first_contact(referral),
        waiting=referral.status in WAITING,
        turned_down_at=_turned_down_at(referral),
        reported=ordered,
        started_on=placed.started_on if placed else None,
    )


def _first_contact(referral: Referral) -> datetime | None:
    """When somebody first spoke with him: he himself called or came, or a try reached him."""
    if referral.source == Source.SELF and referral.channel in SPOKEN:
        return referral.received_at
    reached = ContactAttempt.objects.filter(referral=referral, reached=True).order_by("at")
    return reached.values_list("at", flat=True).first()


def _turned_down_at(referral: Referral) -> datetime | None:
    if referral.status not in TURNED_DOWN:
        return None
    steps = ReferralStep.objects.filter(referral=referral, to_status=referral.status).order_by("-at")
    return steps.values_list("at", flat=True).first() or referral.received_at


def _keep(referral: Referral, found: dict[tuple[UUID | None, str], clocks.Owed], *, at: datetime) -> None:
    triage = Triage.objects.filter(referral=referral).first()
    for row in Deadline.objects.select_for_update(of=("self",)).filter(referral=referral):
        owed = found.pop((row.mandate_id, row.kind), None)
        if row.done_at is None:
            _bring_in_step(row, owed, triage, at=at)
    for (mandate_id, kind), owed in found.items():
        row = Deadline(
            service_id=referral.service_id, referral=referral, mandate_id=mandate_id, kind=kind,
            due_at=owed.due_at, why=owed.why,
        )  # fmt: skip
        _met(row, triage)
        row.save()


def _bring_in_step(row: Deadline, owed: clocks.Owed | None, triage: Triage | None, *, at: datetime) -> None:
    before = (row.due_at, row.why, row.lifted_at, row.done_at)
    if owed is None and not (row.kind == Kind.INTAKE and triage):
        row.lifted_at = row.lifted_at or at
    elif owed is not None:
        row.due_at, row.why, row.lifted_at = owed.due_at, owed.why, None
    _met(row, triage)
    if (row.due_at, row.why, row.lifted_at, row.done_at) != before:
        row.version += 1
        row.save()


def _met(row: Deadline, triage: Triage | None) -> None:
    """The first real talk is the intake: whoever held it has met that deadline."""
    if row.kind == Kind.INTAKE and triage:
        row.done_at, row.done_by_id, row.done_words = triage.at, triage.by_id, _("With the triage.")
        row.lifted_at = None
