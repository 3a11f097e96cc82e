"""A man keeps his place and is not expected: leave, custody, illness. His days away count, not what stands today."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from programs.errors import AlreadyEnded, AlreadyPaused, NotPaused
from programs.models import Attendance, Enrollment, GroupSession, Pause
from programs.models.attendance import CAME, Outcome
from programs.models.enrollment import Status
from programs.models.pause import Reason
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable, Stale
from services.models import Staff


@transaction.atomic
def pause(
    *, enrollment: Enrollment, reason: str, since: date, returns_on: date, by: Staff, at: datetime
) -> Pause:
    """Keep his place while he is away. Sessions of these days that nobody marked are no longer held against him.

    It may begin in the past or later on; his place says "paused" from its first day. Raises AlreadyEnded,
    AlreadyPaused, and NotAcceptable for days that cannot be or leave that his rules do not have.
    """
    why = known(Reason, reason, field="reason")
    registers = _lock_registers(enrollment, since=since)
    place = _locked(enrollment)
    if not place.is_open:
        raise AlreadyEnded(_("This place has already ended."))
    if Pause.objects.filter(enrollment=place).open().exists():
        raise AlreadyPaused(
            _("His place is paused already. Change the day he comes back, or say that he is back.")
        )
    _check_days(place, since=since, returns_on=returns_on)
    if why == Reason.LEAVE and place.rule_profile and not place.rule_profile.rules.leave_allowed:
        raise NotAcceptable(
            _("His rules have no leave of absence."),
            fields={"reason": [_("Choose another reason, or change the rules he is under.")]},
        )
    begun = Pause.objects.create(
        service_id=place.service_id,
        enrollment=place,
        reason=why,
        since=since,
        returns_on=returns_on,
        by=by,
        at=at,
    )
    # Rosters frozen before somebody told us: his gaps become leave. What a person marked stays.
    gaps = Attendance.objects.filter(enrollment=place, outcome=None, session__in=registers)
    _say(gaps, outcome=Outcome.ON_LEAVE)
    if since <= by.desk.on:
        place.status = Status.PAUSED
    place.returns_on = returns_on
    place.version += 1
    place.save(update_fields=["status", "returns_on", "version"])
    audit.record(by=by, what="enrollment.paused", about=place, at=at, reason=why, since=since.isoformat())
    return begun


@transaction.atomic
def change_return(
    *, enrollment: Enrollment, returns_on: date, version: int | None = None, by: Staff, at: datetime
) -> Pause:
    """He comes back on another day than was said. Raises NotPaused, NotAcceptable; Stale with the pause's `version`."""
    place, open_pause = _paused(enrollment)
    if version is not None and version != open_pause.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=open_pause)
    if returns_on <= open_pause.since:
        raise NotAcceptable(
            _("He comes back after the pause begins."), fields={"returns_on": [_("Choose a later day.")]}
        )
    open_pause.returns_on = place.returns_on = returns_on
    open_pause.version += 1
    open_pause.save(update_fields=["returns_on", "version"])
    place.version += 1
    place.save(update_fields=["returns_on", "version"])
    audit.record(by=by, what="enrollment.return_changed", about=place, at=at, on=returns_on.isoformat())
    return open_pause


@transaction.atomic
def back(*, enrollment: Enrollment, on: date, by: Staff, at: datetime) -> Pause:
    """He is back from a day on and expected again. Raises NotPaused, NotAcceptable for a day that cannot be.

    Sessions since that day for which his leave spoke are open again: somebody says whether he came.
    """
    registers = _lock_registers(enrollment, since=on)
    place, open_pause = _paused(enrollment)
    if on > by.desk.on:
        raise NotAcceptable(
            _("He cannot be back in the future."),
            fields={"on": [_("Choose today or earlier, or change the day he comes back.")]},
        )
    end(place, on=on)
    # Leave that nobody marked, but his days did, is a gap again.
    away = Attendance.objects.filter(
        enrollment=place, outcome=Outcome.ON_LEAVE, marked_by=None, session__in=registers
    )
    _say(away, outcome=None)
    place.status = Status.ATTENDING if _ever_came(place) else Status.PLACED
    place.returns_on = None
    place.version += 1
    place.save(update_fields=["status", "returns_on", "version"])
    audit.record(by=by, what="enrollment.back", about=place, at=at, on=on.isoformat())
    open_pause.refresh_from_db()
    return open_pause


def end(place: Enrollment, *, on: date) -> None:
    """Nothing of his leave is left from this day on; of a pause that had not begun nothing was."""
    for open_pause in Pause.objects.filter(enrollment=place).open():
        open_pause.ended_on = max(on, open_pause.since)
        open_pause.version += 1
        open_pause.save(update_fields=["ended_on", "version"])


def end_with_his_place(place: Enrollment, *, last_day: date) -> None:
    """Who leaves while he is away was away until his last day."""
    end(place, on=last_day + timedelta(days=1))
    place.returns_on = None


def begin_due(*, service_id: UUID, on: date) -> int:
    """Pauses that were said ahead and begin by now; answers how many. Their days spoke before this did."""
    due = Pause.objects.filter(service_id=service_id, since__lte=on).open().values("enrollment")
    waiting = Enrollment.objects.filter(
        service_id=service_id, pk__in=due, status__in=(Status.PLACED, Status.ATTENDING)
    )
    return waiting.update(status=Status.PAUSED, version=F("version") + 1)


@transaction.atomic
def let_off_gaps(*, service_id: UUID) -> int:
    """Gaps that a roster got while his pause was being written at the same moment; answers how many were none."""
    away = Pause.objects.open().filter(
        enrollment=OuterRef("enrollment"), since__lte=OuterRef("session__session_on")
    )
    # Never marked: a mark that somebody took back stays a gap, as that person meant it.
    gaps = Attendance.objects.filter(
        Exists(away), service_id=service_id, outcome=None, marked_at=None, session__cancelled_at=None
    )
    sessions = GroupSession.objects.filter(pk__in=list(gaps.values_list("session", flat=True)))
    locked = list(sessions.select_for_update(of=("self",), skip_locked=True).values_list("pk", flat=True))
    return _say(gaps.filter(session__in=locked), outcome=Outcome.ON_LEAVE) if locked else 0


def _locked(enrollment: Enrollment) -> Enrollment:
    return (
        Enrollment.objects.select_related("rule_profile")
        .select_for_update(of=("self",))
        .get(pk=enrollment.pk)
    )


def _paused(enrollment: Enrollment) -> tuple[Enrollment, Pause]:
    place = _locked(enrollment)
    open_pause = Pause.objects.select_for_update(of=("self",)).filter(enrollment=place).open().first()
    if open_pause is None:
        raise NotPaused(_("His place is not paused."))
    return place, open_pause


def _check_days(place: Enrollment, *, since: date, returns_on: date) -> None:
    if since < place.started_on:
        raise NotAcceptable(
            _("A pause cannot begin before his place does."),
            fields={"since": [_("He started on %(day)s.") % {"day": place.started_on.isoformat()}]},
        )
    if returns_on <= since:
        raise NotAcceptable(
            _("He comes back after the pause begins."), fields={"returns_on": [_("Choose a later day.")]}
        )
    last = Pause.objects.filter(enrollment=place, ended_on__gt=since).first()
    if last and last.ended_on:
        raise NotAcceptable(
            _("He was away on that day already."),
            fields={"since": [_("He was back on %(day)s.") % {"day": last.ended_on.isoformat()}]},
        )


def _ever_came(place: Enrollment) -> bool:
    return Attendance.objects.filter(enrollment=place, outcome__in=CAME).exists()


def _lock_registers(enrollment: Enrollment, *, since: date) -> list[UUID]:
    """Sessions of these days with him on their roster, locked before his place as a register that is saved does."""
    return list(
        GroupSession.objects.filter(
            attendances__enrollment=enrollment, session_on__gte=since, cancelled_at=None
        )
        .order_by("pk")
        .select_for_update(of=("self",))
        .values_list("pk", flat=True)
    )


def _say(rows: QuerySet[Attendance], *, outcome: str | None) -> int:
    """Said by his days, so by nobody. A register left open is stale where his line on it changed."""
    changed = dict(rows.values_list("pk", "session"))
    Attendance.objects.filter(pk__in=changed.keys()).update(
        outcome=outcome, marked_by=None, marked_at=None, version=F("version") + 1
    )
    GroupSession.objects.filter(pk__in=changed.values()).update(version=F("version") + 1)
    return len(changed)
