"""One man and one worker, apart from the group: made, moved, cancelled, and marked with how it went."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions import make_ups
from programs.actions.group_sessions import zone_of
from programs.errors import AlreadyEnded, AppointmentClash, AppointmentClosed, AppointmentNotYet
from programs.models import Appointment, Attendance, Enrollment, Group, SessionPlan
from programs.models.appointment import OUTCOMES, Kind
from programs.models.attendance import CAME, MISSED, Outcome
from programs.questions.appointments import clashes
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Stale
from services.models import Staff

FIELDS = ("kind", "staff", "plan", "makes_up")
# What a person says of an appointment; that it is cancelled is an action of its own.
MARKS = tuple(code for code in OUTCOMES if code != Outcome.CANCELLED)


@transaction.atomic
def make(
    *,
    enrollment: Enrollment,
    kind: str,
    staff: Staff,
    starts_at: datetime,
    ends_at: datetime,
    plan: SessionPlan | None = None,
    makes_up: Attendance | None = None,
    anyway: bool = False,
    by: Staff,
    at: datetime,
) -> Appointment:
    """Give a man an hour with a worker. Raises AppointmentClash when either has something then, unless `anyway`."""
    enrollment = _locked(enrollment)
    if not enrollment.is_open:
        raise AlreadyEnded(_("This place has already ended."))
    appointment = Appointment(
        service_id=enrollment.service_id,
        enrollment=enrollment,
        kind=known(Kind, kind, field="kind"),
        staff=staff,
        plan=plan,
        makes_up=makes_up,
    )
    _settle(appointment, starts_at, ends_at, anyway=anyway, by=by)
    appointment.save()
    audit.record(by=by, what="appointment.made", about=appointment, at=at, kind=appointment.kind)
    return appointment


@transaction.atomic
def edit(
    *,
    appointment: Appointment,
    version: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    anyway: bool = False,
    by: Staff,
    at: datetime,
    **fields: object,
) -> Appointment:
    """Move an appointment nobody has marked yet, or say whom it is with and what it is for. Raises Stale."""
    appointment = _fresh(appointment, version)
    if appointment.outcome:
        raise AppointmentClosed(_("How it went is written down already, so it stays where it was."))
    for name in FIELDS:
        if name in fields:
            setattr(appointment, name, fields[name])
    known(Kind, appointment.kind, field="kind")
    _settle(
        appointment, starts_at or appointment.starts_at, ends_at or appointment.ends_at, anyway=anyway, by=by
    )
    appointment.version += 1
    appointment.save()
    audit.record(by=by, what="appointment.edited", about=appointment, at=at)
    return appointment


@transaction.atomic
def cancel(*, appointment: Appointment, version: int | None = None, by: Staff, at: datetime) -> Appointment:
    """It does not take place, and nobody missed it. Once it is marked, it did."""
    appointment = _fresh(appointment, version)
    if appointment.outcome:
        raise AppointmentClosed(_("How it went is written down already, so it stays where it was."))
    appointment.outcome = Outcome.CANCELLED
    _signed(appointment, by=by, at=at)
    audit.record(by=by, what="appointment.cancelled", about=appointment, at=at)
    return appointment


@transaction.atomic
def mark(
    *, appointment: Appointment, outcome: str, version: int | None = None, by: Staff, at: datetime
) -> Appointment:
    """Say how it went. If he came to a make-up, the session he missed is made up from then on."""
    code = known(Outcome, outcome, field="outcome")
    if code not in MARKS:
        raise NotAcceptable(_("Choose how it went."), fields={"outcome": [_("Choose one of these.")]})
    appointment = _fresh(appointment, version)
    if appointment.outcome == Outcome.CANCELLED:
        raise AppointmentClosed(_("This appointment was cancelled. Make another one."))
    if code != Outcome.EXCUSED and appointment.starts_at > at:
        raise AppointmentNotYet(_("It has not begun yet. Only that he told us can be written down before."))
    came_before = appointment.outcome in CAME
    appointment.outcome = code
    _signed(appointment, by=by, at=at)
    if appointment.kind == Kind.MAKE_UP and came_before != (code in CAME):
        _carry_over(appointment, by=by, at=at)
    audit.record(by=by, what="appointment.marked", about=appointment, at=at, outcome=code)
    return appointment


def _locked(enrollment: Enrollment) -> Enrollment:
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related("group__site", "client")
    return rows.get(pk=enrollment.pk)


def _fresh(appointment: Appointment, version: int | None) -> Appointment:
    """The row as it stands, held; Stale when the page was older."""
    rows = Appointment.objects.select_for_update(of=("self",)).select_related(
        "enrollment__group__site", "staff"
    )
    fresh = rows.get(pk=appointment.pk)
    if version is not None and version != fresh.version:
        raise Stale(_("Somebody else changed this appointment since you opened it."), current=fresh)
    return fresh


def _signed(appointment: Appointment, *, by: Staff, at: datetime) -> None:
    appointment.marked_by, appointment.marked_at = by, at
    appointment.version += 1
    appointment.save(update_fields=["outcome", "marked_by", "marked_at", "version"])


def _settle(
    appointment: Appointment, starts_at: datetime, ends_at: datetime, *, anyway: bool, by: Staff
) -> None:
    """Put it at its hour, on the wall of the place, and check all that it says."""
    zone = zone_of(appointment.enrollment.group, by=by)
    appointment.starts_at, appointment.ends_at = starts_at, ends_at
    appointment.meets_on = starts_at.astimezone(zone).date()
    _check_plan(appointment)
    _check_make_up(appointment, by=by)
    appointment.full_clean(exclude=["service"])
    said = clashes(
        enrollment=appointment.enrollment,
        staff=appointment.staff,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        besides=appointment,
    )
    if said and not anyway:
        raise AppointmentClash(" ".join(said))


def _check_plan(appointment: Appointment) -> None:
    plan = appointment.plan
    if plan and plan.module.curriculum_id != appointment.enrollment.group.curriculum_id:
        raise NotAcceptable(
            _("His group works through another plan."), fields={"plan": [_("Choose one of his group’s.")]}
        )


def _check_make_up(appointment: Appointment, *, by: Staff) -> None:
    """A make-up stands for one session he missed, once; who keeps the register decides about it."""
    if appointment.kind != Kind.MAKE_UP:
        if appointment.makes_up_id:
            raise NotAcceptable(
                _("Only a make-up stands for a session he missed."),
                fields={"makes_up": [_("Leave it empty, or choose make-up.")]},
            )
        return
    enrollment, missed = appointment.enrollment, appointment.makes_up
    if not Group.objects.markable_by(by).filter(pk=enrollment.group_id).exists():
        raise NotAcceptable(
            _("A make-up is agreed by whoever keeps the register of his group."),
            fields={"kind": [_("Choose another kind.")]},
        )
    if missed is None or missed.enrollment_id != enrollment.pk or missed.outcome not in MISSED:
        raise NotAcceptable(
            _("Say which missed session he makes up."),
            fields={"makes_up": [_("Choose a session he missed.")]},
        )
    taken = Appointment.objects.filter(makes_up=missed).exclude(pk=appointment.pk)
    if taken.exclude(outcome__in=(*MISSED, Outcome.CANCELLED)).exists():
        raise NotAcceptable(
            _("There is an appointment for that session already."),
            fields={"makes_up": [_("Choose another session.")]},
        )


def _carry_over(appointment: Appointment, *, by: Staff, at: datetime) -> None:
    """What is said of a make-up here stands on the row of the session he missed, or goes from there again."""
    missed = appointment.makes_up
    if missed is None:
        return
    if appointment.outcome in CAME:
        make_ups.make_up(attendance=missed, on=appointment.meets_on, by=by, at=at)
    elif Attendance.objects.filter(pk=missed.pk, outcome=Outcome.MAKE_UP).exists():
        make_ups.take_back(attendance=missed, by=by, at=at)
