"""How many came where nobody is written down: a figure, and nothing about a person."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.errors import SessionCancelled, SessionNotYet
from programs.models import GroupSession
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Staff

# A hall; more is a slip of the finger.
MOST = 5_000


@transaction.atomic
def count(
    *, session: GroupSession, counted: int, version: int | None = None, by: Staff, at: datetime
) -> GroupSession:
    """Keep how many were there. Raises Stale when somebody else counted in between."""
    rows = GroupSession.objects.select_for_update(of=("self",)).select_related("group__program")
    session = rows.get(pk=session.pk)
    if session.group.program.takes_names:
        raise NotAcceptable(_("The men of this group stand on its register; heads are counted there."))
    if version is not None and version != session.version:
        raise Stale(_("Somebody else changed this session since you opened it."), current=session)
    if session.cancelled_at:
        raise SessionCancelled(_("This session was cancelled."))
    if session.starts_at > at:
        raise SessionNotYet(_("It has not begun yet."))
    if not 0 <= counted <= MOST:
        raise NotAcceptable(
            _("Count between 0 and %(most)d.") % {"most": MOST}, fields={"counted": [_("Look at it again.")]}
        )
    session.counted = counted
    session.version += 1
    session.save(update_fields=["counted", "version"])
    audit.record(by=by, what="session.counted", about=session, at=at)
    return session
