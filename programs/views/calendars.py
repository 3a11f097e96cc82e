"""The calendar: a month, a week or a list, and the addresses by which a phone follows it."""

from __future__ import annotations

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from programs import calendar_file
from programs.actions import calendar_feeds
from programs.forms.calendar_feeds import CalendarFeedForm
from programs.models import CalendarFeed
from programs.questions import calendar
from programs.views.groups import READERS
from services.access import Role, desk_of, staff_with
from services.models import Site, Staff
from services.wall import set_frame

MONTH, WEEK, LIST = "month", "week", "list"
VIEWS = (MONTH, WEEK, LIST)
LIST_DAYS = 28
# How far a phone's calendar looks back and ahead.
BEHIND, AHEAD = timedelta(days=60), timedelta(days=366)
# Those who run groups look for their own first.
RUN_GROUPS = (Role.COUNSELOR, Role.PEER)


@dataclass(frozen=True)
class Span:
    """The days a view shows, what they are called, and where the ones before and after begin."""

    first: date
    last: date
    name: str
    before: date
    after: date
    # The month in whose grid the span lies; days beside it stand back.
    month: int = 0


@staff_with(*READERS)
def calendar_page(request: HttpRequest) -> HttpResponse:
    """What takes place, by month, week or day; whose, where and when stand in the address."""
    at, today = timezone.now(), timezone.localdate()
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else MONTH
    on = _day(request.GET.get("on")) or today
    span = _span(view, on)
    sites = list(Site.objects.visible_to(request.user))
    site = next((each for each in sites if str(each.pk) == request.GET.get("site")), None)
    mine = _mine(request)
    told = calendar.entries(request.user, first=span.first, last=span.last, at=at, mine=mine, site=site)
    days = calendar.by_day(request.user, told, first=span.first, last=span.last, site=site)
    context = {
        "view": view,
        "span": span,
        "on": on,
        "today": today,
        "days": days,
        "weekdays": [span.first + timedelta(days=step) for step in range(7)],
        "entries": told,
        "mine": mine,
        "runs_groups": request.user.desk.has(*RUN_GROUPS),
        "sites": sites,
        "site": site,
        "here": span.first <= today <= span.last,
    }
    return render(request, "programs/calendar_page.html", context)


@staff_with(*READERS)
def calendar_feed_list(request: HttpRequest) -> HttpResponse:
    """One's own addresses for a phone's calendar; a new one is shown this once."""
    made, form = None, CalendarFeedForm(request.POST or None)
    if form.is_valid():
        _feed, secret = calendar_feeds.make(**form.cleaned_data, by=request.user, at=timezone.now())
        made = request.build_absolute_uri(reverse("programs:calendar_feed", args=[secret]))
    feeds = CalendarFeed.objects.visible_to(request.user).standing()
    context = {"feeds": feeds, "made": made, "form": form}
    status = 422 if form.errors else 200
    return render(request, "programs/calendar_feed_list.html", context, status=status)


@require_POST
@staff_with(*READERS)
def calendar_feed_revoke(request: HttpRequest, pk) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), pk=pk)
    calendar_feeds.revoke(feed=feed, by=request.user, at=timezone.now())
    messages.success(request, _("That address is closed. A phone that still has it finds nothing there."))
    return redirect("programs:calendar_feed_list")


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a phone's calendar asks for, with nobody signed in: own sessions, without a word about the men."""
    at = timezone.now()
    feed = calendar_feeds.behind(secret)
    if feed is None or not _sits_down(feed):
        raise Http404
    calendar_feeds.was_read(feed=feed, at=at)
    today = feed.staff.desk.on
    told = calendar.entries(feed.staff, first=today - BEHIND, last=today + AHEAD, at=at, mine=True)
    answer = HttpResponse(
        calendar_file.written(told, shows=feed.shows, at=at), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _sits_down(feed: CalendarFeed) -> bool:
    """Seat the owner of an address in its service; somebody who left, or runs no groups any more, has none."""
    staff: Staff = feed.staff
    set_frame(service=feed.service_id, person=staff.pk)
    desk = desk_of(staff, feed.service, on=timezone.localdate())
    set_frame(service=feed.service_id, person=staff.pk, roles=desk.roles)
    staff.desk = desk
    return desk.has(*READERS)


def _mine(request: HttpRequest) -> bool:
    asked = request.GET.get("whose")
    if asked in ("mine", "all"):
        return asked == "mine"
    return not request.user.desk.has(Role.DIRECTOR, Role.INTAKE)


def _day(text: str | None) -> date | None:
    """A day as the address has it; a wrong one, or one no calendar can show, is today."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return day if day and 1900 < day.year < 2200 else None


def _span(view: str, on: date) -> Span:
    weeks = Weeks((get_format("FIRST_DAY_OF_WEEK") - 1) % 7)
    if view == LIST:
        step = timedelta(days=LIST_DAYS)
        last = on + step - timedelta(days=1)
        return Span(on, last, _between(on, last), on - step, on + step)
    if view == WEEK:
        first = on - timedelta(days=(on.weekday() - weeks.firstweekday) % 7)
        last, step = first + timedelta(days=6), timedelta(days=7)
        return Span(first, last, _between(first, last), first - step, first + step)
    days = list(weeks.itermonthdates(on.year, on.month))
    first_of_month = on.replace(day=1)
    before = (first_of_month - timedelta(days=1)).replace(day=1)
    after = (first_of_month + timedelta(days=31)).replace(day=1)
    return Span(days[0], days[-1], date_format(on, "F Y"), before, after, month=on.month)


def _between(first: date, last: date) -> str:
    return _("%(first)s to %(last)s") % {
        "first": date_format(first, "j F"),
        "last": date_format(last, "j F Y"),
    }
