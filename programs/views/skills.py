"""The library of tools that sessions teach."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import skills
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
    form = SkillForm(request.POST or None, instance=Skill(service=request.user.desk.service))
    return _saved(request, form, lambda said: skills.add(service=request.user.desk.service, **said))


@staff_with(Role.DIRECTOR)
def skill_edit(request: HttpRequest, pk) -> HttpResponse:
    """Call it otherwise, say better how it goes, or teach it no longer."""
    skill = get_object_or_404(Skill.objects.visible_to(request.user), pk=pk)
    form = SkillForm(request.POST or None, instance=skill)
    return _saved(request, form, lambda said: skills.edit(skill=skill, **said))


def _saved(request: HttpRequest, form: SkillForm, save) -> HttpResponse:
    if form.is_valid():
        try:
            save(form.cleaned_data | {"by": request.user, "at": timezone.now()})
            messages.success(request, _("Saved."))
            return redirect("programs:skill_list")
        except ValidationError as error:
            form.add_error(None, error.messages)
    status = 422 if form.errors else 200
    return render(request, "programs/skill_edit.html", {"form": form}, status=status)
