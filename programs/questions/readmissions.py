"""A man who had a place in this program before: which rule applies to his coming back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from programs.models import Enrollment, Program
from programs.models.enrollment import ExitReason
from programs.questions import standings
from programs.rules.profile import READMISSION
from services.models import Client

RESTART, CREDIT, NEW_REFERRAL, DECISION = READMISSION


@dataclass(frozen=True)
class Readmission:
    """The place he had, what his rules say of coming back, and what could be credited."""

    before: Enrollment
    rule: str
    sessions: int
    minutes: int

    @property
    def may_choose(self) -> bool:
        return self.rule == DECISION

    def credits(self, chosen: bool) -> bool:
        """Does what he did before count? The rule says so, or a person where the rule leaves it open."""
        return self.rule == CREDIT or (self.may_choose and chosen)

    def needs_referral(self, referred_on: date | None) -> bool:
        """A new referral is asked for, and there is none since his place ended."""
        if self.rule != NEW_REFERRAL or self.before.ended_on is None:
            return False
        return referred_on is None or referred_on < self.before.ended_on

    @property
    def sentence(self) -> str:
        """What applies, for whoever places him."""
        return {
            RESTART: _("He had a place here before. By his rules he starts again from the beginning."),
            CREDIT: _("He had a place here before. By his rules %(n)d sessions are credited."),
            NEW_REFERRAL: _(
                "He had a place here before. By his rules he needs a new referral and starts again."
            ),
            DECISION: _(
                "He had a place here before, with %(n)d sessions credited. You decide whether they count."
            ),
        }[self.rule] % {"n": self.sessions}


def readmission_of(client: Client, program: Program, *, at: datetime) -> Readmission | None:
    """The rule for coming back, or nothing where he comes for the first time, has a place, or was moved on."""
    return readmissions_of(client, {program.pk}, at=at).get(program.pk)


def readmissions_of(client: Client, programs: Collection[UUID], *, at: datetime) -> dict[UUID, Readmission]:
    """For each of these programs to which he would come back, what applies. One query for whoever never left one."""
    places = (
        Enrollment.objects.filter(client=client, group__program__in=programs)
        .exclude(exit_reason=ExitReason.TRANSFERRED)
        .select_related("rule_profile", "group")
        .order_by("ended_on", "episode", "id")
    )
    last: dict[UUID, Enrollment] = {}
    for place in places:
        last[place.group.program_id] = place
    running = {place.group.program_id for place in places if place.is_open}
    return {program: _readmission(place, at=at) for program, place in last.items() if program not in running}


def _readmission(before: Enrollment, *, at: datetime) -> Readmission:
    standing = standings.of_place(before, at=at)
    rule = standings.rules_of(before).readmission
    return Readmission(before=before, rule=rule, sessions=standing.credited, minutes=standing.minutes)
