"""What makes a man somebody's own, on this floor."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from programs.models import Enrollment, Facilitator, ProgressNote
from services.access import Role
from services.views.reasons import reason_first


def own_men(staff) -> QuerySet:
    """Ids of men with a place in a group this person runs, or at a site this person directs or takes calls for."""
    if not staff.desk.has(Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR):
        return Enrollment.objects.none().values("client")
    return Enrollment.objects.visible_to(staff).values("client")


def just_reads(staff, note: ProgressNote) -> bool:
    """Who wrote a note, or runs the group as a counselor, needs no reason to read it. Needs `note.enrollment` loaded."""
    if note.author_id == staff.pk:
        return True
    running = Facilitator.objects.running(staff, on=staff.desk.on)
    return staff.desk.has(Role.COUNSELOR) and running.filter(group=note.enrollment.group_id).exists()


def reason_for_note(request: HttpRequest, note: ProgressNote, *, at: datetime) -> HttpResponse | None:
    """A director says why before reading a note. None means: go on."""
    if just_reads(request.user, note):
        return None
    return reason_first(
        request,
        what="note",
        about_id=note.pk,
        words=_("This is what a counselor wrote about one man."),
        at=at,
    )
