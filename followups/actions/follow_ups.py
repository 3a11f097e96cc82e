"""What is owed: opened once, closed by a person, or handed to another."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from followups.errors import AlreadyClosed, OutcomeMissing
from followups.models import FollowUp
from followups.models.follow_up import Status
from services.actions import audit
from services.models import Staff


@transaction.atomic
def open(*, kind: str, owner: Staff, due_at: datetime, by: Staff, at: datetime, **about: object) -> FollowUp:
    """Put something on a person's list. `about`: client, session, note, referral, site."""
    follow_up = FollowUp.objects.create(
        service_id=by.desk.service_id, kind=kind, owner=owner, due_at=due_at, opened_at=at, **about
    )
    audit.record(by=by, what="follow_up.opened", about=follow_up, at=at, kind=kind)
    return follow_up


@transaction.atomic
def complete(*, follow_up: FollowUp, outcome: str, by: Staff, at: datetime) -> FollowUp:
    """Say that it is done, and how it went."""
    follow_up = _still_open(follow_up)
    if not outcome.strip():
        raise OutcomeMissing(
            _("Say how it went: one sentence is enough."), fields={"outcome": [_("This is empty.")]}
        )
    follow_up.status, follow_up.outcome = Status.DONE, outcome.strip()
    follow_up.closed_at, follow_up.closed_by = at, by
    follow_up.version += 1
    follow_up.save()
    audit.record(by=by, what="follow_up.done", about=follow_up, at=at)
    return follow_up


@transaction.atomic
def hand_over(*, follow_up: FollowUp, to: Staff, by: Staff, at: datetime) -> FollowUp:
    """Give it to a colleague: theirs is a new row with the same time, ours says whom it went to."""
    follow_up = _still_open(follow_up)
    follow_up.status, follow_up.closed_at, follow_up.closed_by = Status.HANDED_OVER, at, by
    follow_up.version += 1
    # The note's one follow-up moves with it.
    note, follow_up.note = follow_up.note, None
    follow_up.save()
    theirs = FollowUp.objects.create(
        service_id=follow_up.service_id,
        kind=follow_up.kind,
        owner=to,
        site_id=follow_up.site_id,
        client_id=follow_up.client_id,
        session_id=follow_up.session_id,
        referral_id=follow_up.referral_id,
        note=note,
        due_at=follow_up.due_at,
        opened_at=at,
        handed_from=follow_up,
    )
    audit.record(by=by, what="follow_up.handed_over", about=follow_up, at=at)
    return theirs


def _still_open(follow_up: FollowUp) -> FollowUp:
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if follow_up.status != Status.OPEN:
        raise AlreadyClosed(_("This is already closed."))
    return follow_up
