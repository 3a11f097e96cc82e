"""A man's place in a group: ended with a reason, and taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.actions import enrollments
from programs.forms.enrollments import ExitForm, ReinstateForm
from programs.forms.refusals import tell
from programs.models import Enrollment, Group
from programs.models.attendance import CAME
from programs.questions.place_history import history_of_place
from services.access import Role, name_for, staff_with
from services.errors import Refused

ENDERS = (Role.COUNSELOR, Role.DIRECTOR)


@staff_with(*ENDERS)
def enrollment_exit(request: HttpRequest, pk) -> HttpResponse:
    """End a place early or completed. What it once said is kept in the history."""
    enrollment = place_to_change(request, pk)
    if not enrollment.is_open:
        return redirect("programs:enrollment_reinstate", pk=pk)
    form = ExitForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            enrollments.exit(enrollment=enrollment, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("His place has ended. It can be taken back from the group's page."))
            return redirect(enrollment.group)
        except Refused as refused:
            tell(form, refused)
    came = enrollment.attendances.filter(outcome__in=CAME).count()
    return place_page(request, "programs/enrollment_exit.html", enrollment, form, came=came)


@staff_with(*ENDERS)
def enrollment_reinstate(request: HttpRequest, pk) -> HttpResponse:
    """Take an exit back, with a reason."""
    enrollment = place_to_change(request, pk)
    if enrollment.is_open:
        return redirect("programs:enrollment_exit", pk=pk)
    form = ReinstateForm(request.POST or None)
    if form.is_valid():
        try:
            back = enrollments.reinstate(
                enrollment=enrollment, **form.cleaned_data, by=request.user, at=timezone.now()
            )
            messages.success(request, _("He has his place back."))
            tell_of_registers(request, back)
            return redirect(enrollment.group)
        except Refused as refused:
            tell(form, refused)
    told = history_of_place(request.user, enrollment)
    return place_page(request, "programs/enrollment_reinstate.html", enrollment, form, history=told)


def place_to_change(request: HttpRequest, pk) -> Enrollment:
    """His place, for who keeps the register of its group and may see him; else a 404."""
    places = Enrollment.objects.readable_by(request.user).filter(
        group__in=Group.objects.markable_by(request.user)
    )
    return get_object_or_404(places.select_related("client", "group", "rule_profile"), pk=pk)


def tell_of_registers(request: HttpRequest, place: Enrollment) -> None:
    """Whoever places a man from a day that has passed, or takes him back, is told how many evenings now ask for him."""
    asked = place.attendances.filter(outcome=None).count()
    if asked:
        told = ngettext(
            "He is on %(n)d register of an evening that is over. Whoever runs the group says there whether he came.",
            "He is on %(n)d registers of evenings that are over. Whoever runs the group says there whether he came.",
            asked,
        )
        messages.info(request, told % {"n": asked})


def place_page(request: HttpRequest, template: str, enrollment: Enrollment, form, **more) -> HttpResponse:
    """A page about one place with its form; 422 where the form has errors."""
    context = {
        "enrollment": enrollment,
        "name": name_for(request.user, enrollment.client),
        "form": form,
        **more,
    }
    return render(request, template, context, status=422 if form.errors else 200)
