"""One man given into a colleague's care for a while, and taken back; it ends by itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from services.access import KNOW_HIM, colleagues_of
from services.actions import audit
from services.errors import NotAcceptable, Refused
from services.models import CaseCover, Client, Staff


@transaction.atomic
def give(
    *, client: Client, staff: Staff, since: date, until: date, reason: str, by: Staff, at: datetime
) -> CaseCover:
    """From a day until another a colleague sees this man as one of their own. Both days count."""
    # The man's row is the lock: two who give him to the same colleague do so once.
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if until < since or until < by.desk.on:
        raise NotAcceptable(
            _("The last day is before the first, or over."), fields={"until": [_("Choose a later day.")]}
        )
    if not reason.strip():
        raise NotAcceptable(_("Say why: one sentence is enough."), fields={"reason": [_("This is empty.")]})
    if not colleagues_of(by, *KNOW_HIM).filter(pk=staff.pk).exists():
        raise NotAcceptable(
            _("Only somebody who works with men here can look after him."),
            fields={"staff": [_("Choose somebody else.")]},
        )
    there = CaseCover.objects.filter(client=client, staff=staff, ended_at=None)
    if there.filter(since__lte=until, until__gte=since).exists():
        raise Refused(_("%(name)s looks after him then already.") % {"name": staff.name})
    cover = CaseCover.objects.create(
        service_id=client.service_id,
        client=client,
        staff=staff,
        since=since,
        until=until,
        reason=reason.strip(),
        by=by,
        at=at,
    )
    audit.record(by=by, what="case_cover.given", about=cover, at=at, staff=str(staff.pk))
    return cover


@transaction.atomic
def end(*, cover: CaseCover, by: Staff, at: datetime) -> CaseCover:
    """Sooner than planned: from now on the colleague sees no more of him than before."""
    cover = CaseCover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if cover.ended_at is None:
        cover.ended_at = at
        cover.save(update_fields=["ended_at"])
        audit.record(by=by, what="case_cover.ended", about=cover, at=at, staff=str(cover.staff_id))
    return cover
