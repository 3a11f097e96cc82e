"""The page before a record that asks why it is opened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from services.actions import reading
from services.errors import NotAcceptable
from services.forms import ReasonForm
from services.models import AccessEvent


def reason_first(
    request: HttpRequest, *, what: str, about_id: UUID, words: str, at: datetime
) -> HttpResponse | None:
    """The page that asks for a reason, or None when one was given in the last hour. For the first line of a view.

    The form comes back to the same address, so whatever else is posted there waits until the reason is given.
    """
    if AccessEvent.objects.opens(what=what, about_id=about_id, by=request.user, at=at).exists():
        return None
    form = ReasonForm(request.POST if "reason_to_open" in request.POST else None)
    status = 200
    if form.is_valid():
        try:
            reading.give_reason(
                what=what,
                about_id=about_id,
                reason=form.cleaned_data["reason_to_open"],
                by=request.user,
                at=at,
            )
            return redirect(request.get_full_path())
        except NotAcceptable as refused:
            form.add_error("reason_to_open", refused.fields["reason"])
    if form.errors:
        status = 422
    return render(request, "services/reason_first.html", {"form": form, "about": words}, status=status)
