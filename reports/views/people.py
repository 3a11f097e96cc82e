"""The men behind a figure of a report, under the same definition by construction."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import questions
from reports.access import READERS, opens_the_men
from reports.forms import PeopleQuestion
from reports.questions.asked import name_of
from reports.questions.people import PAGE
from reports.views.addresses import query
from services.access import staff_with
from services.exports import TYPES, file_answer

# What an address of this page holds beyond that of its report.
OWN = ("key", "state", "session", "part", "reason", "after")
ENDINGS = {
    "dropout": gettext_lazy("Left"),
    "completed": gettext_lazy("Completed"),
    "neutral": gettext_lazy("Ended, not by leaving"),
}


@staff_with(*READERS)
def retention_people(request):
    return _men_behind(request, report="reports:retention", words=_("Who stays"))


@staff_with(*READERS)
def exits_people(request):
    return _men_behind(request, report="reports:exits", words=_("How places end"))


def _men_behind(request, *, report: str, words: str) -> HttpResponse:
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
        "back_url": reverse(report) + "?" + query(request.GET, **dict.fromkeys(OWN)),
        "back_words": words,
        "next_url": "?" + query(request.GET, after=more) if more else "",
    }
    return render(request, "reports/men_counted.html", context)


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
