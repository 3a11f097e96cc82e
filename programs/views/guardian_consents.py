"""Who agreed that a young man takes part: written down, and taken back any day."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programs.actions import guardian_consents
from programs.forms.guardian_consents import GuardianConsentForm
from programs.forms.refusals import tell
from programs.models import Enrollment, GuardianConsent
from programs.questions import ages
from services.access import KNOW_HIM, name_for, staff_with
from services.errors import Refused


@staff_with(*KNOW_HIM)
def guardian_consent_list(request: HttpRequest, pk) -> HttpResponse:
    """Every consent of one place, and room for another."""
    places = Enrollment.objects.readable_by(request.user).select_related("client", "group__program")
    enrollment, at = get_object_or_404(places, pk=pk), timezone.now()
    today = timezone.localdate(at)
    form = GuardianConsentForm(request.POST or None, initial={"given_on": today})
    if form.is_valid():
        try:
            guardian_consents.add(enrollment=enrollment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Written down."))
            return redirect("programs:guardian_consent_list", pk=pk)
        except Refused as refused:
            tell(form, refused)
        except ValidationError as error:
            form.add_error(None, error.messages)
    consents = GuardianConsent.objects.visible_to(request.user).filter(enrollment=enrollment)
    told = list(consents.select_related("recorded_by"))
    program = enrollment.group.program
    context = {
        "enrollment": enrollment,
        "program": program,
        "name": name_for(request.user, enrollment.client),
        "age": ages.age_of(enrollment.client, on=today),
        "outside": ages.outside(enrollment.client, program, on=today),
        "missing": ages.needs_guardian(enrollment.client, program, on=today)
        and not any(each.withdrawn_on is None for each in told),
        "consents": told,
        "form": form,
    }
    return render(request, "programs/guardian_consent_list.html", context, status=422 if form.errors else 200)


@require_POST
@staff_with(*KNOW_HIM)
def guardian_consent_withdraw(request: HttpRequest, pk) -> HttpResponse:
    """From today on it holds no more."""
    consent = get_object_or_404(GuardianConsent.objects.visible_to(request.user), pk=pk)
    at = timezone.now()
    try:
        guardian_consents.withdraw(consent=consent, on=timezone.localdate(at), by=request.user, at=at)
        messages.success(request, _("Withdrawn from today on."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("programs:guardian_consent_list", pk=consent.enrollment_id)
