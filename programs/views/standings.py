"""Where one man stands under his rules: the dose, the limits, and every session with its reason."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programs.actions import rule_profiles
from programs.forms.rule_profiles import RuleChangeForm
from programs.models import Enrollment, Group, OrderedDose, Pause, RuleChange, RuleProfile
from programs.models.attendance import MISSED, Outcome
from programs.questions import standings
from programs.questions.place_history import history_of_place
from programs.rules.sentences import explained, why
from programs.views.enrollments import ENDERS
from services.access import KNOW_HIM, Role, name_for, staff_with
from services.errors import Refused


@staff_with(*KNOW_HIM)
def enrollment_standing(request: HttpRequest, pk) -> HttpResponse:
    """Every result in a sentence. A director may put him under other rules, with a reason."""
    at, staff = timezone.now(), request.user
    kept = Group.objects.markable_by(staff)
    places = Enrollment.objects.readable_by(staff).annotate(may_change=Q(group__in=kept))
    enrollment = get_object_or_404(places.select_related("client", "group", "rule_profile"), pk=pk)
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
    doses = list(OrderedDose.objects.visible_to(staff).filter(enrollment=enrollment))
    in_force = [dose for dose in doses if dose.lifted_on is None]
    counted, orders = standings.in_full(enrollment, in_force, at=at)
    standing = counted if enrollment.rule_profile else None
    context = {
        "may_write": True,
        "may_change": enrollment.may_change and staff.desk.has(*ENDERS),
        "away": Pause.objects.visible_to(staff).filter(enrollment=enrollment).open().first(),
        "today": timezone.localdate(at),
        "orders": [(each.dose, explained(each.standing)) for each in orders],
        "lifted": [dose for dose in doses if dose.lifted_on],
        "history": history_of_place(staff, enrollment),
        "missed": MISSED,
        "told_us": Outcome.EXCUSED,
        "made_up": Outcome.MAKE_UP,
        "enrollment": enrollment,
        "name": name_for(staff, enrollment.client),
        "sentences": explained(standing) if standing else [],
        "over": bool(standing and standing.over),
        "sessions": [(one, why(one)) for one in reversed(counted.weighed)],
        "changes": RuleChange.objects.visible_to(staff)
        .filter(enrollment=enrollment)
        .select_related("before", "after", "by"),
        "form": form if decides else None,
    }
    status = 422 if form.errors else 200
    return render(request, "programs/enrollment_standing.html", context, status=status)
