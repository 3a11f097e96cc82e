"""How places end: by leaving, by completing, or for a reason that is nobody's doing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from reports.questions.clock import Asked
from reports.questions.retention import count_ends, heading
from reports.survival import aalen_johansen


def exits(**asked: Any) -> dict[str, Any]:
    """The share that has left, completed or had to go by each session, as competing ends (Aalen-Johansen)."""
    question = Asked(**asked)
    groups = [
        {
            "key": key,
            "label": label,
            "n": sum(ends.total for ends in counts.values()),
            "curve": [asdict(point) for point in aalen_johansen(counts)],
        }
        for key, label, counts, _not_seen in count_ends(question)
    ]
    words = _(
        "One man's place in one group, numbered by the sessions offered to him from the first he came to. Leaving "
        "falls at the last session he came to; completing and neutral ends (moved, custody, illness, end of an order "
        "or of the program) at the last one offered. Aalen-Johansen."
    )
    return heading(question, words, n=sum(group["n"] for group in groups)) | {"groups": groups}
