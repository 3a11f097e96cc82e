"""One's own password, and the door allauth would open."""

from __future__ import annotations

from typing import NoReturn

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect


@login_required
def password_change(request: HttpRequest) -> HttpResponseBase:
    """Asks for the one in use first; whoever has none gets a first one by e-mail."""
    if not request.user.has_usable_password():
        return redirect("account_reset_password")
    return allauth.password_change(request)


def not_here(request: HttpRequest) -> NoReturn:
    """An address is given by an invitation. Whoever could write one down himself would take a colleague's before
    the colleague came, and sign in under it."""
    raise Http404
