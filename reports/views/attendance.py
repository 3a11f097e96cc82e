"""Who came, and what nobody has recorded."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import exports, questions, sentences
from reports.access import READERS, opens_the_men
from reports.charts import attendance_chart
from reports.charts.sheet import percent
from reports.forms import WINDOW, AttendanceQuestion, UnrecordedQuestion
from reports.questions.asked import UNKNOWN
from services.access import staff_with
from services.lists import among, keeps_views
from services.views.saved_views import beside

WEEKS_DRAWN = 52
ROWS = 100
LATEST_FIRST = ("session", "week")


@keeps_views("reports:attendance", gettext_lazy("Who came?"), by=among(AttendanceQuestion.splits), **WINDOW)
@staff_with(*READERS)
def attendance(request):
    form = AttendanceQuestion(request.GET, staff=request.user)
    if not form.is_valid():
        return render(request, "reports/attendance.html", {"form": form}, status=400)
    at, asked = timezone.now(), form.asked()
    answer = questions.attendance(staff=request.user, at=at, **asked)
    if asked["by"] in LATEST_FIRST:
        answer["groups"].reverse()
    if file := exports.as_response(
        answer, form.cleaned_data["format"], name="attendance", by=request.user, at=at
    ):
        return file
    weeks = questions.attendance(staff=request.user, at=at, **(asked | {"by": "week"}))["groups"]
    drawn = _last_weeks(weeks)
    context = {
        "form": form,
        "answer": answer,
        "sentences": sentences.on_attendance(answer),
        "split": form.split_label(),
        "wide": _drawing(drawn, "wide", form),
        "narrow": _drawing(drawn, "narrow", form),
        "not_all_drawn": len(drawn) < len(weeks),
        "weeks_url": _address(form, by="week") if asked["by"] != "week" else "",
        **_page_of_rows(answer["groups"], form),
        **beside(request, "reports:attendance"),
    }
    return render(request, "reports/attendance.html", context)


@keeps_views("reports:unrecorded", gettext_lazy("What has nobody recorded?"), **WINDOW)
@staff_with(*READERS)
def unrecorded(request):
    form = UnrecordedQuestion(request.GET, staff=request.user)
    if not form.is_valid():
        return render(request, "reports/unrecorded.html", {"form": form}, status=400)
    at = timezone.now()
    answer = questions.unrecorded(staff=request.user, at=at, **form.asked())
    if file := exports.as_response(
        answer, form.cleaned_data["format"], name="unrecorded", by=request.user, at=at
    ):
        return file
    sessions = [
        group
        | {
            "day": date.fromisoformat(group["session_on"]),
            "url": reverse("programs:register", args=[group["key"]]),
        }
        for group in answer["groups"]
    ]
    context = {
        "form": form, "answer": answer, "sentences": sentences.on_unrecorded(answer), "sessions": sessions,
        "opens": opens_the_men(request.user), **beside(request, "reports:unrecorded"),
    }  # fmt: skip
    return render(request, "reports/unrecorded.html", context)


def _last_weeks(weeks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The weeks of one year, so that a day and a month say which week is meant."""
    if not weeks:
        return []
    first = date.fromisoformat(weeks[-1]["label"]) - timedelta(weeks=WEEKS_DRAWN - 1)
    days = [(week, date.fromisoformat(week["label"])) for week in weeks]
    return [week | {"label": formats.date_format(day, "j M")} for week, day in days if day >= first]


def _page_of_rows(groups: list[dict[str, Any]], form: AttendanceQuestion) -> dict[str, Any]:
    """So many rows as somebody reads, begun after the row the address names."""
    keys = [group["key"] for group in groups]
    after = form.data.get("after", "")
    start = keys.index(after) + 1 if after in keys else 0
    end, before = start + ROWS, start - ROWS
    return {
        "rows": [_row(group, form) for group in groups[start:end]],
        "next_url": _address(form, after=keys[end - 1]) if end < len(keys) else "",
        "previous_url": _address(form, **({"after": keys[before - 1]} if before > 0 else {}))
        if start
        else "",
    }


def _drawing(weeks: list[dict[str, Any]], width: str, form: AttendanceQuestion) -> str:
    def sessions_of(week: str) -> str:
        monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
        return _address(form, by="session", **{"from": monday, "to": monday + timedelta(days=6)})

    return attendance_chart(weeks, width=width, x_title=_("Week of"), people=sessions_of)


def _row(group: dict[str, Any], form: AttendanceQuestion) -> dict[str, Any]:
    return group | {
        "label": _label(group, form.asked()["by"]),
        "url": _behind(group["key"], form),
        "share": "–" if group["rate"] is None else percent(group["rate"]),
    }


def _label(group: dict[str, Any], split: str) -> str:
    """Days in the reader's language; the files keep theirs."""
    if split not in LATEST_FIRST or group["key"] == UNKNOWN:
        return group["label"]
    name, _comma, day = group["label"].rpartition(", ")
    said = formats.date_format(date.fromisoformat(day), "j M Y")
    return f"{name}, {said}" if name else _("Week of %(day)s") % {"day": said}


def _behind(key: str, form: AttendanceQuestion) -> str:
    """Where the men behind a row are: a narrower report, a register, or the man himself."""
    split = form.asked()["by"]
    if split == "man":
        return reverse("followups:client_detail", args=[key]) if key != UNKNOWN else ""
    if split == "session":
        return reverse("programs:register", args=[key]) if opens_the_men(form.staff) else ""
    if split == "group" and "man" in form.allowed:
        return _address(form, by="man", group=key)
    if split in ("program", "site") and key != "unknown":
        return _address(form, by="group", **{split: key})
    return ""


def _address(form: AttendanceQuestion, **changes: object) -> str:
    kept = {name: value for name, value in form.data.items() if value and name not in ("format", "after")}
    return (
        reverse("reports:attendance")
        + "?"
        + urlencode(kept | {name: str(value) for name, value in changes.items()})
    )
