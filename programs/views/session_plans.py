"""One session of a part: written, moved, taken out by a director; its sheets printed by whoever runs it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import session_plans
from programs.forms.curricula import PlanForm, sheets_of
from programs.forms.refusals import tell
from programs.models import Curriculum, Module, SessionPlan, Skill
from programs.views.groups import READERS
from services.access import Role, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen


@staff_with(Role.DIRECTOR)
def plan_new(request: HttpRequest, pk) -> HttpResponse:
    """One session more in a part."""
    modules = Module.objects.visible_to(request.user).select_related("curriculum__program")
    module = get_object_or_404(modules, pk=pk)
    return _written(request, module.curriculum, module=module)


@staff_with(Role.DIRECTOR)
def plan_edit(request: HttpRequest, pk) -> HttpResponse:
    """Change what a session is about, how it goes, or where it stands."""
    plan = _plan(request, pk)
    return _written(request, plan.module.curriculum, module=plan.module, plan=plan)


@require_POST
@staff_with(Role.DIRECTOR)
def plan_remove(request: HttpRequest, pk) -> HttpResponse:
    """Take a session out of what is taught from now on."""
    plan = _plan(request, pk)
    edition = plan.module.curriculum
    try:
        edition = session_plans.remove(
            plan=plan, version=version_seen(request, edition), by=request.user, at=timezone.now()
        )
        messages.success(request, _("It is out of the plan. What was held keeps what it says."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(edition)


@staff_with(*READERS)
def plan_handouts(request: HttpRequest, pk) -> HttpResponse:
    """The sheets of a session, each on its own paper."""
    plan = _plan(request, pk)
    context = {"plan": plan, "edition": plan.module.curriculum, "skills": plan.skills.all()}
    return render(request, "programs/plan_handouts.html", context)


def _plan(request: HttpRequest, pk) -> SessionPlan:
    plans = SessionPlan.objects.visible_to(request.user).select_related("module__curriculum__program")
    return get_object_or_404(plans, pk=pk)


def _written(
    request: HttpRequest, edition: Curriculum, *, module: Module, plan: SessionPlan | None = None
) -> HttpResponse:
    known = Q(is_active=True) | Q(plans=plan) if plan else Q(is_active=True)
    library = Skill.objects.visible_to(request.user).filter(known).distinct()
    initial: dict[str, object] = {"module": module.pk}
    if plan:
        initial["skills"] = list(plan.skills.values_list("pk", flat=True))
    form = PlanForm(request.POST or None, instance=plan, edition=edition, library=library, initial=initial)
    sheets = sheets_of(request.POST or None, plan)
    version, status = version_seen(request, edition), 0
    if form.is_valid() and sheets.is_valid():
        said = form.cleaned_data | {"handouts": sheets.said}
        try:
            with_whom = {"version": version, "by": request.user, "at": timezone.now()}
            if plan:
                saved = session_plans.edit(plan=plan, **said, **with_whom)
            else:
                saved = session_plans.add(**said, **with_whom)
            messages.success(request, _("Saved."))
            return redirect(saved.module.curriculum)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly; in a later edition there is nothing to save to.
            same = stale.current is not None and stale.current.pk == edition.pk
            version, status = (stale.current.version if same else version), stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    context = {
        "form": form, "sheets": sheets, "plan": plan, "edition": edition, "version": version,
        "program": edition.program,
    }  # fmt: skip
    status = status or (422 if form.errors or sheets.total_error_count() else 200)
    return render(request, "programs/plan_edit.html", context, status=status)
