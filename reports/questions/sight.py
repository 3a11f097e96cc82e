"""Men a report counts and its reader may no longer see: they stay in every figure, and their names do not stand beside it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from reports.questions.asked import UNKNOWN
from services.access import Role
from services.models import Client

SUMS = ("offered", "came", "told_us", "no_word", "unrecorded", "hours")


def without_their_names(places: list[dict[str, Any]], *, staff: Any) -> list[dict[str, Any]]:
    """Rows of men's places, each with `in_sight`."""
    seen = _seen(staff, {place["client_id"] for place in places})
    for place in places:
        place["in_sight"] = place["client_id"] in seen
        if not place["in_sight"]:
            place["first_name"], place["last_name"] = _("A man who left"), ""
    return places


def as_one_row(men: list[dict[str, Any]], *, staff: Any) -> list[dict[str, Any]]:
    """Rows of marks for each man, those out of sight added up in a last one."""
    seen = _seen(staff, {UUID(man["key"]) for man in men if man["key"] != UNKNOWN})
    shown = [man for man in men if man["key"] == UNKNOWN or UUID(man["key"]) in seen]
    left = [man for man in men if man not in shown]
    if left:
        sums = {name: sum(man[name] for man in left) for name in SUMS}
        shown.append({"key": UNKNOWN, "label": _("Men who left")} | sums)
    return shown


def _seen(staff: Any, men: Collection[UUID]) -> set[UUID]:
    if staff.desk.everywhere(Role.INTAKE, Role.DIRECTOR):
        return set(men)
    return set(Client.objects.visible_to(staff).filter(pk__in=men).values_list("pk", flat=True))
