"""How places end, and why: the bands, the reasons, and the men behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reports import exports, questions, sentences
from reports.access import READERS, opens_the_men
from reports.charts import exits_chart
from reports.charts.sheet import percent
from reports.forms import WINDOW, RetentionQuestion
from reports.questions.exits import KINDS
from reports.questions.reasons import PARTS
from reports.sentences import READ_AT
from reports.views.addresses import Links, in_focus, query
from services.access import staff_with
from services.lists import among, keeps_views
from services.views.saved_views import beside

Cell = dict[str, Any]
OF_ONE_REASON = ("not_seen", "custody", "completed")


@keeps_views(
    "reports:exits",
    gettext_lazy("How do places end, and why?"),
    by=among(RetentionQuestion.splits),
    count_not_seen=among({"left"}),
    **WINDOW,
)
@staff_with(*READERS)
def exits(request):
    # One drawing shows one group of men, so the page begins with all of them.
    asked = request.GET.copy()
    asked.setdefault("by", "none")
    form = RetentionQuestion(asked, staff=request.user)
    if not form.is_valid():
        return render(request, "reports/exits.html", {"form": form}, status=400)
    at = timezone.now()
    answer = questions.exits(staff=request.user, at=at, **form.asked())
    if file := exports.as_response(answer, form.cleaned_data["format"], name="exits", by=request.user, at=at):
        return file
    groups = [group for group in answer["groups"] if group["curve"]]
    men = Links(asked, "reports:exits_people") if opens_the_men(request.user) else None
    focus = in_focus(groups, asked.get("focus"))
    context = {
        "form": form,
        "answer": answer,
        "sentences": sentences.on_exits(answer),
        "choices": [
            (group["label"], "?" + query(asked, focus=group["key"]), group["key"] == focus)
            for group in groups
        ],
        "parts": _parts(answer["reasons"], men),
        "ended": _sum(answer["reasons"]),
        "left_url": men and men.to("", "left"),
        "side_by_side": _side_by_side(groups, asked, men) if len(groups) > 1 else [],
        "read_at": READ_AT,
        "few_from": answer["few_from"].get(focus),
        **_drawn(next((group for group in groups if group["key"] == focus), None), men),
        **beside(request, "reports:exits"),
    }
    return render(request, "reports/exits.html", context)


def _side_by_side(groups: list[dict[str, Any]], asked: QueryDict, men: Links | None) -> list[dict[str, Any]]:
    """Each group at the same session; where it ends before, what was reached stands."""
    rows = []
    for group in groups:
        shown = [point for point in group["curve"][:READ_AT] if point["dropout"] is not None]
        if shown:
            n = _cell(group["n"], men and men.to(group["key"], "all"))
            rows.append(
                {
                    "label": group["label"],
                    "url": "?" + query(asked, focus=group["key"]),
                    "cells": [n, *_row(shown[-1], group["key"], men)["cells"]],
                }
            )
    return rows


def _drawn(group: Mapping[str, Any] | None, men: Links | None) -> dict[str, Any]:
    """The group in focus: its drawings, and the table behind them."""
    if group is None:
        return {"wide": "", "narrow": "", "rows": []}
    people = men and (lambda kind, session: men.to(group["key"], STATES[kind], session))
    return {
        "group": group,
        "wide": exits_chart(group, width="wide", people=people),
        "narrow": exits_chart(group, width="narrow", people=people),
        "rows": [_row(point, group["key"], men) for point in group["curve"] if point["dropout"] is not None],
    }


# What the men behind a band are called in an address.
STATES = {"dropout": "left", "completed": "completed", "neutral": "neutral"}


def _row(point: Mapping[str, Any], key: str, men: Links | None) -> dict[str, Any]:
    cells = [
        _cell(percent(point[kind]), men and point[kind] and men.to(key, STATES[kind], point["session"]))
        for kind in KINDS
    ]
    here = 1 - sum(point[kind] for kind in KINDS)
    return {"session": point["session"], "cells": [*cells, _cell(percent(max(0.0, here)))]}


def _parts(reasons: list[dict[str, Any]], men: Links | None) -> list[dict[str, Any]]:
    """The reasons by who ended it; a part of one reason alone is told in one line."""
    ended = _sum(reasons)
    parts = []
    for name, label in PARTS.items():
        rows = [row for row in reasons if row["part"] == name]
        if not rows:
            continue
        lines = [] if name in OF_ONE_REASON else rows
        parts.append(
            _line(str(label), _sum(rows), ended, men and men.to("", "ended", part=name))
            | {
                "rows": [
                    _line(
                        row["label"],
                        row["n"],
                        ended,
                        men and men.to("", "ended", part=name, reason=row["reason"]),
                    )
                    for row in lines
                ]
            }
        )
    return parts


def _line(label: str, n: int | None, ended: int | None, url: str | None) -> dict[str, Any]:
    share = percent(n / ended) if n is not None and ended else "–"
    return {"label": label, "cell": _cell("–" if n is None else n, n and url), "share": share}


def _sum(rows: list[dict[str, Any]]) -> int | None:
    """Nothing to say where a part of it is hidden."""
    counts = [row["n"] for row in rows]
    return None if None in counts else sum(counts)


def _cell(words: object, url: object = "") -> Cell:
    return {"words": words, "url": url or "", "note": ""}
