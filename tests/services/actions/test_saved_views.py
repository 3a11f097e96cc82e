"""Views of lists kept under a name: whose they are, who may share and change them, and what is never in them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from services.actions import saved_views
from services.errors import NotAcceptable, Refused
from services.models import AuditEntry, SavedView
from tests.conftest import NOW

QUEUE = "referrals:referral_list"


def keep(
    staff, name: str = "Court, waiting", *, page: str = QUEUE, query: str = "source=court", **more
) -> SavedView:
    return saved_views.make(page=page, query=query, name=name, by=staff, at=NOW, **more)


def change(view, *, by, **fields) -> SavedView:
    fields = {"name": view.name, "shared": view.shared, "on_my_work": view.on_my_work} | fields
    return saved_views.change(view=view, by=by, at=NOW, **fields)


def seen_by(staff) -> list[str]:
    return [view.name for view in SavedView.objects.visible_to(staff)]


def test_a_view_is_its_owners_alone(cast):
    view = keep(cast.ines)
    assert view.get_absolute_url() == "/referrals/?source=court"
    assert (seen_by(cast.ines), seen_by(cast.priya), seen_by(cast.tom)) == ([view.name], [], [])
    assert AuditEntry.objects.get(about_id=view.pk).what == "saved_view.made"


def test_a_shared_view_is_seen_by_those_who_may_open_the_list(cast):
    keep(cast.priya, shared=True)
    assert seen_by(cast.ines) == seen_by(cast.tom) == ["Court, waiting"]
    assert seen_by(cast.pete) == seen_by(cast.ada) == []


def test_another_service_sees_none_of_it(cast, sign_in):
    keep(cast.priya, shared=True)
    assert "Court, waiting" not in sign_in(cast.wes).get("/referrals/").content.decode()
    assert "Court, waiting" in sign_in(cast.ines).get("/referrals/").content.decode()


@pytest.mark.parametrize("who", ["ines", "tom"])
def test_only_a_director_shares(cast, who):
    staff = getattr(cast, who)
    with pytest.raises(Refused, match="by a program director"):
        keep(staff, shared=True)
    view = keep(staff)
    with pytest.raises(Refused, match="by a program director"):
        change(view, by=staff, shared=True)
    assert SavedView.objects.get().shared is False


def test_a_page_one_may_not_open_cannot_be_kept(cast):
    for staff, page in (
        (cast.pete, QUEUE),
        (cast.ada, QUEUE),
        (cast.priya, "services:team"),
        (cast.priya, "x"),
    ):
        with pytest.raises(NotAcceptable):
            keep(staff, page=page, query="")
    assert not SavedView.objects.exists()


def test_words_somebody_typed_are_refused_and_nothing_is_kept(cast):
    with pytest.raises(NotAcceptable):
        keep(cast.priya, page="programs:group_list", query="text=okafor")
    assert not SavedView.objects.exists()
    assert not AuditEntry.objects.exists()


def test_of_one_name_there_is_one(cast):
    first = keep(cast.ines)
    with pytest.raises(ValidationError, match="of this name here already"):
        keep(cast.ines, query="source=self")
    keep(cast.ines, page="programs:group_list", query="")
    keep(cast.tom, query="status=placed")
    saved_views.remove(view=first, by=cast.ines, at=NOW)
    keep(cast.ines)
    with pytest.raises(ValidationError, match="of this name here already"):
        saved_views.take_back(view=first, by=cast.ines, at=NOW)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_it_has_a_short_name(cast, name):
    with pytest.raises(ValidationError):
        keep(cast.ines, name)


def test_nobody_keeps_more_than_a_row_of_them(cast, monkeypatch):
    monkeypatch.setattr(saved_views, "MOST", 2)
    keep(cast.ines, "One")
    keep(cast.ines, "Two")
    with pytest.raises(Refused, match="Remove one first"):
        keep(cast.ines, "Three")
    keep(cast.tom, "Three")


def test_a_colleague_changes_nothing_of_it(cast):
    view = keep(cast.priya, shared=True)
    for act in (
        lambda: change(view, by=cast.ines, name="Mine now"),
        lambda: saved_views.remove(view=view, by=cast.ines, at=NOW),
        lambda: saved_views.move_up(view=view, by=cast.ines, at=NOW),
    ):
        with pytest.raises(Refused, match="belongs to a colleague"):
            act()
    assert seen_by(cast.ines) == ["Court, waiting"]


def test_a_director_mends_what_a_colleague_shared_and_nothing_else(cast):
    shared, own = keep(cast.priya, "Shared", shared=True), keep(cast.tom, "Own")
    SavedView.objects.filter(pk=shared.pk).update(owner=cast.tom)
    assert change(shared, by=cast.priya, shared=False).shared is False
    with pytest.raises(Refused, match="belongs to a colleague"):
        saved_views.remove(view=own, by=cast.priya, at=NOW)


def test_removed_and_taken_back_it_is_as_before_and_the_history_has_both(cast):
    view = keep(cast.ines)
    saved_views.remove(view=view, by=cast.ines, at=NOW)
    assert seen_by(cast.ines) == []
    saved_views.take_back(view=view, by=cast.ines, at=NOW)
    assert seen_by(cast.ines) == ["Court, waiting"]
    versions = SavedView.pgh_event_model.objects.filter(pgh_obj_id=view.pk).order_by("pgh_id")
    assert [bool(version.removed_at) for version in versions] == [False, True, False]


def test_they_stand_in_the_order_somebody_gave_them(cast):
    first, _second, third = (keep(cast.ines, name) for name in ("One", "Two", "Three"))
    saved_views.move_up(view=third, by=cast.ines, at=NOW)
    assert seen_by(cast.ines) == ["One", "Three", "Two"]
    saved_views.move_up(view=first, by=cast.ines, at=NOW)
    assert seen_by(cast.ines) == ["One", "Three", "Two"]
