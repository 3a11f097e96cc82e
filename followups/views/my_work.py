"""The first page: what needs me today."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followups.access import READERS
from followups.questions.my_work import work_of
from services.access import Role
from services.models import Staff

# Where somebody whose list is empty goes on.
ELSEWHERE = (
    (Role.INTAKE, "referrals:call_new", gettext_lazy("New call")),
    (Role.COUNSELOR, "programs:group_list", gettext_lazy("See the groups")),
    (Role.DIRECTOR, "reports:report_list", gettext_lazy("See the reports")),
    (Role.PEER, "programs:group_list", gettext_lazy("See your groups")),
    (Role.ADMINISTRATOR, "services:team", gettext_lazy("See the team")),
    (Role.RESEARCHER, "reports:report_list", gettext_lazy("See the reports")),
    (Role.PARTNER_WORKER, "reports:report_list", gettext_lazy("See the reports")),
)


@login_required
def my_work(request: HttpRequest) -> HttpResponse:
    at, staff = timezone.now(), request.user
    work = work_of(staff, at=at)
    elsewhere = next(
        ({"url": reverse(name), "words": words} for role, name, words in ELSEWHERE if staff.desk.has(role)),
        {},
    )
    context = {
        "begin": _begin(staff) if not work.groups else {},
        "work": work,
        "at": at,
        "greeting": _greeting(timezone.localtime(at).hour),
        "elsewhere": elsewhere,
        "may_owe": staff.desk.has(*READERS),
        "leads": staff.desk.has(Role.DIRECTOR),
        "receives": staff.desk.has(Role.INTAKE, Role.DIRECTOR),
    }
    return render(request, "followups/my_work.html", context)


def _begin(staff: Staff) -> dict[str, str]:
    """What an empty house needs first, for those who can do it; nothing for everybody else."""
    if staff.desk.everywhere(Role.DIRECTOR):
        return {
            "title": _("Begin with a group"),
            "text": _(
                "First what you offer, then the group that runs it, who runs it and when it meets. "
                "Old lists and registers come in as spreadsheets, and bring their groups along."
            ),
            "url": reverse("programs:group_new"),
            "action": _("Make a group"),
            "more_url": reverse("referrals:import_new"),
            "more": _("Bring a spreadsheet"),
        }
    if staff.desk.roles == {Role.ADMINISTRATOR}:
        return {
            "title": _("The house is in order"),
            "text": _("You look after who works here and where. No man and no note ever comes to this page."),
            "url": reverse("services:team"),
            "action": _("See the team"),
        }
    return {}


def _greeting(hour: int) -> str:
    if hour < 4:
        return _("Hello")
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if 12 <= hour < 18 else _("Good evening")
