"""Who stays, and how long."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from reports.questions.clock import Asked, ask
from reports.survival import Counts, Ends, kaplan_meier, log_rank

COUNTS = """
select key, label, time,
       count(*) filter (where ending = 'dropout') as dropout,
       count(*) filter (where ending = 'completed') as completed,
       count(*) filter (where ending = 'neutral') as neutral,
       count(*) filter (where ending = 'enrolled') as enrolled,
       count(*) filter (where not_seen) as not_seen
from unit group by key, label, time order by key, time
"""


def retention(**asked: Any) -> dict[str, Any]:
    """The share still in the program after each session offered, for each group of men (Kaplan-Meier)."""
    question = Asked(**asked)
    groups = []
    counted = count_ends(question)
    for key, label, counts, not_seen in counted:
        curve = kaplan_meier(counts)
        groups.append(
            {
                "key": key,
                "label": label,
                "n": curve.n,
                "events": curve.events,
                "not_seen": not_seen,
                "median": curve.median,
                "curve": [asdict(point) for point in curve.points],
            }
        )
    test = log_rank([counts for _key, _label, counts, _not_seen in counted])
    return heading(question, definition(question), n=sum(group["n"] for group in groups)) | {
        "groups": groups,
        "logrank": asdict(test) if test else None,
    }


def count_ends(question: Asked) -> list[tuple[str, str, Counts, int]]:
    """For each group its key, label, ends by session number, and how many are not seen lately."""
    counted: dict[str, tuple[str, str, dict[int, Ends], int]] = {}
    for row in ask(question, COUNTS):
        key = row["key"]
        label = question.label(key, row["label"])
        _key, _label, ends, not_seen = counted.get(key, (key, label, {}, 0))
        ends[row["time"]] = Ends(
            **{name: row[name] for name in ("dropout", "completed", "neutral", "enrolled")}
        )
        counted[key] = (key, label, ends, not_seen + row["not_seen"])
    return sorted(counted.values(), key=lambda group: question.order(group[0], group[1]))


def heading(question: Asked, definition: str, *, n: int) -> dict[str, Any]:
    """What every answer says about itself."""
    return {
        "definition": definition,
        "from": question.since.isoformat() if question.since else None,
        "to": question.until.isoformat() if question.until else None,
        "generated_at": question.at.isoformat(),
        "n": n,
    }


def definition(question: Asked) -> str:
    """The sentences printed under the figure: what is counted, and what is not."""
    sentences = [
        _(
            "One man's place in one group is counted once, from the first session he came to, which is number 1."
        ),
        _("Sessions held and offered to him are numbered; cancelled ones and those on leave are not."),
        _(
            "He counts as gone at the last session he came to, if his place ended because he left or we ended it."
        ),
        _(
            "If he completed, moved, was ill or in custody, or his order ended, he stops being counted there, and so does a man who is still here."
        ),
        _("Bands: 95 % (Greenwood, log-log). Kaplan-Meier."),
    ]
    if question.count_not_seen == "left":
        sentences.insert(
            3,
            _("A man with a place who missed the last %(missed)d sessions counts as gone, too.")
            % {"missed": question.missed},
        )
    return " ".join(sentences)
