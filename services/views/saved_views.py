"""Views of lists kept under a name: beside the list, on My work, and all of them on one page."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from services import lists
from services.access import Role, staff_with
from services.actions import saved_views as actions
from services.errors import Refused
from services.forms import SavedViewForm
from services.models import SavedView

EVERYBODY = tuple(Role)


@dataclass
class Beside:
    """What a list shows of its kept views: those there are, which of them it shows now, and whether it can be kept."""

    page: str
    query: str
    views: list[SavedView]
    current: SavedView | None
    mine: bool
    typed: bool
    form: SavedViewForm


def beside(request: HttpRequest, page: str) -> dict[str, Beside]:
    """For the context of a list; one query."""
    staff = request.user
    views = list(SavedView.objects.visible_to(staff).filter(page=page).order_by("shared", "place", "id"))
    asked = request.GET.urlencode()
    query = lists.plain(asked)
    current = next((view for view in views if view.query == query), None)
    return {
        "saved": Beside(
            page=page,
            query=query,
            views=views,
            current=current,
            mine=bool(current) and current.may_be_changed_by(staff),
            typed=bool(lists.LISTS[page].strange(asked)),
            form=SavedViewForm(may_share=actions.may_share(staff)),
        )
    }


@require_GET
@staff_with(*EVERYBODY)
def saved_view_list(request: HttpRequest) -> HttpResponse:
    """Every view this person has or is shown, list by list."""
    views = list(SavedView.objects.visible_to(request.user).select_related("owner"))
    for view in views:
        view.may_change = view.may_be_changed_by(request.user)
    by_list = [
        (each, [view for view in views if view.page == each.name]) for each in lists.open_to(request.user)
    ]
    context = {
        "by_list": [(each, found) for each, found in by_list if found],
        "lists": [each for each, _found in by_list],
    }
    return render(request, "services/saved_view_list.html", context)


@require_GET
@staff_with(*EVERYBODY)
def saved_view_mine(request: HttpRequest) -> HttpResponse:
    """The piece of My work: the views that are to be shown there."""
    views = SavedView.objects.visible_to(request.user).filter(on_my_work=True)
    return render(request, "services/_saved_views_on_my_work.html", {"views": views})


@require_POST
@staff_with(*EVERYBODY)
def saved_view_new(request: HttpRequest) -> HttpResponse:
    """Keep the list somebody came from; its address and filters are in the form."""
    form = SavedViewForm(request.POST, may_share=actions.may_share(request.user))
    page, query = request.POST.get("page", ""), request.POST.get("query", "")
    if form.is_valid():
        try:
            view = actions.make(
                page=page, query=query, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Kept. It stands above the list under its name."))
            return redirect(view)
        except (Refused, ValidationError) as error:
            _say(form, error)
    known = {each.name: each for each in lists.open_to(request.user)}
    context = {"form": form, "page": page, "query": query, "list": known.get(page)}
    return render(request, "services/saved_view_new.html", context, status=422)


@staff_with(*EVERYBODY)
def saved_view_edit(request: HttpRequest, pk) -> HttpResponse:
    """Another name, shared or not, on My work or not."""
    view = _view(request, pk)
    now = {"name": view.name, "shared": view.shared, "on_my_work": view.on_my_work}
    # Who may no longer share may still leave a shared view as it is.
    form = SavedViewForm(
        request.POST or None, initial=now, may_share=actions.may_share(request.user) or view.shared
    )
    if form.is_valid():
        try:
            actions.change(view=view, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("services:saved_view_list")
        except (Refused, ValidationError) as error:
            _say(form, error)
    context = {"view": view, "form": form}
    return render(request, "services/saved_view_edit.html", context, status=422 if form.errors else 200)


@require_POST
@staff_with(*EVERYBODY)
def saved_view_move(request: HttpRequest, pk) -> HttpResponse:
    try:
        actions.move_up(view=_view(request, pk), by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("services:saved_view_list")


@require_POST
@staff_with(*EVERYBODY)
def saved_view_remove(request: HttpRequest, pk) -> HttpResponse:
    """Gone at once, with the button that takes it back."""
    view = _view(request, pk)
    try:
        actions.remove(view=view, by=request.user, at=timezone.now())
        undo = reverse("services:saved_view_take_back", args=[view.pk])
        messages.success(request, _("“%(name)s” is removed.") % {"name": view.name}, extra_tags=undo)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("services:saved_view_list")


@require_POST
@staff_with(*EVERYBODY)
def saved_view_take_back(request: HttpRequest, pk) -> HttpResponse:
    view = get_object_or_404(SavedView.objects.visible_to(request.user, removed=True), pk=pk)
    try:
        actions.take_back(view=view, by=request.user, at=timezone.now())
        messages.success(request, _("“%(name)s” is here again.") % {"name": view.name})
    except (Refused, ValidationError) as error:
        messages.error(
            request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        )
    return redirect("services:saved_view_list")


def _view(request: HttpRequest, pk) -> SavedView:
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _say(form: SavedViewForm, error: Refused | ValidationError) -> None:
    """What was refused, under the name where it is about the name, else on top."""
    if isinstance(error, ValidationError):
        form.add_error("name", error.messages)
        return
    form.add_error(None, str(error))
    for sentence in error.fields.get("query", []):
        form.add_error(None, sentence)
