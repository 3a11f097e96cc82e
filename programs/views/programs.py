"""What the service offers."""

from __future__ import annotations

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.models import Group, Program
from programs.views.groups import READERS
from services.access import staff_with
from services.exports import file_answer, kind_asked


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
    if kind := kind_asked(request):
        return _file(kind, programs, by=request.user)
    return render(request, "programs/program_list.html", {"programs": programs})


def _file(kind: str, programs, *, by) -> HttpResponse:
    headings = [_("Program"), _("Kind"), _("Sessions in full"), _("Groups running"), _("Parts"), _("Offered")]
    lines = [
        [
            program.name,
            program.get_kind_display(),
            program.sessions_planned,
            program.running,
            ", ".join(module.name for module in program.modules.all()),
            _("Yes") if program.is_active else _("No"),
        ]
        for program in programs
    ]
    return file_answer(
        kind, what="programs", name="programs", headings=headings, rows=lines, by=by, at=timezone.now()
    )
