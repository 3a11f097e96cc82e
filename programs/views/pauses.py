"""Away for a while: his place is kept, and he is expected again when somebody says that he is back."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import pauses
from programs.forms.enrollments import BackForm, PauseForm, ReturnForm
from programs.forms.refusals import tell
from programs.models import Pause
from programs.views.enrollments import ENDERS, place_page, place_to_change
from services.access import staff_with
from services.errors import Refused, Stale


@staff_with(*ENDERS)
def enrollment_pause(request: HttpRequest, pk) -> HttpResponse:
    """Pause his place until a day; where it is paused already, change that day."""
    enrollment = place_to_change(request, pk)
    away = Pause.objects.visible_to(request.user).filter(enrollment=enrollment).open().first()
    if not enrollment.is_open:
        return redirect("programs:enrollment_reinstate", pk=pk)
    form: Form = PauseForm(request.POST or None, initial={"since": timezone.localdate()})
    if away:
        form = ReturnForm(
            request.POST or None, initial={"returns_on": away.returns_on, "version": away.version}
        )
    stale_page = False
    if form.is_valid():
        act = pauses.change_return if away else pauses.pause
        try:
            act(enrollment=enrollment, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("His place is kept. He is not expected on these days."))
            return redirect("programs:enrollment_standing", pk=pk)
        except Stale as stale:
            # Saved again with the new version, this day wins knowingly.
            form, stale_page = ReturnForm(request.POST.dict() | {"version": stale.current.version}), True
            form.add_error(None, str(stale))
        except Refused as refused:
            tell(form, refused)
    page = place_page(request, "programs/enrollment_pause.html", enrollment, form, away=away)
    page.status_code = Stale.status if stale_page else page.status_code
    return page


@staff_with(*ENDERS)
def enrollment_back(request: HttpRequest, pk) -> HttpResponse:
    """He is back, since a day."""
    enrollment = place_to_change(request, pk)
    away = Pause.objects.visible_to(request.user).filter(enrollment=enrollment).open().first()
    if away is None:
        return redirect("programs:enrollment_pause", pk=pk)
    form = BackForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        try:
            pauses.back(enrollment=enrollment, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("He is back and expected again."))
            return redirect("programs:enrollment_standing", pk=pk)
        except Refused as refused:
            tell(form, refused)
    return place_page(request, "programs/enrollment_back.html", enrollment, form, away=away)
