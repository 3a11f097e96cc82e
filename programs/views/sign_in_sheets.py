"""A sheet of paper for the table at the door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from programs.actions import rosters
from programs.models import GroupSession
from programs.views.groups import READERS
from services.access import KNOW_HIM, name_for, staff_with
from services.models import Client, Staff

FOR_WALK_INS = 4


@staff_with(*READERS)
def sign_in_sheet(request: HttpRequest, pk) -> HttpResponse:
    """First name and initial, room to write, a few empty lines: the least that a sheet in a hall may say."""
    session = get_object_or_404(GroupSession.objects.visible_to(request.user).select_related("group"), pk=pk)
    roster = rosters.roster(session=session, at=timezone.now())
    context = {
        "session": session,
        "names": [
            _on_the_table(request.user, entry.enrollment.client) for entry in roster if not entry.on_leave
        ],
        "empty_lines": range(FOR_WALK_INS),
    }
    return render(request, "programs/sign_in_sheet.html", context)


def _on_the_table(staff: Staff, client: Client) -> str:
    """What whoever prints it may call him; of a man with a last name alone no more than its letter."""
    if client.first_name or not staff.desk.has(*KNOW_HIM):
        return name_for(staff, client)
    return f"{client.last_name[:1]}."
