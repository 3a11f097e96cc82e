"""What the first real talk found: safety before any sum, a colleague's ear, two plans, and a second person at high risk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import assessments, risk_results
from programs.models import Assessment
from referrals.actions import consultations, referrals
from referrals.models import Consultation, Referral, Triage
from referrals.models.referral import Status
from referrals.models.triage import Barrier, Fee, SafetyPrompt, Urgency
from referrals.questions.second_looks import high_result
from services.actions import audit, clients, relationships
from services.codes import known
from services.errors import NotAcceptable, Refused, Stale
from services.models import Staff

Said = Mapping[str, Any]
# A change of one of these is news to the second person.
WEIGHS = ("safety_prompts", "high_risk", "immediate_plan", "next_step_plan")


@dataclass(frozen=True)
class Told:
    """What else came up in the talk. It is kept where it belongs, in the same moment as what the triage found."""

    man: Said = field(default_factory=dict)
    man_version: int | None = None
    way: Said = field(default_factory=dict)
    way_version: int | None = None
    relationship: str = ""
    relationship_since: date | None = None
    screens: Sequence[Said] = ()
    results: Sequence[Said] = ()


NOTHING_ELSE = Told()


@transaction.atomic
def keep(
    *,
    referral: Referral,
    immediate_plan: str,
    next_step_plan: str,
    consulted: Staff | None = None,
    question: str = "",
    told: Told = NOTHING_ELSE,
    version: int | None = None,
    by: Staff,
    at: datetime,
    **answers: Any,
) -> Triage:
    """Keep what the talk found. Both plans are owed; a yes to a safety prompt asks a colleague, and is never a score.

    Raises Stale when somebody else kept another finding than that of `version` (0: none yet): what was said yes to
    there is taken away by nobody who did not read it.
    """
    _owe_both_plans(immediate_plan=immediate_plan, next_step_plan=next_step_plan)
    _check(answers)
    # Two who write the first finding at once wait here for each other.
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    found = Triage.objects.filter(referral=referral).first() or Triage(
        service_id=referral.service_id, referral=referral, version=0
    )
    if version is not None and version != found.version:
        raise Stale(
            _("Somebody else wrote this triage since you opened it. Look at both and save again."),
            current=found,
        )
    screens = _keep_told(referral, told, by=by, at=at)
    prompts: list[str] = [*(answers.get("safety_prompts", found.safety_prompts) or ())]
    if any(screen.asks_safety for screen in screens) and SafetyPrompt.SELF_HARM not in prompts:
        prompts.append(SafetyPrompt.SELF_HARM)
    high_risk = _is_high(referral, found, answers.get("high_risk", found.high_risk), by=by)
    # One's own name there would be nobody's ear.
    if (prompts or high_risk) and consulted in (None, by):
        raise NotAcceptable(
            _("He said yes to a safety question. A colleague has to hear of it: name whom you ask.")
            if prompts
            else _("The risk is high. A colleague has to look at it, too: name whom you ask."),
            fields={"consulted": [_("Name the colleague you ask.")]},
        )
    said = {
        **answers,
        "safety_prompts": prompts,
        "high_risk": high_risk,
        "immediate_plan": immediate_plan.strip(),
        "next_step_plan": next_step_plan.strip(),
        "consulted": consulted,
        "by": by,
        "at": at,
    }
    danger = (prompts, high_risk) if prompts or high_risk else None
    news = danger is not None and (set(prompts) - set(found.safety_prompts) or high_risk > found.high_risk)
    made, found = not found.version, _write(found, said, by=by)
    if danger and consulted:
        _ask(referral, of=consulted, question=question, news=bool(news), by=by, at=at)
    if Referral.objects.filter(pk=referral.pk, status__in=(Status.RECEIVED, Status.CONTACTING)).exists():
        referrals.step(referral=referral, to=Status.TRIAGED, by=by, at=at)
    audit.record(by=by, what="referral.triaged" if made else "referral.triage_changed", about=referral, at=at)
    return found


@transaction.atomic
def second(*, referral: Referral, words: str, by: Staff, at: datetime) -> Triage:
    """A second person has looked at a high risk and agrees how to go on. Never the one who wrote it."""
    found = Triage.objects.select_for_update(of=("self",)).filter(referral=referral).first()
    if found is None:
        raise Refused(_("There is no triage yet."))
    if by.pk == found.by_id:
        raise Refused(_("A second person looks at it, not the one who wrote it."))
    if not words.strip():
        raise NotAcceptable(
            _("Write what you agreed."), fields={"seconded_words": [_("One sentence is enough.")]}
        )
    found.seconded_by, found.seconded_at, found.seconded_words = by, at, words.strip()
    found.version += 1
    found.save(update_fields=["seconded_by", "seconded_at", "seconded_words", "version"])
    audit.record(by=by, what="referral.triage_seconded", about=referral, at=at)
    return found


def _owe_both_plans(**plans: str) -> None:
    missing = {name: [_("Write one sentence.")] for name, text in plans.items() if not text.strip()}
    if missing:
        raise NotAcceptable(_("Write what happens now and what happens next."), fields=missing)


def _check(answers: Said) -> None:
    for name, choices in (("safety_prompts", SafetyPrompt), ("barrier_codes", Barrier)):
        codes = answers.get(name) or []
        for code in codes if isinstance(codes, list | tuple) else [codes]:
            known(choices, code, field=name)
    if "urgency" in answers:
        known(Urgency, answers["urgency"], field="urgency")
    if answers.get("fee"):
        known(Fee, answers["fee"], field="fee")
    amount = answers.get("fee_amount")
    if isinstance(amount, Decimal) and amount < 0:
        raise NotAcceptable(_("A fee is never below zero."), fields={"fee_amount": [_("Zero or more.")]})


def _is_high(referral: Referral, found: Triage, said: object, *, by: Staff) -> bool:
    """What the writer says; a tool that says high is not argued with, and nobody alone takes back their own word."""
    if high_result(referral.client_id, on=by.desk.on):
        return True
    if found.high_risk and not said and not found.seconded_by_id and found.by_id == by.pk:
        raise NotAcceptable(
            _("You noted a high risk. A second person looks at it before that is taken back."),
            fields={"high_risk": [_("Ask a colleague.")]},
        )
    return bool(said)


def _keep_told(referral: Referral, told: Told, *, by: Staff, at: datetime) -> list[Assessment]:
    """His details, how he came, how things stand at home, and what he answered."""
    act: dict[str, Any] = {"by": by, "at": at}
    if told.man:
        clients.edit(client=referral.client, version=told.man_version, **told.man, **act)
    if told.way:
        referrals.edit(referral=referral, version=told.way_version, **told.way, **act)
    if told.relationship:
        relationships.tell(
            client=referral.client,
            status=told.relationship,
            since=told.relationship_since,
            told_on=timezone.localdate(at),
            **act,
        )
    for result in told.results:
        risk_results.record(client=referral.client, **result, **act)
    return [_screen(referral, screen, by=by, at=at) for screen in told.screens]


def _screen(referral: Referral, screen: Said, *, by: Staff, at: datetime) -> Assessment:
    """The same screen on the same day is put right; on another day it is asked anew."""
    said: dict[str, Any] = {"taken_on": timezone.localdate(at), **screen}
    rows = Assessment.objects.filter(client=referral.client_id, instrument=said["instrument_code"])
    before = rows.filter(taken_on=said["taken_on"]).standing().first()
    if before is None:
        return assessments.record(client=referral.client, **said, by=by, at=at)
    how = {name: value for name, value in said.items() if name not in ("instrument_code", "language")}
    return assessments.correct(assessment=before, **how, by=by, at=at)


def _write(found: Triage, said: Said, *, by: Staff) -> Triage:
    """The row as it is now. A second look was at what stood there: whatever weighs asks for another one."""
    news = any(getattr(found, name) != said[name] for name in WEIGHS)
    for name, value in said.items():
        setattr(found, name, value)
    if news or found.seconded_by_id == by.pk:
        found.seconded_by, found.seconded_at, found.seconded_words = None, None, ""
    found.version += 1
    found.save()
    return found


def _ask(referral: Referral, *, of: Staff, question: str, news: bool, by: Staff, at: datetime) -> None:
    """One open talk for each colleague; another colleague named later is asked instead of the first."""
    rows = Consultation.objects.filter(referral=referral)
    waiting = rows.open().first()
    if waiting and waiting.asked_of_id == of.pk:
        return
    if waiting and not news and waiting.asked_by_id != of.pk:
        consultations.hand_over(consultation=waiting, to=of, by=by, at=at)
    elif news or not rows.exists():
        consultations.ask(referral=referral, of=of, question=question, by=by, at=at)
