"""Where one man stands under his rules: the dose, the limits, and every session with its reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import rule_profiles
from programs.forms.rule_profiles import RuleChangeForm
from programs.models import Enrollment, RuleChange, RuleProfile
from programs.questions import standings
from programs.rules.sentences import explained, why
from services.access import KNOW_HIM, Role, name_for, staff_with
from services.errors import Refused


@staff_with(*KNOW_HIM)
def enrollment_standing(request: HttpRequest, pk) -> HttpResponse:
    """Every result in a sentence. A director may put him under other rules, with a reason."""
    at, staff = timezone.now(), request.user
    places = Enrollment.objects.visible_to(staff).select_related("client", "group", "rule_profile")
    enrollment = get_object_or_404(places, pk=pk)
    decides = staff.desk.has(Role.DIRECTOR)
    profiles = RuleProfile.objects.visible_to(staff).in_force(on=timezone.localdate(at))
    form = RuleChangeForm(request.POST or None, profiles=profiles.exclude(pk=enrollment.rule_profile_id))
    if request.method == "POST" and not decides:
        raise Http404
    if form.is_valid():
        try:
            rule_profiles.move(enrollment=enrollment, **form.cleaned_data, by=staff, at=at)
            messages.success(request, _("He goes on under these rules. The decision is on record."))
            return redirect("programs:enrollment_standing", pk=pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    standing = standings.standings_of([enrollment], at=at).get(enrollment.pk)
    context = {
        "enrollment": enrollment,
        "name": name_for(staff, enrollment.client),
        "sentences": explained(standing) if standing else [],
        "over": bool(standing and standing.over),
        "sessions": [(one, why(one)) for one in reversed(standing.weighed)] if standing else [],
        "changes": RuleChange.objects.visible_to(staff)
        .filter(enrollment=enrollment)
        .select_related("before", "after", "by"),
        "form": form if decides else None,
    }
    status = 422 if form.errors else 200
    return render(request, "programs/enrollment_standing.html", context, status=status)
