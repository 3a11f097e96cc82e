"""The library of tools that sessions teach."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import skills
from programs.errors import ToolTaught
from programs.forms.curricula import SkillForm
from programs.models import Curriculum, Skill
from programs.views.groups import READERS
from services.access import Role, staff_with


@staff_with(*READERS)
def skill_list(request: HttpRequest) -> HttpResponse:
    """Every tool with how it goes, and how many sessions of the newest editions teach it."""
    later = Curriculum.objects.visible_to(request.user)
    newest = later.order_by("program_id", "-edition").distinct("program_id").values("pk")
    rows = Skill.objects.visible_to(request.user).annotate(
        taught=Count("plans", filter=Q(plans__module__curriculum__in=newest))
    )
    context = {
        "skills": rows.order_by(F("is_active").desc(), "name", "id"),
        "may_lead": request.user.desk.has(Role.DIRECTOR),
    }
    return render(request, "programs/skill_list.html", context)


@staff_with(Role.DIRECTOR)
def skill_new(request: HttpRequest) -> HttpResponse:
    """A tool more."""
    blank = Skill(service=request.user.desk.service)
    form = SkillForm(
        request.POST or None, instance=blank, initial=_words_of(request, request.GET.get("like", ""))
    )
    return _saved(request, form, lambda said: skills.add(service=request.user.desk.service, **said))


@staff_with(Role.DIRECTOR)
def skill_edit(request: HttpRequest, pk) -> HttpResponse:
    """Call it otherwise, say better how it goes, or teach it no longer; the words that groups have met stay."""
    skill = get_object_or_404(Skill.objects.visible_to(request.user), pk=pk)
    begun = Skill.objects.visible_to(request.user).begun().filter(pk=pk).exists()
    # Who opened it before a group began still sends the words, and is told why they stay.
    form = SkillForm(request.POST or None, instance=skill, begun=begun and "name" not in request.POST)
    return _saved(
        request, form, lambda said: skills.edit(skill=skill, **said), begun=skill if begun else None
    )


def _words_of(request: HttpRequest, pk: str) -> dict[str, str]:
    """Those of a tool whose words stay, to begin the next one with."""
    try:
        like = Skill.objects.visible_to(request.user).filter(pk=UUID(pk)).first()
    except ValueError:
        like = None
    return {"name": like.name, "says": like.says} if like else {}


def _saved(request: HttpRequest, form: SkillForm, save, *, begun: Skill | None = None) -> HttpResponse:
    if form.is_valid():
        try:
            save(form.cleaned_data | {"by": request.user, "at": timezone.now()})
            messages.success(request, _("Saved."))
            return redirect("programs:skill_list")
        except ValidationError as error:
            form.add_error(None, error.messages)
        except ToolTaught as error:
            form.add_error(None, str(error))
    status = 422 if form.errors else 200
    return render(request, "programs/skill_edit.html", {"form": form, "begun": begun}, status=status)
