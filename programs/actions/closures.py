"""Days on which a service, or one of its sites, is closed: nothing is planned on them from then on."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programs.actions import group_sessions
from programs.errors import SessionCancelled
from programs.models import Closure, GroupSession
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Site, Staff
from services.models.membership import Role

CLOSERS = (Role.DIRECTOR, Role.ADMINISTRATOR)
MOST_DAYS = 366
FIELDS = ("name", "site", "since", "until")


@transaction.atomic
def add(*, name: str, since: date, until: date, site: Site | None = None, by: Staff, at: datetime) -> Closure:
    """Close the whole service, or one site. Sessions planned already stay until somebody moves or cancels them."""
    _check_site(site, by=by)
    _check_days(since, until)
    closure = Closure(service=by.desk.service, name=name.strip(), site=site, since=since, until=until)
    closure.full_clean(exclude=["service"])
    closure.save()
    audit.record(by=by, what="closure.added", about=closure, at=at)
    return closure


@transaction.atomic
def edit(
    *, closure: Closure, version: int | None = None, by: Staff, at: datetime, **fields: object
) -> Closure:
    """Other days, another name or place. Raises Stale when somebody else changed it in between."""
    closure = Closure.objects.select_for_update(of=("self",)).get(pk=closure.pk)
    if version is not None and version != closure.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=closure)
    if "site" in fields and fields["site"] != closure.site:
        _check_site(fields["site"], by=by)
    for name in FIELDS:
        if name in fields:
            setattr(closure, name, fields[name])
    _check_days(closure.since, closure.until)
    closure.version += 1
    closure.full_clean(exclude=["service"])
    closure.save()
    audit.record(by=by, what="closure.edited", about=closure, at=at)
    return closure


@transaction.atomic
def remove(*, closure: Closure, by: Staff, at: datetime) -> None:
    """It is open after all. What was moved or cancelled for it stays as it is."""
    audit.record(by=by, what="closure.removed", about=closure, at=at)
    closure.delete()


@transaction.atomic
def cancel_sessions(
    *, sessions: Iterable[GroupSession], reason: str, by: Staff, at: datetime
) -> list[GroupSession]:
    """Say of all of these that there is no group, for one reason. One that a colleague has just cancelled keeps his."""
    done = []
    for each in sessions:
        with suppress(SessionCancelled):
            done.append(group_sessions.cancel(session=each, reason=reason, by=by, at=at))
    return done


def sites_closed_by(staff: Staff) -> QuerySet[Site]:
    """Which sites this person may close."""
    return Site.objects.in_service_of(staff).held_by(staff, *CLOSERS)


def may_change(staff: Staff, closure: Closure) -> bool:
    """One of the whole service is changed by those whose role reaches all of it."""
    return staff.desk.everywhere(*CLOSERS) or closure.site_id in staff.desk.sites_of(*CLOSERS)


def _check_site(site: object, *, by: Staff) -> None:
    if by.desk.everywhere(*CLOSERS):
        return
    if isinstance(site, Site) and site.pk in by.desk.sites_of(*CLOSERS):
        return
    raise NotAcceptable(
        _("This site is not yours to close."), fields={"site": [_("Choose one of your own.")]}
    )


def _check_days(since: date, until: date) -> None:
    if until < since:
        raise NotAcceptable(
            _("The last day is before the first."), fields={"until": [_("Choose a later day.")]}
        )
    if (until - since).days >= MOST_DAYS:
        raise NotAcceptable(
            _("That is more than a year. Close a part of it now."),
            fields={"until": [_("Choose an earlier day.")]},
        )
