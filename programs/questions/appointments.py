"""Appointments as people read them, and what stands in the way of one."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from programs.models import Appointment, Attendance, Enrollment, Facilitator, GroupSession, SessionPlan
from programs.models.appointment import AppointmentQuerySet
from programs.models.attendance import MISSED, Outcome
from programs.models.enrollment import Status as Place
from services.models import Leave, Staff


def ahead_or_unmarked(man, *, staff: Staff, at: datetime) -> AppointmentQuerySet:
    """His appointments that are still to come, and those nobody has marked yet; the next one first."""
    return (
        Appointment.objects.visible_to(staff)
        .filter(enrollment__client=man, outcome=None)
        .select_related("staff", "enrollment")
        .order_by("starts_at", "id")
    )


def missed_sessions(enrollment: Enrollment, *, staff: Staff):
    """Sessions of this place he missed, the last one first: what a make-up can stand for."""
    return (
        Attendance.objects.visible_to(staff)
        .filter(enrollment=enrollment, outcome__in=MISSED)
        .select_related("session")
        .order_by("-session__starts_at")
    )


def plans_of(enrollment: Enrollment, *, staff: Staff):
    """The session plans of the edition his group keeps, in order."""
    return (
        SessionPlan.objects.visible_to(staff)
        .filter(module__curriculum=enrollment.group.curriculum_id)
        .select_related("module")
        .in_order()
    )


def clashes(
    *,
    enrollment: Enrollment,
    staff: Staff,
    starts_at: datetime,
    ends_at: datetime,
    zone: ZoneInfo,
    besides: Appointment | None = None,
) -> list[str]:
    """What he or the worker has at that time already, a sentence each. No other group or man is named."""
    on = starts_at.astimezone(zone).date()
    overlaps = Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    others = Appointment.objects.filter(overlaps, service_id=enrollment.service_id)
    others = others.exclude(outcome=Outcome.CANCELLED)
    if besides:
        others = others.exclude(pk=besides.pk)
    found = set(
        others.filter(Q(staff=staff) | Q(enrollment__client=enrollment.client_id)).values_list(
            "staff", "enrollment__client"
        )
    )
    meetings = GroupSession.objects.filter(overlaps, service_id=enrollment.service_id, cancelled_at=None)
    said = []
    if meetings.filter(group__in=_groups_of_him(enrollment, on=on)).exists():
        said.append(_("He has a group at that time."))
    if enrollment.client_id in {client for _staff, client in found}:
        said.append(_("He has another appointment at that time."))
    if meetings.filter(group__in=_groups_run_by(staff, enrollment, on=on)).exists():
        said.append(_("%(name)s runs a group at that time.") % {"name": staff.name})
    if staff.pk in {worker for worker, _client in found}:
        said.append(_("%(name)s has another appointment at that time.") % {"name": staff.name})
    away = Leave.objects.filter(service_id=enrollment.service_id, staff=staff).between(on, on)
    if away.exists():
        said.append(_("%(name)s is away on that day.") % {"name": staff.name})
    return said


def _groups_of_him(enrollment: Enrollment, *, on: date):
    his = Enrollment.objects.filter(service_id=enrollment.service_id, client=enrollment.client_id)
    return his.active(on=on).exclude(status=Place.PAUSED).values("group")


def _groups_run_by(staff: Staff, enrollment: Enrollment, *, on: date):
    runs = Facilitator.objects.filter(service_id=enrollment.service_id, staff=staff, since__lte=on)
    return runs.exclude(until__lt=on).values("group")
