"""Decisions that ask for more than a word: a no, help elsewhere, not reached; and the one made by mistake."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from referrals.actions import deadlines, referrals
from referrals.errors import LadderNotDone, StepNotPossible
from referrals.models import Deadline, Redirection, Referral, ReferralStep
from referrals.models.redirection import Outcome
from referrals.models.referral import Status
from referrals.questions.decided import NOTICES, goes_back
from referrals.questions.front_desks import front_desk_of
from referrals.questions.ladder import CLIMBED, ladder_of
from services.access import Role
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Stale
from services.models import Staff


@transaction.atomic
def decline(
    *, referral: Referral, reason: str, told_on: date | None = None, by: Staff, at: datetime
) -> Referral:
    """Say no, and why; and when he was told in writing, if he was already."""
    referral = referrals.step(referral=referral, to=Status.DECLINED, reason=reason, by=by, at=at)
    return tell_in_writing(referral=referral, on=told_on, by=by, at=at) if told_on else referral


@transaction.atomic
def tell_in_writing(*, referral: Referral, on: date, by: Staff, at: datetime) -> Referral:
    """Note the day on which he was told the no in writing; what the rules asked for by then is done."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if referral.status != Status.DECLINED:
        raise StepNotPossible(_("He was not declined, so there is nothing to tell him."))
    if on > by.desk.on:
        raise NotAcceptable(
            _("This day is still to come."), fields={"told_on": [_("Choose today or earlier.")]}
        )
    if referral.decided_at and on < referral.received_on:
        words = _("He was told after he reached us.")
        raise NotAcceptable(words, fields={"told_on": [words]})
    referral.decline_notice_on = on
    referral.version += 1
    referral.save(update_fields=["decline_notice_on", "version"])
    owed = Deadline.objects.filter(referral=referral, kind__in=NOTICES).open()
    for deadline in owed.select_for_update(of=("self",)).order_by("id"):
        deadline.done_at, deadline.done_by, deadline.done_words = at, by, _("Told in writing")
        deadline.version += 1
        deadline.save(update_fields=["done_at", "done_by", "done_words", "version"])
    audit.record(by=by, what="referral.told_in_writing", about=referral, at=at)
    return referral


@transaction.atomic
def redirect(
    *,
    referral: Referral,
    to_whom: str,
    reason: str,
    warm: bool = False,
    ask_again_on: date | None = None,
    by: Staff,
    at: datetime,
) -> Redirection:
    """Help him on to another service: where, whether we called there with him, and when we ask how it went."""
    referral = referrals.step(referral=referral, to=Status.REDIRECTED, reason=reason, by=by, at=at)
    if not to_whom.strip():
        words = _("Say where he is helped.")
        raise NotAcceptable(words, fields={"to_whom": [words]})
    _lies_ahead(ask_again_on, by=by)
    redirection = Redirection.objects.create(
        service_id=referral.service_id,
        referral=referral,
        to_whom=to_whom.strip(),
        warm=warm,
        ask_again_on=ask_again_on,
        by=by,
        at=at,
    )
    audit.record(by=by, what="redirection.made", about=redirection, at=at, warm=int(warm))
    return redirection


@transaction.atomic
def say_outcome(
    *,
    redirection: Redirection,
    outcome: str,
    ask_again_on: date | None = None,
    version: int | None = None,
    by: Staff,
    at: datetime,
) -> Redirection:
    """What became of it; while nobody knows, the day on which we ask once more."""
    redirection = Redirection.objects.select_for_update(of=("self",)).get(pk=redirection.pk)
    if version is not None and version != redirection.version:
        raise Stale(_("A colleague has said something about it since you opened it."), current=redirection)
    redirection.outcome = known(Outcome, outcome, field="outcome")
    open_still = redirection.outcome == Outcome.NOT_KNOWN
    if open_still:
        _lies_ahead(ask_again_on, by=by)
    redirection.ask_again_on = ask_again_on if open_still else redirection.ask_again_on
    redirection.outcome_on = None if open_still else by.desk.on
    redirection.version += 1
    redirection.save(update_fields=["outcome", "outcome_on", "ask_again_on", "version"])
    audit.record(by=by, what="redirection.outcome", about=redirection, at=at, outcome=redirection.outcome)
    return redirection


@transaction.atomic
def not_reached(*, referral: Referral, reason: str, by: Staff, at: datetime) -> Referral:
    """Stop trying. Refused before the ladder is done, except for a director, who says why."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    left = 0
    if referral.status in CLIMBED and not referral.is_set_aside:
        ladder = ladder_of(
            referral,
            days=front_desk_of(by.desk.service).tries_on_days,
            attempts=referral.contacts.all(),
        )
        left = len(ladder.left)
        if left and reason.strip() and not by.desk.has(Role.DIRECTOR):
            raise LadderNotDone(
                _("He has not been tried as often as we promise. %(owed)s A director can end it sooner.")
                % {"owed": ladder.owed}
            )
    referral = referrals.step(referral=referral, to=Status.NO_CONTACT, reason=reason, by=by, at=at)
    if left:
        audit.record(by=by, what="referral.ladder_cut_short", about=referral, at=at, left=left)
    return referral


@transaction.atomic
def take_back(*, referral: Referral, by: Staff, at: datetime) -> Referral:
    """Undo one's own last decision within the hour. Both stay on record: the step, and that it was taken back."""
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    last = ReferralStep.objects.filter(referral=referral).order_by("-at", "-id").first()
    step = goes_back(by, referral, last=last, at=at)
    if step is None:
        raise StepNotPossible(
            _(
                "This step cannot be taken back: only who took it can, within the hour, and while nothing came of it."
            )
        )
    before = referral.status
    ReferralStep.objects.create(
        service_id=referral.service_id,
        referral=referral,
        from_status=before,
        to_status=step.from_status,
        takes_back=step,
        by=by,
        at=at,
        reason=_("taken back"),
    )
    referral.status = step.from_status
    if referral.status == Status.TRIAGED:
        referral.decided_at = None
    referral.version += 1
    referral.save(update_fields=["status", "decided_at", "version"])
    Redirection.objects.filter(referral=referral, at=step.at, outcome=Outcome.NOT_KNOWN).delete()
    audit.record(by=by, what="referral.taken_back", about=referral, at=at, step=before)
    deadlines.count_again(client_id=referral.client_id, at=at)
    return referral


def _lies_ahead(day: date | None, *, by: Staff) -> None:
    if day and day < by.desk.on:
        words = _("This day is over. Choose one that is still to come.")
        raise NotAcceptable(words, fields={"ask_again_on": [words]})
