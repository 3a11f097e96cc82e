"""A sheet of paper for the table at the door."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from programs.actions import attendance
from programs.models import GroupSession
from programs.views.groups import READERS
from services.access import staff_with

FOR_WALK_INS = 4


@staff_with(*READERS)
def sign_in_sheet(request: HttpRequest, pk) -> HttpResponse:
    """First name and initial, room to write, a few empty lines: the least that a sheet in a hall may say."""
    session = get_object_or_404(GroupSession.objects.visible_to(request.user).select_related("group"), pk=pk)
    context = {
        "session": session,
        "roster": attendance.roster(session=session, at=timezone.now()),
        "empty_lines": range(FOR_WALK_INS),
    }
    return render(request, "programs/sign_in_sheet.html", context)
