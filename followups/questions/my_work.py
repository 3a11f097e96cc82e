"""My work: what needs this person today, oldest first, each with one button. Six questions, whatever there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from followups.models import FollowUp
from followups.models.follow_up import Kind
from followups.questions import evenings, follow_ups, hours
from followups.questions.item import Item, due_words
from programs.models import Facilitator, Group, GroupSession
from referrals.questions import queue
from services.access import KNOW_HIM, Role, name_for
from services.models import Staff
from services.templatetags.words import since as how_long

SHOWN = 30
REFERRALS_SHOWN = 5
GROUPS_SHOWN = 8
NAMES_SHOWN = 3
# These follow-ups stand on the page already, as the register or the note itself.
ASKED_ABOVE = (Kind.REGISTER_OWED, Kind.NOTE_OWED)


@dataclass
class Work:
    now: Item | None
    today: list[Item]
    later: list[Item]
    groups: list[Group]

    @property
    def count(self) -> int:
        return len(self.today) + bool(self.now)


def work_of(staff: Staff, *, at: datetime) -> Work:
    """All of it, sorted: the thing to do now, what else is for today, and what comes later this week."""
    groups = groups_of(staff, at=at)
    mine = [group for group in groups if group.is_mine]
    items, registers_asked = evenings.registers(mine, at=at)
    notes, notes_asked = evenings.notes_owed(staff, mine, at=at)
    items += notes
    items += owed_items(staff, asked=registers_asked | notes_asked, at=at)
    items += waiting(staff, at=at) + hours.beside_the_evenings(staff, at=at)
    items.sort(key=lambda item: item.since)
    today = [item for item in items if item.today]
    # The group that just met comes before what is older: its men are still in mind.
    now = next((item for item in today if item.tonight), today[0] if today else None)
    return Work(
        now=now,
        today=[item for item in today if item is not now],
        later=[item for item in items if not item.today],
        groups=(mine or groups)[:GROUPS_SHOWN],
    )


def groups_of(staff: Staff, *, at: datetime) -> list[Group]:
    """Groups this person sees that run now, with the next meeting; own ones say so."""
    if not staff.desk.has(Role.PEER, *KNOW_HIM):
        return []
    coming = GroupSession.objects.filter(group=OuterRef("pk"), ends_at__gt=at, cancelled_at=None)
    coming = coming.order_by("starts_at")
    running = Facilitator.objects.running(staff, on=staff.desk.on).filter(group=OuterRef("pk"))
    return list(
        Group.objects.visible_to(staff)
        .running(on=staff.desk.on)
        .annotate(
            next_id=Subquery(coming.values("pk")[:1]),
            next_at=Subquery(coming.values("starts_at")[:1]),
            next_number=Subquery(coming.values("number")[:1]),
            is_mine=Coalesce(Subquery(running.values("group").annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-is_mine", F("next_at").asc(nulls_last=True), "name", "id")[:SHOWN]
    )


def owed_items(staff: Staff, *, asked: set, at: datetime) -> list[Item]:
    """This person's open follow-ups that no other line asks for, and one line for those late with others."""
    own_first = Case(When(owner=staff, then=Value(0)), default=Value(1))
    rows = (
        follow_ups.readable(staff)
        .still_owed()
        .filter(Q(owner=staff) | Q(due_at__lt=at))
        .order_by(own_first, "due_at", "id")[: 2 * SHOWN]
    )
    items, late = [], []
    found = follow_ups.dressed(rows, staff=staff, at=at)
    for each in found:
        if each.owner_id != staff.pk:
            late.append(each)
        elif each.kind not in ASKED_ABOVE or (each.session_id, each.client_id) not in asked:
            today = timezone.localdate(each.due_at) <= timezone.localdate(at)
            when = due_words(each.due_at, at=at)
            items.append(Item(each.due_at, when, each.title, each.line, each.verb, each.url, today=today))
    if late:
        items.append(_late_elsewhere(late, more=len(found) == 2 * SHOWN, at=at))
    return items


def _late_elsewhere(late: list[FollowUp], *, more: bool, at: datetime) -> Item:
    """What is late with colleagues, in one line that leads to exactly these."""
    words = ngettext(
        "%(n)d follow-up is late with a colleague", "%(n)d follow-ups are late with colleagues", len(late)
    ) % {"n": len(late)}
    if more:
        words = _("Many follow-ups are late with colleagues")
    url = reverse("followups:follow_up_list") + "?who=others&due=late"
    line = ", ".join(sorted({each.owner.name for each in late})[:NAMES_SHOWN])
    return Item(late[0].due_at, due_words(late[0].due_at, at=at), words, line, _("See whose"), url)


def waiting(staff: Staff, *, at: datetime) -> list[Item]:
    """Men in the queue who wait for this person, or for whoever takes calls here."""
    if not staff.desk.has(*KNOW_HIM):
        return []
    whose, intake = Q(owner=staff), staff.desk.has(Role.INTAKE)
    if intake:
        whose |= Q(owner=None)
    rows = queue.queue(staff, at=at).waiting().filter(whose).select_related("client").order_by(*queue.BY)
    found = queue.dressed(rows[: SHOWN + 1])
    items = [_waiting_item(staff, each, at=at) for each in found if each.today][:REFERRALS_SHOWN]
    if len(found) > len(items):
        url = f"{reverse('referrals:referral_list')}?who={'ours' if intake else 'mine'}"
        line = _("The queue has them in order.") if items else _("None of them is owed a talk today.")
        words = _in_all(len(found), mine=not intake)
        items.append(Item(at, _("In the queue"), words, line, _("Open"), url, today=False))
    return items


def _in_all(men: int, *, mine: bool) -> str:
    if men > SHOWN:
        return _("More than %(n)d men wait") % {"n": SHOWN}
    if mine:
        return ngettext("%(n)d man waits for you", "%(n)d men wait for you", men) % {"n": men}
    return ngettext("%(n)d man waits in all", "%(n)d men wait in all", men) % {"n": men}


def _waiting_item(staff: Staff, referral, *, at: datetime) -> Item:
    return Item(
        referral.received_at,
        _("Waiting %(long)s") % {"long": how_long(referral.received_at, at)},
        _("%(step)s: %(name)s") % {"step": referral.step.words, "name": name_for(staff, referral.client)},
        _("Safety first.") if referral.urgent else referral.get_crisis_display(),
        referral.step.verb,
        referral.step.url,
    )
