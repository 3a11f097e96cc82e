"""Supervision: who has whom, said by those who lead; and the talks, read by the two alone."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from services.access import Role, colleagues_of, may_give, staff_with
from services.actions import supervision
from services.errors import Refused, Stale
from services.forms import version_seen
from services.models import Membership, Staff, Supervision
from services.people_forms import SupervisionForm, SupervisionNewForm, SupervisorForm
from services.views.qualifications import LEADERS, explain, page

SHOWN = 100


@staff_with(*LEADERS)
def supervisor_edit(request: HttpRequest, pk) -> HttpResponse:
    """Say who supervises somebody."""
    person = get_object_or_404(Staff.objects.visible_to(request.user), pk=pk)
    held = list(Membership.objects.visible_to(request.user).filter(staff=person))
    mine = [each for each in held if may_give(request.user, each.role, each.site_id)]
    if not mine:
        raise Http404
    form = SupervisorForm(
        request.POST or None,
        people=colleagues_of(request.user, *Role).exclude(pk=person.pk),
        initial={"supervisor": mine[0].supervisor_id},
    )
    if form.is_valid():
        try:
            supervision.assign(staff=person, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("services:team")
        except Refused as refused:
            explain(form, refused)
    return page(request, "services/supervisor_edit.html", form, person=person)


@login_required
def supervision_list(request: HttpRequest) -> HttpResponse:
    """One's own talks, on either side of the table, the last one first."""
    staff = request.user
    talks = Supervision.objects.visible_to(staff).select_related("staff", "supervisor")
    context = {
        "talks": list(talks[:SHOWN]),
        "people": list(supervision.partners_of(staff)),
        "supervises": Membership.objects.visible_to(staff).filter(supervisor=staff).exists(),
    }
    return render(request, "services/supervision_list.html", context)


@login_required
def supervision_new(request: HttpRequest) -> HttpResponse:
    """Write down a talk. A draft of it is nobody else's business, nor is the talk."""
    people = supervision.partners_of(request.user)
    form = SupervisionNewForm(
        request.POST or None,
        people=people,
        initial={"held_on": timezone.localdate(), "with_whom": request.GET.get("with", "")},
    )
    if form.is_valid():
        try:
            supervision.log(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved. Only the two of you read it."))
            return redirect("services:supervision_list")
        except (Refused, ValidationError) as error:
            explain(form, error)
    return page(request, "services/supervision_new.html", form, people=people)


@login_required
def supervision_edit(request: HttpRequest, pk) -> HttpResponse:
    """Read a talk again, or add to it; either of the two may."""
    talks = Supervision.objects.visible_to(request.user).select_related("staff", "supervisor")
    talk = get_object_or_404(talks, pk=pk)
    form = SupervisionForm(request.POST or None, instance=talk)
    version, status = version_seen(request, talk), 0
    if form.is_valid():
        try:
            supervision.edit(
                supervision=talk, version=version, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved. Only the two of you read it."))
            return redirect("services:supervision_list")
        except Stale as stale:
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except (Refused, ValidationError) as error:
            explain(form, error)
    other = talk.supervisor if talk.staff_id == request.user.pk else talk.staff
    return page(
        request,
        "services/supervision_edit.html",
        form,
        status=status,
        talk=talk,
        other=other,
        version=version,
    )
