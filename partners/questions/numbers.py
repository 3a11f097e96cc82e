"""What the wing reports: numbers, so small ones unsaid that nobody is told by them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from partners.models import Enquiry
from partners.questions.looking_down import first_contacts_after

FEWEST = 5
# Opened one by one to be compared, so a year is read no further than this.
MOST = 5000


@dataclass(frozen=True)
class Numbers:
    received: int
    by_relation: list[tuple[str, int]]
    answered: int
    came: int | None
    came_is_small: bool


def of_year(staff, *, since: datetime, until: datetime) -> Numbers:
    """Of the enquiries of one year: how many, answered, and followed by his own first contact."""
    rows = list(
        Enquiry.objects.visible_to(staff).filter(received_at__gte=since, received_at__lt=until)[:MOST]
    )
    labels = dict(Enquiry.Relation.choices)
    told = Counter(each.relation for each in rows)
    came = first_contacts_after(rows, staff=staff)
    small = suppressed(came, of=len(rows))
    return Numbers(
        received=len(rows),
        by_relation=[(str(labels.get(code, "")), count) for code, count in told.most_common()],
        answered=sum(each.first_answered_at is not None for each in rows),
        came=None if small else came,
        came_is_small=small,
    )


def suppressed(count: int, *, of: int) -> bool:
    """Would this number, or what is left of the whole, name somebody?"""
    return 0 < count < FEWEST or 0 < of - count < FEWEST
