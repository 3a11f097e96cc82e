from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from services.middleware import CHOSEN


@require_POST
@login_required
def service_choose(request: HttpRequest) -> HttpResponse:
    """Sit down in another of one's services; the next request takes the roles held there."""
    chosen = request.POST.get("service", "")
    if chosen not in {str(service.pk) for service in request.services}:
        raise Http404
    request.session[CHOSEN] = chosen
    return redirect("/")
