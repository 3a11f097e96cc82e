"""The supervisor's page: how much each worker has to carry."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from followups.questions import supervised
from services.access import Role
from services.models import Qualification


@login_required
def supervised_list(request: HttpRequest) -> HttpResponse:
    """Counts of the work of those one supervises; each leads on where the reader may go."""
    at, staff = timezone.now(), request.user
    loads = supervised.supervised(staff, at=at)
    today = timezone.localdate(at)
    papers = Qualification.objects.visible_to(staff).to_renew(on=today).select_related("kind")
    renew: dict = {}
    for paper in papers if loads else ():
        paper.now = paper.state(on=today)
        renew.setdefault(paper.staff_id, []).append(paper)
    for load in loads:
        load.renew = renew.get(load.worker.pk, [])
    context = {
        "loads": loads,
        "sees_groups": staff.desk.has(Role.DIRECTOR),
        "sees_crises": staff.desk.has(Role.DIRECTOR, Role.INTAKE),
    }
    return render(request, "followups/supervised_list.html", context)
