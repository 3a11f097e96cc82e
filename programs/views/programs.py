"""What the service offers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import programs
from programs.forms.programs import ProgramForm, part_lines
from programs.forms.refusals import tell
from programs.models import Group, Program
from programs.views.groups import READERS
from services.access import Role, staff_with
from services.errors import Refused, Stale
from services.exports import file_answer, kind_asked
from services.forms import version_seen


@staff_with(*READERS)
def program_list(request: HttpRequest) -> HttpResponse:
    """Programs with their modules in order, and how many of the groups one may see run them now."""
    running = Group.objects.visible_to(request.user).running(on=timezone.localdate())
    offered = (
        Program.objects.visible_to(request.user)
        .annotate(running=Count("groups", filter=Q(groups__in=running)))
        .prefetch_related("curricula__modules")
        .order_by("-is_active", "name")
    )
    if kind := kind_asked(request):
        return _file(kind, offered, by=request.user)
    context = {"programs": offered, "may_lead": request.user.desk.has(Role.DIRECTOR)}
    return render(request, "programs/program_list.html", context)


@staff_with(*READERS)
def program_detail(request: HttpRequest, pk) -> HttpResponse:
    """One program: its parts in order, and the groups one may see that run it."""
    offered = Program.objects.visible_to(request.user).select_related("rule_profile", "qualification")
    program = get_object_or_404(offered.prefetch_related("curricula__modules"), pk=pk)
    groups = Group.objects.visible_to(request.user).filter(program=program)
    today = timezone.localdate()
    context = {
        "program": program,
        "groups": groups.running(on=today),
        "ended": groups.filter(ended_on__lt=today).count(),
        "may_lead": request.user.desk.has(Role.DIRECTOR),
    }
    return render(request, "programs/program_detail.html", context)


@staff_with(Role.DIRECTOR)
def program_new(request: HttpRequest) -> HttpResponse:
    """Offer something new, with its parts."""
    form = ProgramForm(request.POST or None, instance=Program(service=request.user.desk.service))
    lines = part_lines(request.POST or None)
    if form.is_valid() and lines.is_valid():
        try:
            program = programs.make(
                service=request.user.desk.service,
                parts=lines.parts,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("The program stands. Now it needs a group that runs it."))
            return redirect(program)
        except ValidationError as error:
            form.add_error(None, error.messages)
    status = 422 if form.errors or lines.total_error_count() else 200
    return render(request, "programs/program_new.html", {"form": form, "lines": lines}, status=status)


@staff_with(Role.DIRECTOR)
def program_edit(request: HttpRequest, pk) -> HttpResponse:
    """Change what is offered: its parts are those on the page, in the order of their places."""
    offered = Program.objects.visible_to(request.user).prefetch_related("curricula__modules")
    program = get_object_or_404(offered, pk=pk)
    form = ProgramForm(request.POST or None, instance=program)
    lines = part_lines(request.POST or None, program=program)
    version, status = version_seen(request, program), 0
    if form.is_valid() and lines.is_valid():
        try:
            programs.edit(
                program=program,
                version=version,
                parts=lines.parts,
                **form.cleaned_data,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Saved."))
            return redirect(program)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    status = status or (422 if form.errors or lines.total_error_count() else 200)
    context = {"program": program, "form": form, "lines": lines, "version": version}
    return render(request, "programs/program_edit.html", context, status=status)


def _file(kind: str, offered, *, by) -> HttpResponse:
    headings = [_("Program"), _("Kind"), _("Sessions in full"), _("Groups running"), _("Parts"), _("Offered")]
    lines = [
        [
            program.name,
            program.get_kind_display(),
            program.sessions_planned,
            program.running,
            ", ".join(module.name for module in program.modules),
            _("Yes") if program.is_active else _("No"),
        ]
        for program in offered
    ]
    return file_answer(
        kind, what="programs", name="programs", headings=headings, rows=lines, by=by, at=timezone.now()
    )
