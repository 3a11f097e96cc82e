"""Before a change stands: whoever makes it sees what it clashes with, and may do it all the same."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.utils.translation import gettext as _

from programs.errors import Clashing
from programs.models import GroupSession
from programs.questions.clashes import Clash, clashes
from services.models import Staff


def check(sessions: Sequence[GroupSession], *, seen: str, by: Staff) -> None:
    """Call it in the transaction of the change. Raises Clashing, unless it is all what was `seen` before."""
    refuse(clashes(sessions, staff=by), seen=seen)


def refuse(found: Sequence[Clash], *, seen: str) -> None:
    """What is new since is shown again: a key stands for these clashes and no others."""
    if not found:
        return
    words = list(dict.fromkeys(clash.words for clash in found))
    facts = (
        f"{each.kind} {each.session.starts_at.isoformat()} {each.other.pk} {each.words}" for each in found
    )
    key = sha256("\n".join(facts).encode()).hexdigest()[:32]
    if seen != key:
        raise Clashing(
            _("Look at this first: %(first)s") % {"first": " ".join(words[:3])}, words=words, key=key
        )
