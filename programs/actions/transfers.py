"""From one group to another: his place ends neutral, a new one follows it, and what he did goes along if somebody says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions import enrollments, pauses
from programs.errors import AlreadyEnded
from programs.models import Enrollment, GateOverride, Group, OrderedDose, Pause
from programs.models.enrollment import EndedBy, ExitReason
from programs.questions import standings
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Staff

ONE_DAY = timedelta(days=1)


@transaction.atomic
def transfer(
    *, enrollment: Enrollment, group: Group, start_on: date, credit: bool, by: Staff, at: datetime
) -> Enrollment:
    """Give him a place in another group, of this program or another, and end this one; both happen, or neither.

    His rules, orders and leave go along, and what he missed; within the same edition so does a decision that he need
    not wait for the me part. With `credit` his sessions do, as they stand now. Raises what giving and ending a place
    raise.
    """
    # As when a place is given back: first the group, then registers on which he will stand, then his place.
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    list(enrollments.registers_since(group, start_on, at=at))
    place = (
        Enrollment.objects.select_related("client", "group", "rule_profile")
        .select_for_update(of=("self",))
        .get(pk=enrollment.pk)
    )
    if not place.is_open:
        raise AlreadyEnded(_("This place has already ended."))
    if place.group_id == group.pk:
        raise NotAcceptable(_("He is in this group already."), fields={"group": [_("Choose another group.")]})
    if start_on < place.started_on:
        raise NotAcceptable(
            _("He cannot move before his place began."), fields={"start_on": [_("Choose a later day.")]}
        )
    standing = standings.of_place(place, at=at)
    away = Pause.objects.filter(enrollment=place).open().first()
    orders = list(OrderedDose.objects.filter(enrollment=place).in_force())
    # His last day here is the one before, so that no day is offered to him twice.
    last_day = max(place.started_on, min(start_on - ONE_DAY, by.desk.on))
    enrollments.exit(
        enrollment=place,
        reason=ExitReason.TRANSFERRED,
        ended_by=EndedBy.PROGRAM,
        on=last_day,
        by=by,
        at=at,
    )
    moved = enrollments.enroll(
        client=place.client,
        group=group,
        started_on=start_on,
        required_sessions=place.required_sessions,
        follows=place,
        credited_sessions=standing.credited if credit else 0,
        credited_minutes=standing.minutes if credit else 0,
        by=by,
        at=at,
    )
    for dose in orders:
        dose.pk, dose.enrollment, dose.version = None, moved, 1
        dose._state.adding = True
        dose.save()
    if group.curriculum_id and group.curriculum_id == place.group.curriculum_id:
        for decided in GateOverride.objects.filter(enrollment=place):
            decided.pk, decided.enrollment = None, moved
            decided._state.adding = True
            decided.save()
    if away and away.returns_on > max(start_on, away.since):
        pauses.pause(
            enrollment=moved,
            reason=away.reason,
            since=max(start_on, away.since),
            returns_on=away.returns_on,
            by=by,
            at=at,
        )
    audit.record(by=by, what="enrollment.transferred", about=place, at=at, to=str(moved.pk))
    moved.refresh_from_db()
    return moved
