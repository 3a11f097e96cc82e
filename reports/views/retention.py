"""Who stays, and how long: the curves and the table behind them."""

from __future__ import annotations

from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reports import exports, questions, sentences
from reports.access import READERS, opens_the_men
from reports.charts import retention_chart
from reports.charts.sheet import percent
from reports.forms import WINDOW, RetentionQuestion
from reports.sentences import ENOUGH
from reports.views.addresses import Links, in_focus, query
from services.access import staff_with
from services.lists import among, keeps_views
from services.views.saved_views import beside

COLUMNS = (4, 8, 12)


@keeps_views(
    "reports:retention",
    gettext_lazy("Who stays, and how long?"),
    by=among(RetentionQuestion.splits),
    count_not_seen=among({"left"}),
    **WINDOW,
)
@staff_with(*READERS)
def retention(request):
    form = RetentionQuestion(request.GET, staff=request.user)
    if not form.is_valid():
        return render(request, "reports/retention.html", {"form": form}, status=400)
    at = timezone.now()
    answer = questions.retention(staff=request.user, at=at, **form.asked())
    if file := exports.as_response(
        answer, form.cleaned_data["format"], name="retention", by=request.user, at=at
    ):
        return file
    groups = answer["groups"]
    men = Links(request.GET, "reports:retention_people") if opens_the_men(request.user) else None
    focus = in_focus(groups, request.GET.get("focus"))
    drawing = {
        "focus": focus,
        "people": men and (lambda key, session: men.to(key, "counted", session)),
        "not_seen": men and (lambda key: men.to(key, "not_seen")),
        "focus_on": lambda key: "?" + query(request.GET, focus=key),
    }
    context = {
        "form": form,
        "answer": answer,
        "sentences": sentences.on_retention(answer),
        "wide": retention_chart(groups, width="wide", **drawing),
        "narrow": retention_chart(groups, width="narrow", **drawing),
        "choices": [
            (group["label"], drawing["focus_on"](group["key"]), group["key"] == focus) for group in groups
        ],
        "columns": COLUMNS,
        "rows": [_row(group, men) for group in groups],
        "few": any(_few_at_the_end(group["curve"]) for group in groups),
        "not_seen": sum(group["not_seen"] or 0 for group in groups),
        "as_gone": "?" + query(request.GET, count_not_seen="left"),
        "left_url": men and men.to("", "left"),
        **beside(request, "reports:retention"),
    }
    return render(request, "reports/retention.html", context)


def _few_at_the_end(curve: list[dict[str, Any]]) -> bool:
    """One man then moves the curve far; where such counts are hidden, it does not move there at all."""
    return bool(curve) and curve[-1]["at_risk"] is not None and curve[-1]["at_risk"] < ENOUGH


def _row(group: dict[str, Any], men: Links | None) -> dict[str, Any]:
    def cell(words: object, state: str, session: int | None = None, note: str = "") -> dict[str, Any]:
        url = men.to(group["key"], state, session) if men and words not in (0, None) else ""
        return {"words": "–" if words is None else words, "url": url, "note": note}

    curve = group["curve"]
    figures = []
    for session in (*COLUMNS, len(curve)):
        point = curve[session - 1] if 0 < session <= len(curve) else None
        if point is None or point["survival"] is None:
            figures.append({"words": "–", "url": "", "note": ""})
            continue
        note = "" if point["lower"] is None else f"{percent(point['lower'])}–{percent(point['upper'])}"
        figures.append(cell(percent(point["survival"]), "left", session, note))
    return {
        "label": group["label"],
        "counts": [
            cell(group["n"], "all"),
            cell(group["events"], "left"),
            cell(group["not_seen"], "not_seen"),
        ],
        "median": group["median"],
        "figures": figures,
        "last": len(curve),
    }
