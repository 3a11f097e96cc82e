"""What the service offers."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from programs.models import Group, Program
from programs.views.groups import READERS
from services.access import staff_with


@staff_with(*READERS)
def program_list(request: HttpRequest) -> HttpResponse:
    """Programs with their modules in order, and how many of the groups one may see run them now."""
    running = Group.objects.visible_to(request.user).running(on=timezone.localdate())
    programs = (
        Program.objects.visible_to(request.user)
        .annotate(running=Count("groups", filter=Q(groups__in=running)))
        .prefetch_related("modules")
        .order_by("-is_active", "name")
    )
    return render(request, "programs/program_list.html", {"programs": programs})
