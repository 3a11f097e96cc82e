"""Asked by a page before it sends what somebody typed: is the way open, and is it still the same person?"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe


@require_safe
@login_required
def here(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and a token good for now: signing in anew has spent those on pages already open."""
    return JsonResponse({"who": str(request.user.pk), "token": get_token(request)})
