"""Views of lists, kept under a name: made, changed, put in another place, removed and taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from services import lists
from services.actions import audit
from services.errors import NotAcceptable, Refused
from services.models import SavedView, Staff
from services.models.membership import Role

MOST = 20


@transaction.atomic
def make(
    *,
    page: str,
    query: str,
    name: str,
    shared: bool = False,
    on_my_work: bool = False,
    by: Staff,
    at: datetime,
) -> SavedView:
    """Keep a list as it is narrowed now. Raises NotAcceptable when a filter could name a man."""
    kept = next((each for each in lists.open_to(by) if each.name == page), None)
    if kept is None:
        raise NotAcceptable(_("Views of this page cannot be kept."))
    if shared and not may_share(by):
        raise Refused(_("A view is shared by a program director."))
    mine = SavedView.objects.visible_to(by).filter(owner=by, page=page)
    if mine.count() >= MOST:
        raise Refused(_("You have %(n)d views of this list. Remove one first.") % {"n": MOST})
    view = SavedView(
        service=by.desk.service, owner=by, page=page, name=name.strip(), query=kept.kept(query, staff=by),
        shared=shared, on_my_work=on_my_work, place=_last(mine) + 1, created_at=at,
    )  # fmt: skip
    view.full_clean(exclude=["service"])
    view.save()
    audit.record(by=by, what="saved_view.made", about=view, at=at)
    return view


@transaction.atomic
def change(
    *, view: SavedView, name: str, shared: bool, on_my_work: bool, by: Staff, at: datetime
) -> SavedView:
    """Call it otherwise, share it or no longer, show it on My work or no longer."""
    view = _locked(view, by=by)
    if shared and not view.shared and not may_share(by):
        raise Refused(_("A view is shared by a program director."))
    view.name, view.shared, view.on_my_work = name.strip(), shared, on_my_work
    return _written(view, what="changed", by=by, at=at)


@transaction.atomic
def move_up(*, view: SavedView, by: Staff, at: datetime) -> SavedView:
    """Before the one that stands before it among its owner's views of the list."""
    view = _locked(view, by=by)
    own = SavedView.objects.visible_to(by).filter(owner=view.owner_id, page=view.page, shared=view.shared)
    before = own.select_for_update(of=("self",)).filter(place__lt=view.place).order_by("-place").first()
    if before is None:
        return view
    view.place, before.place = before.place, view.place
    _written(before, what="moved", by=by, at=at)
    return _written(view, what="moved", by=by, at=at)


@transaction.atomic
def remove(*, view: SavedView, by: Staff, at: datetime) -> SavedView:
    """It is gone from every list, and can be taken back."""
    view = _locked(view, by=by)
    view.removed_at = view.removed_at or at
    return _written(view, what="removed", by=by, at=at)


@transaction.atomic
def take_back(*, view: SavedView, by: Staff, at: datetime) -> SavedView:
    """As if it had never been removed."""
    view = _locked(view, by=by)
    view.removed_at = None
    return _written(view, what="taken_back", by=by, at=at)


def may_share(staff: Staff) -> bool:
    return staff.desk.has(Role.DIRECTOR)


def _locked(view: SavedView, *, by: Staff) -> SavedView:
    view = SavedView.objects.select_for_update(of=("self",)).get(pk=view.pk)
    if not view.may_be_changed_by(by):
        raise Refused(_("This view belongs to a colleague."))
    return view


def _written(view: SavedView, *, what: str, by: Staff, at: datetime) -> SavedView:
    view.version += 1
    view.full_clean(exclude=["service"])
    view.save()
    audit.record(by=by, what=f"saved_view.{what}", about=view, at=at)
    return view


def _last(views: QuerySet[SavedView]) -> int:
    return max(views.values_list("place", flat=True), default=0)
