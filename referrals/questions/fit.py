"""Which groups fit a referred man: what may be said of each, what asks for a reason, and which one comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.actions import fitting
from programs.models import Group
from programs.models.group import Entry
from referrals.models import Referral
from referrals.models.referral import Availability
from services.models import Client

NOON, EVENING, SATURDAY = 12, 17, 5


@dataclass
class Fit:
    """`hidden` says that people are concerned, and no more; `asks` are facts somebody may overrule and says why."""

    hidden: bool
    free: int
    asks: list[str] = field(default_factory=list)

    @property
    def fits(self) -> bool:
        return not self.hidden and self.free > 0 and not self.asks

    @property
    def possible(self) -> bool:
        return not self.hidden and self.free > 0

    @property
    def rank(self) -> int:
        return 0 if self.fits else 1 if self.possible else 2

    @property
    def sentence(self) -> str:
        return fitting.words() if self.hidden else ""


def fits(referral: Referral, groups: Sequence[Group], *, on: date, at: datetime) -> None:
    """On each group `fit`. Needs what the list of groups brings along: `taken`, `next_at`, `program`, `site`."""
    hidden = fitting.unfit(client=referral.client, groups=groups, at=at)
    for group in groups:
        free = max(group.capacity - group.taken, 0)
        group.fit = Fit(group.pk in hidden, free, asks_of(referral, group, next_at=group.next_at, on=on))


def asks_of(referral: Referral, group: Group, *, next_at: datetime | None, on: date) -> list[str]:
    """Ordinary facts against it, in sentences that whoever places him may overrule with a reason."""
    said = []
    if referral.site_id and group.site_id and referral.site_id != group.site_id:
        said.append(_("It meets at another site than his: %(site)s.") % {"site": group.site.name})
    if group.entry == Entry.CLOSED and group.started_on and group.started_on < on:
        day = date_format(group.started_on, "j F")
        said.append(_("Its men all began together on %(day)s.") % {"day": day})
    if next_at and not can_come(referral.availability, next_at):
        day = date_format(timezone.localtime(next_at), "l, g:i a")
        said.append(_("It meets when he said he cannot come: %(day)s.") % {"day": day})
    return said


def can_come(availability: Sequence[str], when: datetime) -> bool:
    """Does he have that hour free? Who said nothing, or works changing shifts, may."""
    if not availability or Availability.SHIFTS in availability:
        return True
    here = timezone.localtime(when)
    if here.weekday() >= SATURDAY:
        return Availability.WEEKEND in availability
    if here.hour < NOON:
        return Availability.WEEKDAY_MORNING in availability
    return (
        Availability.WEEKDAY_AFTERNOON if here.hour < EVENING else Availability.WEEKDAY_EVENING
    ) in availability


def language_words(man: Client) -> str:
    """Groups are held in the language of the house; who needs help with it is told beforehand."""
    if man.needs_interpreter:
        return _(
            "He needs an interpreter in the group (%(language)s). Find one before his first evening."
        ) % {"language": man.language or _("language not noted")}
    return ""
