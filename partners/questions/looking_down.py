"""The wing alone looks down: is a man like this here already? Facts only, never a file; nothing below knows it was asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from partners.models import Enquiry
from programs.models import Enrollment
from referrals.models import Referral
from services.access import KNOW_HIM, Role
from services.actions.clients import prints_of
from services.folding import words
from services.models import Client, ContactRule
from services.models.contact_rule import Kind

MOST = 5


@dataclass(frozen=True)
class Fact:
    """What her worker may know of a man like this one."""

    pk: UUID
    code: str
    words: str
    may_open: bool


def men_like(enquiry: Enquiry, *, staff) -> list[Client]:
    """Men of this service with that number, or with all those names and that birth day. A name alone is not enough."""
    like = _like(enquiry)
    return list(_here(staff).filter(like)[:MOST]) if like else []


def speaks_of(enquiry: Enquiry, *, men: QuerySet, staff) -> bool:
    """Is one of these men like the one spoken of? All are asked, and what an older record of his says counts too."""
    like = _like(enquiry)
    return bool(like) and Client.objects.in_service_of(staff).filter(like, pk__in=men).exists()


def facts(enquiry: Enquiry, *, also: Iterable[UUID] = (), staff) -> list[Fact]:
    """In a group, waiting, here before, or known: one word for each man like this, and for those of `also`."""
    like, named = _like(enquiry), list(also)
    if named:
        joined = Client.objects.in_service_of(staff).filter(pk__in=named).values("merged_into")
        like |= Q(pk__in=named) | Q(pk__in=joined)
    if not like:
        return []
    his = {"client": OuterRef("pk")}
    men = list(
        _here(staff)
        .filter(like)
        .annotate(
            in_group=Exists(Enrollment.objects.filter(**his).open()),
            waits=Exists(Referral.objects.filter(**his).waiting()),
            was_here=Exists(Enrollment.objects.filter(**his)),
        )[:MOST]
    )
    seen = _in_sight(men, staff=staff)
    return [_fact(man, may_open=man.pk in seen) for man in men]


def _here(staff):
    return Client.objects.in_service_of(staff).filter(merged_into=None)


def _like(enquiry: Enquiry) -> Q:
    return _same_number(enquiry) | _same_name_and_day(enquiry)


def _in_sight(men: list[Client], *, staff) -> set[UUID]:
    """Whose page this person may open anyway, in another role."""
    if not men or not staff.desk.has(*KNOW_HIM, Role.PEER):
        return set()
    return set(
        Client.objects.visible_to(staff).filter(pk__in=[man.pk for man in men]).values_list("pk", flat=True)
    )


def _fact(man, *, may_open: bool) -> Fact:
    if man.in_group:
        return Fact(man.pk, "in_group", _("He has a place in a group here."), may_open)
    if man.waits:
        return Fact(man.pk, "waiting", _("He is known here, and waits to begin."), may_open)
    if man.was_here:
        return Fact(man.pk, "left", _("He was in a group here, and is not now."), may_open)
    return Fact(man.pk, "known", _("He is known here, and is in no group."), may_open)


def _same_number(enquiry: Enquiry) -> Q:
    if not enquiry.his_phone:
        return Q()
    holders = ContactRule.objects.filter(value_print=_number_print(enquiry)).values("client")
    like = Q(pk__in=holders)
    # A house may share one number: where names were said, one of them has to fit.
    named = words(enquiry.his_name)
    return like & (Q(find_first__in=named) | Q(find_last__in=named)) if named else like


def _same_name_and_day(enquiry: Enquiry) -> Q:
    born, named = enquiry.his_birth_day, enquiry.his_name.strip()
    if not born or not named:
        return Q()
    called = Client.objects.called(named).values("pk")
    return Q(date_of_birth=born, pk__in=called)


def first_contacts_after(enquiries: Iterable[Enquiry], *, staff) -> int:
    """How many of these were followed by a first referral of such a man. A number, and never who."""
    rows = list(enquiries)
    numbers = {each.pk: _number_print(each) for each in rows}
    days = {each.his_birth_day for each in rows} - {None}
    holders = _by_number(set(numbers.values()) - {""}, staff=staff)
    born = _by_day(days, staff=staff)
    men = {man.pk: man for found in (*holders.values(), *born.values()) for man in found}
    firsts = _first_referrals(men, staff=staff)
    return sum(
        any(
            firsts.get(man.pk) and firsts[man.pk] > each.received_at
            for man in _fitting(each, holders.get(numbers[each.pk], []), born.get(each.his_birth_day, []))
        )
        for each in rows
    )


def _fitting(each: Enquiry, by_number: list[Client], by_day: list[Client]) -> list[Client]:
    named = set(words(each.his_name))
    same_number = [man for man in by_number if not named or named & _names(man)]
    return same_number + [man for man in by_day if named and named <= _names(man)]


def _names(man: Client) -> set[str]:
    return set(words(f"{man.first_name} {man.last_name} {man.other_names}"))


def _number_print(each: Enquiry) -> str:
    """As the house keeps numbers; what is no number fits none."""
    return prints_of(Kind.PHONE, each.his_phone)[0] if each.his_phone else ""


def _by_number(prints: set[str], *, staff) -> dict[str, list[Client]]:
    held: dict[str, list[Client]] = {}
    rules = ContactRule.objects.in_service_of(staff).filter(value_print__in=prints).select_related("client")
    for rule in rules:
        held.setdefault(rule.value_print, []).append(rule.client)
    return held


def _by_day(days: set[date | None], *, staff) -> dict[date | None, list[Client]]:
    born: dict[date | None, list[Client]] = {}
    for man in Client.objects.in_service_of(staff).filter(date_of_birth__in=days):
        born.setdefault(man.date_of_birth, []).append(man)
    return born


def _first_referrals(ids: Iterable, *, staff) -> dict[object, datetime]:
    first = Referral.objects.in_service_of(staff).filter(client__in=list(ids)).order_by().values("client")
    return dict(first.annotate(first=Min("received_at")).values_list("client", "first"))
