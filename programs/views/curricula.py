"""What a program teaches: its editions, session by session; read by everybody, written by directors."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import curricula, session_plans, written_curricula
from programs.curricula.reading import as_json
from programs.forms.curricula import CurriculumNewForm, MeFirstForm
from programs.models import Curriculum, Group, Program
from programs.models.module import Stage
from programs.questions.curricula import as_written, editions
from programs.questions.first_tools import first_tool
from programs.views.groups import READERS
from services.access import Role, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen


@staff_with(*READERS)
def curriculum_list(request: HttpRequest, pk) -> HttpResponse:
    """Editions of a program, the newest first, with the groups one may see that run each."""
    program = get_object_or_404(Program.objects.visible_to(request.user), pk=pk)
    running = Group.objects.visible_to(request.user).running(on=timezone.localdate())
    rows = Curriculum.objects.visible_to(request.user).newest_of(program)
    context = {
        "program": program,
        "editions": rows.prefetch_related(Prefetch("groups", queryset=running, to_attr="running")),
        "may_lead": request.user.desk.has(Role.DIRECTOR),
    }
    return render(request, "programs/curriculum_list.html", context)


@staff_with(*READERS)
def curriculum_detail(request: HttpRequest, pk) -> HttpResponse:
    """An edition whole: its parts with their session plans, and how many me sessions come first."""
    latest = Curriculum.objects.visible_to(request.user).newest_of(OuterRef("program"))
    told = editions(request.user).annotate(
        newest_id=Subquery(latest.values("pk")[:1]), newest_number=Subquery(latest.values("edition")[:1])
    )
    edition = get_object_or_404(told, pk=pk)
    if request.GET.get("format") == "json":
        return _file(edition)
    newest = Curriculum(pk=edition.newest_id, edition=edition.newest_number)
    modules = list(edition.modules.all())
    context = {
        "edition": edition,
        "program": edition.program,
        "modules": modules,
        "plans": sum(len(module.plans.all()) or 1 for module in modules),
        "me_there_are": sum(len(m.plans.all()) or 1 for m in modules if m.stage == Stage.ME),
        "newest": newest,
        "groups": Group.objects.visible_to(request.user)
        .running(on=timezone.localdate())
        .filter(curriculum=edition),
        "writes": request.user.desk.has(Role.DIRECTOR) and newest == edition,
        "form": MeFirstForm(initial={"me_first": edition.me_first}),
        "first_tool": first_tool(request.user, edition, at=timezone.now()),
    }
    return render(request, "programs/curriculum_detail.html", context)


@require_POST
@staff_with(Role.DIRECTOR)
def curriculum_me_first(request: HttpRequest, pk) -> HttpResponse:
    """How many me sessions come before the first we session."""
    edition = get_object_or_404(Curriculum.objects.visible_to(request.user), pk=pk)
    form = MeFirstForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a number from 0 on, or nothing."))
        return redirect(edition)
    try:
        edition = session_plans.ask_first(
            edition=edition,
            version=version_seen(request, edition),
            **form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Saved."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(edition)


@staff_with(Role.DIRECTOR)
def curriculum_new(request: HttpRequest, pk) -> HttpResponse:
    """Take an example or another service's file as what the program teaches from now on."""
    program = get_object_or_404(Program.objects.visible_to(request.user), pk=pk)
    newest = curricula.newest(program)
    stands = f"{newest.pk} {newest.version}" if newest else ""
    sent = (request.POST.dict() | {"seen": stands}, request.FILES) if request.method == "POST" else ()
    form = CurriculumNewForm(*sent, initial={"seen": stands})
    status = 200
    if form.is_valid() and request.POST.get("seen", "") != stands:
        # Sent again with what stands now, it is written anew knowingly.
        form.add_error(None, _("Somebody else changed this edition since you opened it."))
    if form.is_valid():
        try:
            said, key = form.cleaned_data["said"], form.cleaned_data["example"]
            edition = written_curricula.bring_in(
                program=program,
                written=form.shipped[key] if said is None else written_curricula.read(said),
                seen=(newest, newest.version) if newest else None,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("It stands. Read it through and change what does not fit."))
            return redirect(edition)
        except Refused as refused:
            faults = [f"{place}: {' '.join(sentences)}" for place, sentences in refused.fields.items()]
            form.add_error("file", [str(refused), *faults[:10]])
        except ValidationError as error:
            form.add_error(None, error.messages)
    if form.errors:
        status = 422
    context = {"program": program, "form": form, "newest": newest}
    return render(request, "programs/curriculum_new.html", context, status=status)


@staff_with(Role.DIRECTOR)
def group_take_over(request: HttpRequest, pk) -> HttpResponse:
    """Let a group go on with the newest edition; what was held keeps what it says."""
    group = get_object_or_404(
        Group.objects.led_by(request.user).select_related("program", "curriculum"), pk=pk
    )
    refused_with = ""
    if request.method == "POST":
        try:
            curricula.take_over(group=group, by=request.user, at=timezone.now())
            messages.success(request, _("The group goes on with the newest edition."))
            return redirect(group)
        except (Refused, Stale) as refused:
            refused_with = str(refused)
    context = {"group": group, "newest": curricula.newest(group.program), "refused": refused_with}
    return render(request, "programs/group_take_over.html", context, status=409 if refused_with else 200)


def _file(edition: Curriculum) -> HttpResponse:
    """The edition as another service can bring it in."""
    said = json.dumps(as_json(as_written(edition)), indent=2, ensure_ascii=False) + "\n"
    name = slugify(edition.program.name) or "curriculum"
    answer = HttpResponse(said, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{edition.edition}.json"'
    return answer
