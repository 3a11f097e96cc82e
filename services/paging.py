"""Pages by key: the next page starts after a row, so that the thousandth costs what the first costs.

An address names that row by its id, never by what the list is sorted by: that may be a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

SIZE = 20
# Counts on lists stop here; nobody reads further.
MOST = 999


@dataclass
class Page:
    rows: list
    previous_url: str = ""
    next_url: str = ""


def page_of(
    request: HttpRequest,
    rows: QuerySet,
    *,
    by: tuple[str, ...],
    among: QuerySet | None = None,
    descending: bool = False,
    size: int = SIZE,
) -> Page:
    """The page that `?after=` or `?before=` asks for; `by` ends with the id. `among` still finds a row that moved on."""
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    key = _key_of(rows if among is None else among, before or after, by)
    back = bool(before) and key is not None
    down = back != descending
    ordered = rows.order_by(*(f"-{name}" if down else name for name in by))
    if key:
        ordered = ordered.filter(_beyond(by, key, "lt" if down else "gt"))
    found = list(ordered[: size + 1])
    more, found = len(found) > size, found[:size]
    if back:
        found.reverse()
    page = Page(rows=found)
    if found and (more if back else key):
        page.previous_url = _url(request, before=found[0].pk)
    if found and (more or back):
        page.next_url = _url(request, after=found[-1].pk)
    return page


def count_of(rows: QuerySet) -> int:
    """How many there are, counted no further than one past MOST, and without what a page shows of each."""
    return rows.order_by().values("pk")[: MOST + 1].count()


def _key_of(rows: QuerySet, text: str, by: tuple[str, ...]) -> tuple | None:
    try:
        pk = UUID(text)
    except ValueError:
        return None
    return rows.filter(pk=pk).values_list(*by).first()


def _beyond(by: tuple[str, ...], key: tuple, step: str) -> Q:
    """Rows past a key, in the order of `by`; the first bound lets an index start there."""
    beyond = Q()
    for place, name in enumerate(by):
        same = dict(zip(by[:place], key[:place], strict=True))
        beyond |= Q(**same, **{f"{name}__{step}": key[place]})
    return beyond & Q(**{f"{by[0]}__{step}e": key[0]})


def _url(request: HttpRequest, **place: UUID) -> str:
    query = request.GET.copy()
    for name in ("after", "before", "format"):
        query.pop(name, None)
    query.update({name: str(pk) for name, pk in place.items()})
    return f"?{query.urlencode()}"
