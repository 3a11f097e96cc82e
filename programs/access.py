"""What makes a man somebody's own, on this floor."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from programs.models import Enrollment, Facilitator, ProgressNote
from programs.models.group import AFTERWARDS
from programs.models.progress_note import Status
from services.access import Role
from services.models import CaseCover
from services.views.reasons import reason_first


def own_men(staff) -> QuerySet:
    """Ids of men at the sites this person directs or takes calls for, and of own men in the groups this person runs.

    Own is who has a place there, had one until a month ago, or is owed a note that was begun.
    """
    desk = staff.desk
    if not desk.has(Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR):
        return Enrollment.objects.none().values("client")
    places = Enrollment.objects.visible_to(staff)
    if not desk.everywhere(Role.INTAKE, Role.DIRECTOR):
        begun = ProgressNote.objects.in_service_of(staff).filter(author=staff, status=Status.DRAFT)
        places = places.filter(
            Q(group__site__in=desk.sites_of(Role.INTAKE, Role.DIRECTOR))
            | Q(pk__in=Enrollment.objects.in_own_groups(staff).values("pk"))
            | Q(pk__in=begun.values("enrollment"))
        )
    return places.values("client")


def keeps_in_sight(staff, enrollment: Enrollment) -> bool:
    """Does this place alone let the person see its man? Asks nothing of the database."""
    desk = staff.desk
    if desk.has(Role.INTAKE, Role.DIRECTOR) or enrollment.ended_on is None:
        return True
    return enrollment.ended_on >= desk.on - AFTERWARDS


def just_reads(staff, note: ProgressNote) -> bool:
    """Who wrote a note, or runs the group as a counselor, needs no reason to read it. Needs `note.enrollment` loaded."""
    if note.author_id == staff.pk:
        return True
    running = Facilitator.objects.running(staff, on=staff.desk.on)
    if not staff.desk.has(Role.COUNSELOR):
        return False
    cared_for = CaseCover.objects.men_of(staff).filter(client=note.enrollment.client_id)
    return running.filter(group=note.enrollment.group_id).exists() or cared_for.exists()


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
