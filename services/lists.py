"""The lists of which a person may keep a view: whom each is for, and by which filters it may be narrowed.

A kept view holds codes, days, and the ids of places and groups: never words somebody typed, never a man.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from services.errors import NotAcceptable

if TYPE_CHECKING:
    from services.models import Staff

# Whether a value may be kept, for the person who keeps it.
MayKeep = Callable[[str, "Staff"], bool]
# Where somebody stands in a list, or in what shape it is looked at: no part of a view.
PASSING = frozenset({"after", "before", "format", "focus"})


@dataclass(frozen=True)
class ListPage:
    """A page that lists; `name` is its URL name, `label` what it is called where it is not seen."""

    name: str
    label: str
    roles: frozenset[str]
    filters: Mapping[str, MayKeep]

    @property
    def url(self) -> str:
        return reverse(self.name)

    def strange(self, query: str) -> list[str]:
        """Names in an address that are no filter of this list, or one that may hold a man's name."""
        return [name for name, _value in _pairs(query) if name not in self.filters]

    def kept(self, query: str, *, staff: Staff) -> str:
        """An address's filters as they are stored. Raises NotAcceptable for what may not be kept."""
        for name, value in _pairs(query):
            may_keep = self.filters.get(name)
            if may_keep is None or not may_keep(value, staff):
                raise NotAcceptable(
                    _("Only what you choose from the filters can be kept, never words you typed: they may name a man."),
                    fields={"query": [_("“%(name)s” cannot be kept.") % {"name": name[:30]}]},
                )  # fmt: skip
        return plain(query)


LISTS: dict[str, ListPage] = {}


def keeps_views(name: str, label: str, **filters: MayKeep) -> Callable:
    """Above `staff_with`: views of this page may be kept, by these filters."""

    def register(view: Callable) -> Callable:
        LISTS[name] = ListPage(name, label, view.roles, filters)  # type: ignore[attr-defined]
        return view

    return register


def open_to(staff: Staff) -> list[ListPage]:
    """The lists this person may open, by the order of the house."""
    import_module(settings.ROOT_URLCONF)  # every page has said what it keeps once the addresses are known
    return [each for each in LISTS.values() if staff.desk.has(*each.roles)]


def plain(query: str) -> str:
    """The filters of an address in one order, so that two that ask the same are the same."""
    return urlencode(sorted(_pairs(query)))


def among(known: Collection[str]) -> MayKeep:
    return lambda value, staff: value in known


def days(value: str, staff: Staff) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def one_of(model: str) -> MayKeep:
    """The id of something of this service that is no man: a site, a program, a group."""

    def may_keep(value: str, staff: Staff) -> bool:
        try:
            pk = UUID(value)
        except ValueError:
            return False
        return apps.get_model(model)._default_manager.in_service_of(staff).filter(pk=pk).exists()

    return may_keep


def _pairs(query: str) -> list[tuple[str, str]]:
    """Names and values; of a name said twice the last, as the pages read it."""
    return [(name, value) for name, value in dict(parse_qsl(query)).items() if name not in PASSING]
