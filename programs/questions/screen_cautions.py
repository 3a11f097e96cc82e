"""What a form asks somebody to do, beyond reading a sum."""

from __future__ import annotations

from django.utils.translation import gettext as _

from programs.instruments.pack import instrument
from programs.models import Assessment


def cautions(assessment: Assessment) -> list[str]:
    """What somebody should do about what he answered, beyond reading a sum."""
    read, words = assessment.outcome, []
    if read.asks_safety:
        words.append(
            _(
                "He spoke of being better off dead, or of hurting himself. Ask him about it now, and a colleague."
            )
        )
    if read.leads_to:
        longer = instrument(read.leads_to).name
        words.append(_("His answers ask for the longer form: %(name)s.") % {"name": longer})
    if read.all_from_one:
        words.append(
            _(
                "Every point comes from how often he drinks. Ask how much he drank lately before you read more in it."
            )
        )
    if read.missing:
        words.append(_("There is a gap, so there is no total."))
    return words
