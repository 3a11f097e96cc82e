"""Who stays, and how long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from reports.access import opens_the_men
from reports.questions.asked import Asked
from reports.questions.clock import ask
from reports.questions.small_cells import Counted, hide_counts, hide_in_curve, merge_small
from reports.survival import Ends, kaplan_meier, log_rank

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
    open_to_all = opens_the_men(question.staff)
    counted = count_ends(question)
    if not open_to_all:
        counted = merge_small(counted)
    groups = []
    for key, label, counts, not_seen in counted:
        estimate = kaplan_meier(counts)
        curve = [asdict(point) for point in estimate.points]
        group = {
            "key": key,
            "label": label,
            "n": estimate.n,
            "events": estimate.events,
            "not_seen": not_seen,
            "median": estimate.median,
            "curve": curve if open_to_all else hide_in_curve(curve, ("events", "censored")),
        }
        groups.append(group)
    test = log_rank([counts for _key, _label, counts, _not_seen in counted])
    answer = question.answer(definition(question), n=sum(group["n"] for group in groups), groups=groups)
    answer["logrank"] = asdict(test) if test else None
    return answer if open_to_all else hide_counts(answer, ("events", "not_seen"))


def count_ends(question: Asked) -> list[Counted]:
    """For each group its key, label, ends by session number, and how many are not seen lately."""
    return in_groups(question, ask(question, COUNTS))


def in_groups(question: Asked, rows: Iterable[Mapping[str, Any]]) -> list[Counted]:
    """Rows of a group's ends at one session, added up, in the order in which groups are named."""
    counted: dict[str, Counted] = {}
    for row in rows:
        key, time = row["key"], row["time"]
        _key, label, ends, not_seen = counted.get(key) or (key, question.label(key, row["label"]), {}, 0)
        here = Ends(**{name: row[name] for name in ("dropout", "completed", "neutral", "enrolled")})
        counted[key] = (key, label, {**ends, time: ends.get(time, Ends()) + here}, not_seen + row["not_seen"])
    return sorted(counted.values(), key=lambda group: question.place_of(group[0], group[1]))


def definition(question: Asked) -> str:
    """The sentences printed under the figure: what is counted, and what is not."""
    sentences = [
        _(
            "One man's place in one group is counted once, from the first session he came to, which is number 1; a man who "
            "came to two groups counts in both."
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
