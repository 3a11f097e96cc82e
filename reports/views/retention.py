"""Who stays, and how long: the curves, the table behind them, and the men behind each figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import exports, questions, sentences
from reports.access import READERS, opens_the_men
from reports.charts import retention_chart
from reports.charts.sheet import percent
from reports.forms import WINDOW, PeopleQuestion, RetentionQuestion
from reports.questions.asked import name_of
from reports.questions.people import PAGE
from services.access import staff_with
from services.exports import TYPES, file_answer
from services.lists import among, keeps_views
from services.views.saved_views import beside

COLUMNS = (4, 8, 12)
ENDINGS = {
    "dropout": gettext_lazy("Left"),
    "completed": gettext_lazy("Completed"),
    "neutral": gettext_lazy("Ended, not by leaving"),
}


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
    men = _Links(request.GET) if opens_the_men(request.user) else None
    focus = _in_focus(groups, request.GET.get("focus"))
    drawing = {
        "focus": focus,
        "people": men and (lambda key, session: men.to(key, "counted", session)),
        "not_seen": men and (lambda key: men.to(key, "not_seen")),
        "focus_on": lambda key: "?" + _query(request.GET, focus=key),
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
        "not_seen": sum(group["not_seen"] or 0 for group in groups),
        "as_gone": "?" + _query(request.GET, count_not_seen="left"),
        "left_url": men and men.to("", "left"),
        **beside(request, "reports:retention"),
    }
    return render(request, "reports/retention.html", context)


@staff_with(*READERS)
def retention_people(request):
    """The men behind one figure. Only for those who may open each of them."""
    if not opens_the_men(request.user):
        raise Http404
    form = PeopleQuestion(request.GET, staff=request.user)
    if not form.is_valid():
        raise Http404
    at, asked = timezone.now(), form.asked()
    if form.cleaned_data["format"] in TYPES:
        everybody = questions.people(staff=request.user, at=at, **asked | {"after": None, "limit": None})
        return _people_file(form.cleaned_data["format"], everybody, by=request.user, at=at)
    men = questions.people(staff=request.user, at=at, **asked)
    more = men[PAGE - 1]["enrollment_id"] if len(men) > PAGE else None
    for man in men:
        man["stands"] = _stands(man)
    context = {
        "men": men[:PAGE],
        "total": men[0]["total"] if men else 0,
        "heading": form.heading(),
        "label": _label(form, men),
        "back_url": reverse("reports:retention")
        + "?"
        + _query(request.GET, key=None, state=None, session=None, after=None),
        "next_url": "?" + _query(request.GET, after=more) if more else "",
    }
    return render(request, "reports/retention_people.html", context)


def _stands(man: dict[str, Any]) -> str:
    """How his place stands, in the words of the list."""
    if man["not_seen"]:
        return _("Not seen lately")
    return str(ENDINGS.get(man["ending"], _("Here")))


def _people_file(kind: str, men: list[dict[str, Any]], *, by, at) -> HttpResponse:
    headings = [
        _("Man"),
        _("Group"),
        _("First came"),
        _("Last came"),
        _("Sessions counted"),
        _("How it stands"),
    ]
    lines = [
        [
            f"{man['first_name']} {man['last_name']}".strip(),
            man["group_name"],
            man["came_from"],
            man["came_until"],
            man["time"],
            _stands(man),
        ]
        for man in men
    ]
    return file_answer(
        kind, what="report_men", name="men-counted", headings=headings, rows=lines, by=by, at=at
    )


def _label(form: PeopleQuestion, men: list[dict[str, Any]]) -> str:
    key = form.cleaned_data["key"]
    return name_of(form.split(), key, men[0]["label"] if men else None) if key else ""


class _Links:
    """Addresses of the men behind a figure, under the filters of the page."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        self.asked, self.path = asked, reverse("reports:retention_people")

    def to(self, key: str, state: str, session: int | None = None) -> str:
        return f"{self.path}?{_query(self.asked, key=key, state=state, session=session, focus=None)}"


def _query(asked: Mapping[str, str], **changes: object) -> str:
    """This page's address with changes; None takes a part away."""
    kept = {
        name: value for name, value in asked.items() if value and name not in changes and name != "format"
    }
    return urlencode(kept | {name: value for name, value in changes.items() if value not in (None, "")})


def _in_focus(groups: list[dict[str, Any]], asked: str | None) -> str | None:
    """The group asked for, else the one that says most."""
    keys = [group["key"] for group in groups]
    return asked if asked in keys else max(groups, key=lambda group: group["n"])["key"] if groups else None


def _row(group: dict[str, Any], men: _Links | None) -> dict[str, Any]:
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
