"""A place in a group: given, ended, taken back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from programs.actions import fitting, pauses
from programs.errors import AlreadyEnded, AlreadyPlaced, GroupFull, NewReferralNeeded, NotEnded
from programs.models import Attendance, Completion, Enrollment, Group, GroupSession
from programs.models.attendance import CAME
from programs.models.enrollment import COMPLETIONS, EndedBy, ExitReason, Status
from programs.questions.readmissions import readmission_of
from services.actions import audit
from services.codes import known
from services.errors import NotAcceptable
from services.models import Client, Staff

# A first day is planned weeks ahead. One further off is a slip in the year, and he would be on no register till then.
FURTHEST = timedelta(days=366)


@transaction.atomic
def enroll(
    *,
    client: Client,
    group: Group,
    started_on: date,
    required_sessions: int | None = None,
    follows: Enrollment | None = None,
    credited_sessions: int = 0,
    credited_minutes: int = 0,
    referred_on: date | None = None,
    credit: bool = False,
    by: Staff,
    at: datetime,
) -> Enrollment:
    """Give a man a place. Refused when he has one there already, or when no place is free.

    A place that `follows` another one carries its rules on, with what is credited. Else, who had a place in this
    program before comes back by the rule he was under: `referred_on` is the day of the referral he comes by now, and
    `credit` the decision where that rule leaves one. Raises NewReferralNeeded.
    """
    # The group's row is the lock: two people placing at once cannot both take the last place.
    group = Group.objects.select_related("program").select_for_update(of=("self",)).get(pk=group.pk)
    fitting.refuse_unfit(client=client, group=group, at=at)
    _check_names(group)
    places = Enrollment.objects.filter(group=group)
    if places.filter(client=client).open().exists():
        raise AlreadyPlaced(_("He already has a place in this group."))
    if started_on > at.date() + FURTHEST:
        too_far = _("This day is too far away to be right.")
        raise NotAcceptable(too_far, fields={"start_on": [too_far]})
    if group.ended_on and group.ended_on < started_on:
        raise NotAcceptable(
            _("This group ended before that day."), fields={"start_on": [_("Choose an earlier day.")]}
        )
    if places.open().count() >= group.capacity:
        raise GroupFull(
            _("Every place in this group is taken. Put him on the waitlist or choose another group.")
        )
    rules = follows.rule_profile_id if follows else group.program.rule_profile_id
    if follows is None and (again := readmission_of(client, group.program, at=at)):
        if again.needs_referral(referred_on):
            raise NewReferralNeeded(
                _("By the rules he was under he needs a new referral before he comes back. Take one first.")
            )
        follows = again.before
        if again.credits(credit):
            credited_sessions, credited_minutes = again.sessions, again.minutes
    enrollment = Enrollment.objects.create(
        service_id=group.service_id,
        client=client,
        group=group,
        episode=_next_episode(places.filter(client=client)),
        started_on=started_on,
        required_sessions=required_sessions,
        # He keeps these, whatever edition comes after.
        rule_profile_id=rules,
        follows=follows,
        credited_sessions=credited_sessions,
        credited_minutes=credited_minutes,
    )
    _ask_for_him(enrollment, registers_since(group, started_on, at=at))
    audit.record(by=by, what="enrollment.placed", about=enrollment, at=at)
    return enrollment


def registers_since(group: Group, day: date, *, at: datetime) -> QuerySet[GroupSession]:
    """Sessions of the group that are over, from a day on, locked one after another as registers are.

    One that is being frozen at this moment is waited for: either the freezing sees his place, or this sees it frozen.
    """
    over = GroupSession.objects.filter(group=group, session_on__gte=day, ends_at__lte=at, cancelled_at=None)
    return over.order_by("pk").select_for_update(of=("self",))


def _ask_for_him(enrollment: Enrollment, registers: QuerySet[GroupSession]) -> None:
    """Who is placed from a day that has passed was expected since: registers fixed without him ask for him now.

    Not where he has a line already, by the place he had before.
    """
    fixed = [session.pk for session in registers if session.roster_frozen_at]
    known = Attendance.objects.filter(session__in=fixed, enrollment__client=enrollment.client_id)
    missing = set(fixed) - set(known.values_list("session", flat=True))
    _add_lines(enrollment, missing)
    # A register left open is stale where it has a line more.
    GroupSession.objects.filter(pk__in=missing).update(version=F("version") + 1)


def _add_lines(enrollment: Enrollment, registers: Iterable[UUID]) -> None:
    """Lines nobody has marked, as when a roster is fixed."""
    Attendance.objects.bulk_create(
        [
            Attendance(service_id=enrollment.service_id, session_id=pk, enrollment=enrollment, version=0)
            for pk in registers
        ],
        ignore_conflicts=True,
    )


def _lock_registers_without(enrollment: Enrollment) -> list[UUID]:
    """Registers on which he stood unmarked when his exit took him off; locked before his place, as a register is."""
    last_day = Enrollment.objects.filter(pk=enrollment.pk).values_list("ended_on", flat=True)
    was_on_it = Attendance.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        enrollment=enrollment.pk, session=OuterRef("pk"), outcome=None
    )
    is_on_it = Attendance.objects.filter(enrollment=enrollment.pk, session=OuterRef("pk"))
    sessions = GroupSession.objects.filter(group=enrollment.group_id, session_on__gt=Subquery(last_day))
    frozen = sessions.filter(Exists(was_on_it), ~Exists(is_on_it), cancelled_at=None).exclude(
        roster_frozen_at=None
    )
    return list(frozen.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _check_names(group: Group) -> None:
    """Where heads are counted no register says that anybody is missing."""
    if not group.program.takes_names:
        raise NotAcceptable(
            _("This is open to whoever comes: heads are counted, and nobody has a place."),
            fields={"group": [_("Choose a group with places.")]},
        )


def _next_episode(places: QuerySet[Enrollment]) -> int:
    """One more than the last. Not how many there are: the undo of an import takes some away."""
    return (places.aggregate(last=Max("episode"))["last"] or 0) + 1


@transaction.atomic
def exit(
    *,
    enrollment: Enrollment,
    reason: str,
    ended_by: str,
    on: date,
    note: str = "",
    by: Staff,
    at: datetime,
) -> Enrollment:
    """End a place, early or completed. The fact is enough: who must call him finds it here."""
    why, who = known(ExitReason, reason, field="reason"), known(EndedBy, ended_by, field="ended_by")
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    if not enrollment.is_open:
        raise AlreadyEnded(_("This place has already ended."))
    if on < enrollment.started_on:
        raise NotAcceptable(
            _("A place cannot end before it starts."),
            fields={"on": [_("He started on %(day)s.") % {"day": enrollment.started_on.isoformat()}]},
        )
    if on > by.desk.on:
        raise NotAcceptable(
            _("A place cannot end in the future."), fields={"on": [_("Choose today or earlier.")]}
        )
    enrollment.status = Status.COMPLETED if why in COMPLETIONS else Status.EXITED
    enrollment.ended_on = on
    enrollment.exit_reason, enrollment.ended_by = why, who
    enrollment.exit_note = note
    pauses.end_with_his_place(enrollment, last_day=on)
    enrollment.version += 1
    enrollment.save(
        update_fields=["status", "ended_on", "exit_reason", "ended_by", "exit_note", "returns_on", "version"]
    )
    # Sessions after his last day were not offered to him; a mark somebody made stays.
    Attendance.objects.filter(enrollment=enrollment, outcome=None, session__session_on__gt=on).delete()
    audit.record(by=by, what="enrollment.exited", about=enrollment, at=at, reason=why, ended_by=who)
    return enrollment


@transaction.atomic
def reinstate(*, enrollment: Enrollment, reason: str, by: Staff, at: datetime) -> Enrollment:
    """Take an exit back, with a reason. What stood before is kept in the history. Refused when the group is full."""
    # The same lock as for a new place: nobody takes the last one while he is taken back.
    group = (
        Group.objects.select_related("program").select_for_update(of=("self",)).get(pk=enrollment.group_id)
    )
    registers = _lock_registers_without(enrollment)
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    if enrollment.is_open:
        raise NotEnded(_("This place has not ended."))
    fitting.refuse_unfit(client=enrollment.client, group=group, at=at)
    _check_names(group)
    if not reason.strip():
        raise NotAcceptable(_("Say why he is taken back."), fields={"reason": [_("One sentence is enough.")]})
    places = Enrollment.objects.filter(group=group)
    if places.filter(client_id=enrollment.client_id).open().exists():
        raise AlreadyPlaced(_("He has a new place in this group already."))
    if places.open().count() >= group.capacity:
        raise GroupFull(
            _("Every place in this group is taken by now. A director can give the group one place more.")
        )
    # A spreadsheet ends a place without a word on his leave: it was over with it.
    pauses.end_with_his_place(enrollment, last_day=enrollment.ended_on or by.desk.on)
    began = Attendance.objects.filter(enrollment=enrollment, outcome__in=CAME).exists()
    enrollment.status = Status.ATTENDING if began else Status.PLACED
    enrollment.ended_on = None
    enrollment.exit_reason = enrollment.ended_by = enrollment.exit_note = ""
    enrollment.reinstated_reason = reason
    enrollment.version += 1
    enrollment.save()
    _add_lines(enrollment, registers)
    # What was signed goes with the exit it stood for; that it was signed stays on record.
    Completion.objects.filter(enrollment=enrollment).standing().update(
        withdrawn_at=at, version=F("version") + 1
    )
    audit.record(by=by, what="enrollment.reinstated", about=enrollment, at=at)
    return enrollment
