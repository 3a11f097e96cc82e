"""A man and a worker apart from the group: an hour is made, moved, cancelled, and marked afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import appointments
from programs.actions.group_sessions import zone_of
from programs.errors import AppointmentClash
from programs.forms.appointments import AppointmentForm, AppointmentMarkForm
from programs.forms.refusals import tell
from programs.models import Appointment, Enrollment
from programs.models.appointment import Kind
from programs.models.attendance import CAME, Outcome
from services.access import KNOW_HIM, name_for, staff_with
from services.errors import Refused, Stale
from services.forms import version_seen


@staff_with(*KNOW_HIM)
def appointment_new(request: HttpRequest, pk) -> HttpResponse:
    """Give him an hour, without a group around."""
    places = Enrollment.objects.readable_by(request.user).select_related("client", "group__site")
    enrollment = get_object_or_404(places, pk=pk)
    form = _form(request, enrollment, initial=_begun(request))
    status = 0
    if form.is_valid():
        try:
            appointments.make(enrollment=enrollment, **form.said, by=request.user, at=timezone.now())
            messages.success(request, _("The appointment stands. It is on My work on its day."))
            return redirect(enrollment.client)
        except (Refused, ValidationError) as error:
            status = _explain(form, error)
    return _page(request, "programs/appointment_new.html", enrollment, form, status=status)


@staff_with(*KNOW_HIM)
def appointment_edit(request: HttpRequest, enrollment_pk, pk) -> HttpResponse:
    """Move it, or say whom it is with; once it is marked it stays where it was."""
    appointment = _appointment(request, enrollment_pk, pk)
    enrollment = appointment.enrollment
    if appointment.outcome:
        return redirect("programs:appointment_mark", enrollment_pk=enrollment_pk, pk=pk)
    form = _form(request, enrollment, appointment=appointment)
    version, status = version_seen(request, appointment), 0
    if form.is_valid():
        try:
            appointments.edit(
                appointment=appointment, version=version, **form.said, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved."))
            return redirect(enrollment.client)
        except Stale as stale:
            # Saved again with the new version, these words win knowingly.
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except (Refused, ValidationError) as error:
            status = _explain(form, error)
    more = {"appointment": appointment, "version": version, "at": timezone.now()}
    return _page(request, "programs/appointment_edit.html", enrollment, form, status=status, **more)


@require_POST
@staff_with(*KNOW_HIM)
def appointment_cancel(request: HttpRequest, enrollment_pk, pk) -> HttpResponse:
    appointment = _appointment(request, enrollment_pk, pk)
    try:
        seen = version_seen(request, appointment)
        appointments.cancel(appointment=appointment, version=seen, by=request.user, at=timezone.now())
        messages.success(request, _("Cancelled. Nobody missed it."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(appointment.enrollment.client)


@staff_with(*KNOW_HIM)
def appointment_mark(request: HttpRequest, enrollment_pk, pk) -> HttpResponse:
    """How it went. If he came to a make-up, the register of the missed session says so from then on."""
    appointment, at = _appointment(request, enrollment_pk, pk), timezone.now()
    enrollment = appointment.enrollment
    cancelled = appointment.outcome == Outcome.CANCELLED
    form = AppointmentMarkForm(request.POST or None, initial={"outcome": appointment.outcome})
    version, status = version_seen(request, appointment), 0
    if form.is_valid():
        try:
            appointments.mark(
                appointment=appointment, version=version, **form.cleaned_data, by=request.user, at=at
            )
            messages.success(request, _("Saved."))
            return redirect(enrollment.client)
        except Stale as stale:
            version, status = stale.current.version, stale.status
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
    more = {
        "appointment": appointment,
        "version": version,
        "cancelled": cancelled,
        "makes_up": appointment.kind == Kind.MAKE_UP,
        "came": appointment.outcome in CAME,
        "ahead": appointment.starts_at > at,
    }
    return _page(request, "programs/appointment_mark.html", enrollment, form, status=status, **more)


def _appointment(request: HttpRequest, enrollment_pk, pk) -> Appointment:
    rows = Appointment.objects.visible_to(request.user).select_related(
        "enrollment__client", "enrollment__group__site", "staff", "plan", "makes_up__session"
    )
    return get_object_or_404(rows, pk=pk, enrollment=enrollment_pk)


def _form(request: HttpRequest, enrollment: Enrollment, **kwargs) -> AppointmentForm:
    zone = zone_of(enrollment.group, by=request.user)
    return AppointmentForm(request.POST or None, enrollment=enrollment, by=request.user, zone=zone, **kwargs)


def _begun(request: HttpRequest) -> dict:
    """With oneself, unless somebody else is meant; a make-up that was asked for names its session."""
    asked = {name: request.GET[name] for name in ("kind", "makes_up", "plan") if name in request.GET}
    return {"staff": request.user.pk} | asked


def _explain(form: AppointmentForm, error: Refused | ValidationError) -> int:
    """Say why at its place; for a clash, the status with which the page asks whether it is meant."""
    if isinstance(error, ValidationError):
        form.add_error(None, error.messages)
        return 0
    tell(form, error)
    form.clash = isinstance(error, AppointmentClash)
    return error.status


def _page(
    request: HttpRequest, template: str, enrollment: Enrollment, form, *, status: int = 0, **more
) -> HttpResponse:
    context = {
        "enrollment": enrollment,
        "name": name_for(request.user, enrollment.client),
        "form": form,
        **more,
    }
    return render(request, template, context, status=status or (422 if form.errors else 200))
