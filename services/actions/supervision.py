"""Who supervises whom, and the talks of the two."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from services.access import may_give
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Membership, Staff, Supervision

FIELDS = ("held_on", "minutes", "themes", "agreed", "next_on")


@transaction.atomic
def assign(*, staff: Staff, supervisor: Staff | None, by: Staff, at: datetime) -> list[Membership]:
    """Say who supervises somebody, in every role here that is yours to give; nobody, with None."""
    if supervisor == staff:
        raise NotAcceptable(
            _("Supervision takes two people."), fields={"supervisor": [_("Choose somebody else.")]}
        )
    held = Membership.objects.in_service_of(by).current().filter(staff=staff)
    if supervisor and not Membership.objects.in_service_of(by).current().filter(staff=supervisor).exists():
        raise NotAcceptable(
            _("Only who works here supervises here."), fields={"supervisor": [_("Choose somebody else.")]}
        )
    mine = [
        each
        for each in held.order_by("id").select_for_update(of=("self",))
        if may_give(by, each.role, each.site_id)
    ]
    if not mine:
        raise Refused(_("You do not lead this person."))
    for membership in mine:
        membership.supervisor = supervisor
        membership.save(update_fields=["supervisor"])
        audit.record(by=by, what="supervisor.assigned", about=membership, at=at)
    return mine


def partners_of(staff: Staff) -> QuerySet[Staff]:
    """Those who supervise this person here, and those this person supervises."""
    current = Membership.objects.in_service_of(staff).current()
    above = current.filter(staff=staff).exclude(supervisor=None).values("supervisor")
    below = current.filter(supervisor=staff).values("staff")
    people = Staff.objects.filter(pk__in=above.union(below), is_active=True).exclude(pk=staff.pk)
    return people.order_by("name", "id")


@transaction.atomic
def log(*, with_whom: Staff, by: Staff, at: datetime, **fields: object) -> Supervision:
    """Write down a talk of two people of whom one supervises the other. Nobody else ever reads it."""
    current = Membership.objects.in_service_of(by).current()
    if current.filter(staff=by, supervisor=with_whom).exists():
        worker, supervisor = by, with_whom
    elif current.filter(staff=with_whom, supervisor=by).exists():
        worker, supervisor = with_whom, by
    else:
        raise NotAcceptable(
            _("Neither of you supervises the other here."),
            fields={"with_whom": [_("Choose somebody else.")]},
        )
    talk = Supervision(service_id=by.desk.service_id, staff=worker, supervisor=supervisor)
    _say(talk, fields, by=by)
    talk.save()
    audit.record(by=by, what="supervision.logged", about=talk, at=at)
    return talk


@transaction.atomic
def edit(
    *, supervision: Supervision, version: int | None = None, by: Staff, at: datetime, **fields: object
) -> Supervision:
    """Change what is written of a talk; either of the two may. Raises Stale when the other did in between."""
    talk = Supervision.objects.select_for_update(of=("self",)).get(pk=supervision.pk)
    if version is not None and version != talk.version:
        raise Stale(_("The other of you changed this since you opened it."), current=talk)
    talk.version += 1
    _say(talk, fields, by=by)
    talk.save()
    audit.record(by=by, what="supervision.edited", about=talk, at=at)
    return talk


def _say(talk: Supervision, fields: dict[str, object], *, by: Staff) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(talk, name, fields[name])
    held_on, next_on = talk.held_on, talk.next_on
    if isinstance(held_on, date) and held_on > by.desk.on:
        raise NotAcceptable(
            _("This talk is still to come."), fields={"held_on": [_("Choose today or earlier.")]}
        )
    if isinstance(next_on, date) and next_on <= held_on:
        raise NotAcceptable(
            _("The next talk comes after this one."), fields={"next_on": [_("Choose a later day.")]}
        )
    talk.full_clean(exclude=["service"])
