"""What allauth would let people do with their account, and this house does not."""

from __future__ import annotations

from typing import NoReturn

from django.http import Http404, HttpRequest


def not_here(request: HttpRequest, key: str = "") -> NoReturn:
    """An address is given by an invitation. Whoever could write one down himself would take a colleague's before
    the colleague came, sign in under it, and have us write to strangers about himself."""
    raise Http404
