"""Men who may be the caller, as a page shows them: who they are, and when they were here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import Enrollment
from programs.models.attendance import CAME
from services.actions.clients import normalize_phone, prints_of
from services.errors import NotAcceptable
from services.folding import fold
from services.models import Client, ContactRule, Staff

SHOWN = 8
# A letter or two are no name yet.
SHORTEST = 2


def men_alike(staff: Staff, person: Mapping[str, Any], *, phone: str) -> list[Client]:
    """Those this person may see who may be the man, with `was_here`: two statements, whatever there is."""
    names = {name: person.get(name) or "" for name in ("first_name", "last_name")}
    if all(len(fold(name)) < SHORTEST for name in names.values()):
        names = dict.fromkeys(names, "")
    country = staff.desk.service.country
    try:
        number = normalize_phone(phone, country=country) if phone.strip() else ""
    except NotAcceptable:
        number = ""
    phone_print = prints_of(ContactRule.Kind.PHONE, number)[0] if number else ""
    rows = Client.objects.visible_to(staff).filter(merged_into=None)
    men = list(rows.alike(**names, born=person.get("date_of_birth"), phone_print=phone_print)[:SHOWN])
    return _dressed(staff, men)


def _dressed(staff: Staff, men: list[Client]) -> list[Client]:
    if not men:
        return men
    came = Count("attendances", filter=Q(attendances__outcome__in=CAME))
    places = Enrollment.objects.visible_to(staff).filter(client__in=men).annotate(came=came)
    latest: dict[Any, Enrollment] = {}
    for place in places.select_related("group").order_by("started_on", "id"):
        latest[place.client_id] = place
    for man in men:
        man.was_here = _was_here(latest.get(man.pk))
    return men


def _was_here(place: Enrollment | None) -> str:
    if place is None:
        return ""
    if place.is_open:
        return _("He has a place in %(group)s.") % {"group": place.group.name}
    year = date_format(place.started_on, "Y")
    return ngettext(
        "He was here in %(year)s and came %(n)d time.",
        "He was here in %(year)s and came %(n)d times.",
        place.came,
    ) % {"year": year, "n": place.came}
