"""He finished: what is asked, what is there, and who signs it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import completions
from programs.forms.enrollments import CompleteForm
from programs.forms.refusals import tell
from programs.models import Completion
from programs.models.completion import Of
from programs.questions import finishing
from programs.views.enrollments import ENDERS, place_page, place_to_change
from services.access import name_for, staff_with
from services.errors import Refused


@staff_with(*ENDERS)
def enrollment_complete(request: HttpRequest, pk) -> HttpResponse:
    """Sign that he finished; once signed, what it says and what a certificate may say."""
    enrollment, at = place_to_change(request, pk), timezone.now()
    signed = Completion.objects.visible_to(request.user).standing().select_related("signed_by")
    completion = signed.filter(enrollment=enrollment).first()
    if completion:
        context = {
            "enrollment": enrollment,
            "name": name_for(request.user, enrollment.client),
            "completion": completion,
            "certificate": finishing.certificate_of(enrollment, completion, at=at),
        }
        return render(request, "programs/enrollment_completed.html", context)
    if not enrollment.is_open:
        return redirect("programs:enrollment_reinstate", pk=pk)
    today = timezone.localdate(at)
    form = CompleteForm(request.POST or None, initial={"on": today})
    if form.is_valid():
        try:
            completions.complete(enrollment=enrollment, **form.cleaned_data, by=request.user, at=at)
            messages.success(request, _("Signed. His place has ended, and it can be taken back."))
            return redirect("programs:enrollment_complete", pk=pk)
        except Refused as refused:
            tell(form, refused)
    asked = {of: finishing.asked_of(enrollment, of=of, on=today, at=at) for of in Of}
    return place_page(
        request,
        "programs/enrollment_complete.html",
        enrollment,
        form,
        program=asked[Of.PROGRAM],
        mandate=asked[Of.MANDATE],
    )
