"""What is asked of those who run groups, and who holds it until when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from services.access import led_by
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Membership, Qualification, QualificationKind, Service, Staff
from services.models.membership import Role

LEADERS = (Role.ADMINISTRATOR, Role.DIRECTOR)


@transaction.atomic
def make_kind(
    *, service: Service, name: str, months: int | None = None, by: Staff, at: datetime
) -> QualificationKind:
    """Ask for something more: a training, a license, a check."""
    _check_everywhere(by)
    kind = QualificationKind(service=service, name=name.strip(), months=months)
    kind.full_clean(exclude=["service"])
    kind.save()
    audit.record(by=by, what="qualification_kind.made", about=kind, at=at)
    return kind


@transaction.atomic
def edit_kind(
    *, kind: QualificationKind, name: str, months: int | None, is_active: bool, by: Staff, at: datetime
) -> QualificationKind:
    """Call it otherwise, or ask for it no more. What is held already keeps its last day."""
    _check_everywhere(by)
    kind = QualificationKind.objects.select_for_update(of=("self",)).get(pk=kind.pk)
    kind.name, kind.months, kind.is_active = name.strip(), months, is_active
    kind.full_clean(exclude=["service"])
    kind.save()
    audit.record(by=by, what="qualification_kind.edited", about=kind, at=at)
    return kind


@transaction.atomic
def add(
    *,
    staff: Staff,
    kind: QualificationKind,
    got_on: date,
    expires_on: date | None = None,
    by: Staff,
    at: datetime,
) -> Qualification:
    """Write down what somebody holds. Without a last day, the kind says how long it is good for."""
    if not Membership.objects.current().filter(service_id=kind.service_id, staff=staff).exists():
        raise NotAcceptable(
            _("Only who works here holds something here."), fields={"staff": [_("Choose somebody else.")]}
        )
    held = Qualification(
        service_id=kind.service_id,
        staff=staff,
        kind=kind,
        got_on=got_on,
        expires_on=expires_on or kind.ends(got_on),
    )
    _check(held, by=by)
    held.save()
    audit.record(by=by, what="qualification.added", about=held, at=at)
    return held


@transaction.atomic
def edit(
    *,
    qualification: Qualification,
    version: int | None = None,
    got_on: date,
    expires_on: date | None,
    by: Staff,
    at: datetime,
) -> Qualification:
    """Put its days right. Raises Stale when somebody else did in between."""
    held = Qualification.objects.select_for_update(of=("self",)).get(pk=qualification.pk)
    if version is not None and version != held.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=held)
    held.got_on, held.expires_on = got_on, expires_on
    held.version += 1
    _check(held, by=by)
    held.save()
    audit.record(by=by, what="qualification.edited", about=held, at=at)
    return held


@transaction.atomic
def remove(*, qualification: Qualification, by: Staff, at: datetime) -> None:
    """It was written down by mistake. The history keeps what it said."""
    _check_led(qualification.staff, by=by)
    audit.record(by=by, what="qualification.removed", about=qualification, at=at)
    qualification.delete()


def may_write(by: Staff, staff: Staff) -> bool:
    """Whoever leads where somebody works writes down what he or she holds; no other site does."""
    return by.desk.everywhere(*LEADERS) or led_by(by, *LEADERS).filter(pk=staff.pk).exists()


def _check_led(staff: Staff, *, by: Staff) -> None:
    if not may_write(by, staff):
        raise Refused(_("You do not lead this person."))


def _check_everywhere(by: Staff) -> None:
    """The list is one for the whole service, and every program asks from it."""
    if not by.desk.everywhere(*LEADERS):
        raise Refused(_("What is asked of everybody is said by those who lead every site."))


def _check(held: Qualification, *, by: Staff) -> None:
    _check_led(held.staff, by=by)
    if held.got_on > by.desk.on:
        raise NotAcceptable(
            _("Nobody holds it before that day."), fields={"got_on": [_("Choose today or earlier.")]}
        )
    held.full_clean(exclude=["service"])
