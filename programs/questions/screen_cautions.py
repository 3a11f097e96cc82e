"""What a form asks somebody to do, beyond reading a sum."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.instruments.pack import instrument
from programs.models import Assessment


@dataclass(frozen=True)
class Caution:
    words: str
    safety: bool = False


def cautions(assessment: Assessment) -> list[Caution]:
    """What somebody should do about what he answered; a word of dying comes first, and is the only one in red."""
    read, told = assessment.outcome, []
    if read.asks_safety:
        words = _(
            "He spoke of being better off dead, or of hurting himself. Ask him about it now, and a colleague."
        )
        told.append(Caution(words, safety=True))
    if read.leads_to:
        longer = instrument(read.leads_to).name
        told.append(Caution(_("His answers ask for the longer form: %(name)s.") % {"name": longer}))
    if read.all_from_one:
        words = _(
            "Every point comes from how often he drinks. Ask how much he drank lately before you read more in it."
        )
        told.append(Caution(words))
    if read.missing:
        told.append(Caution(_("There is a gap, so there is no total.")))
    return told
