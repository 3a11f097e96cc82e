"""First real talks: what a man answers, how things stand at home, whom a colleague asks, and a second look."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from referrals.actions import consultations, triages
from referrals.models import Consultation
from referrals.models.referral import Status
from referrals.models.triage import Barrier, Fee, SafetyPrompt, Urgency
from reports.demo import words
from reports.demo.story import House, Man
from services.models import RelationshipStatus

QUESTION = "What do we agree with him for tonight?"
ANSWER = "He stays with his brother, and we call him in the morning."
SECOND = "We talked it over. He knows whom to call, and so do we."
SOON_AFTER = timedelta(hours=1)


def hold(house: House, man: Man, *, grave: bool, prompt: SafetyPrompt, at: datetime) -> None:
    """One triage with all that came up in it. A grave one is answered within the hour, unless it is still undecided."""
    chance = house.chance
    # Dice of its own: what is asked in a talk changes nothing about who comes.
    dice = Random(f"{man.client.full_name}{at}")  # noqa: S311 (it only makes up a talk)
    undecided = man.stage == Status.TRIAGED
    high = grave and (undecided or dice.random() < 0.1)
    triages.keep(
        referral=man.referral,
        safety_prompts=[prompt] if grave else [],
        high_risk=high,
        urgency=Urgency.THIS_WEEK if grave else chance.choice((Urgency.SOON, Urgency.THIS_WEEK)),
        mood=chance.choice(words.MOODS),
        alcohol=chance.choice(words.DRINKING),
        barriers=chance.choice(words.BARRIERS_AT_TRIAGE),
        barrier_codes=dice.sample(Barrier.values, dice.randrange(0, 4)),
        fee=dice.choice((Fee.FULL, Fee.SLIDING, Fee.SLIDING, Fee.WAIVED)),
        immediate_plan=chance.choice(words.NOW_PLANS),
        next_step_plan=chance.choice(words.NEXT_PLANS),
        consulted=house.staff["consulted"] if grave else None,
        question=QUESTION if grave else "",
        told=_told(dice, at=at),
        by=house.staff["intake"],
        at=at,
    )
    if grave and not undecided:
        house.story.then(at + SOON_AFTER, _answer, house, man, high)


def _told(dice: Random, *, at: datetime) -> triages.Told:
    """Every second man answers two screens; question nine of the longer one is always the first answer here."""
    if dice.random() < 0.5:
        return triages.Told(relationship=_home(dice))
    day = timezone.localdate(at)
    low = [dice.choice((0, 0, 1, 1, 2)) for _question in range(2)]
    mood = {"instrument_code": "phq2", "answers": low, "taken_on": day}
    if sum(low) >= 3:
        seven = [dice.randrange(0, 3) for _question in range(6)] + [0]
        mood = {"instrument_code": "phq9", "answers": low + seven, "taken_on": day}
    drinks = [dice.randrange(0, 5), dice.randrange(0, 3), dice.randrange(0, 3)]
    alcohol = {"instrument_code": "audit_c", "answers": drinks, "taken_on": day}
    return triages.Told(relationship=_home(dice), screens=[mood, alcohol])


def _home(dice: Random) -> str:
    return dice.choice(RelationshipStatus.Status.values)


def _answer(at: datetime, house: House, man: Man, high: bool) -> None:
    colleague = house.staff["consulted"]
    for asked in Consultation.objects.filter(referral=man.referral).open():
        consultations.answer(consultation=asked, words=ANSWER, by=colleague, at=at)
    if high:
        triages.second(referral=man.referral, words=SECOND, by=colleague, at=at)
