"""The door for somebody who was invited. Signed out; its title says nothing in a browser's history."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from services.actions import team
from services.errors import NotAcceptable
from services.forms import JoinForm
from services.models import Staff


@never_cache
@sensitive_post_parameters("password")
def invitation_accept(request: HttpRequest, key: str) -> HttpResponse:
    at = timezone.now()
    try:
        invitation = team.invitation_behind(key, at=at)
    except team.InvitationClosed as closed:
        return _closed(request, closed)
    has_account = Staff.objects.filter(email=invitation.email).exists()
    form = JoinForm(request.POST or None, email=invitation.email, has_account=has_account)
    if form.is_valid():
        try:
            team.accept(
                key=key,
                name=form.cleaned_data.get("name", ""),
                password=form.cleaned_data["password"],
                at=at,
            )
            messages.success(request, _("You are in. Sign in with your e-mail and password."))
            return redirect("account_login")
        except NotAcceptable as refused:
            form.add_error("password", refused.fields["password"])
        except team.InvitationClosed as closed:
            # Pressed twice, or by two people who hold the link.
            return _closed(request, closed)
    context = {"invitation": invitation, "form": form, "has_account": has_account}
    return render(request, "services/invitation_accept.html", context, status=422 if form.errors else 200)


def _closed(request: HttpRequest, closed: team.InvitationClosed) -> HttpResponse:
    context = {"sentence": str(closed)}
    return render(request, "services/invitation_closed.html", context, status=closed.status)
