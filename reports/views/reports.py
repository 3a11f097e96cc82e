"""The reports, each named by the question it answers."""

from __future__ import annotations

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.access import READERS
from services.access import Role, staff_with

SEE_GROUPS = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR)


@staff_with(*READERS)
def report_list(request):
    reports = [
        {
            "url": reverse("reports:retention"),
            "name": _("Staying"),
            "question": _("Who stays, and how long?"),
            "about": _(
                "The share of men still in the program after each session, compared by how they came, program or group."
            ),
        },
        {
            "url": reverse("reports:exits"),
            "name": _("Leaving"),
            "question": _("How do places end, and why?"),
            "about": _("He left, we ended it, he completed, or life came between; custody apart."),
        },
        {
            "url": reverse("reports:attendance"),
            "name": _("Attendance"),
            "question": _("Who came?"),
            "about": _("Places offered and taken, by group, session, week or man."),
        },
        {
            "url": reverse("reports:unrecorded"),
            "name": _("Gaps"),
            "question": _("What has nobody recorded?"),
            "about": _("Sessions that were held and have a man unmarked."),
        },
    ]
    if request.user.desk.has(*SEE_GROUPS):
        reports.append(
            {
                "url": reverse("programs:event_list"),
                "name": _("Prevention"),
                "question": _("How many came to prevention and outreach?"),
                "about": _("Events and heads, by month and setting. Nobody is written down."),
            }
        )
    return render(request, "reports/report_list.html", {"reports": reports})
