"""Men: the list, the search, and a man's page with his time in one list."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from followups.questions import follow_ups, men, timeline
from followups.questions.evenings import REACH
from followups.questions.two_records import kept_instead
from programs.models import Group, ProgressNote
from programs.models.progress_note import Status as Note
from programs.models.progress_note import Strength
from referrals.access import RECEIVERS
from services.access import KNOW_HIM, Role, name_for, staff_with
from services.actions.clients import found
from services.exports import file_answer, kind_asked
from services.lists import among, keeps_views, one_of
from services.models import Client
from services.paging import count_of, page_of
from services.views.saved_views import beside

FOUND_SHOWN = 30
# While somebody types: from the second letter on, and no more than the eye takes in.
TYPED_FROM, TYPED_SHOWN = 2, 8
STRENGTHS_SHOWN = 5


@keeps_views(
    "followups:client_list",
    gettext_lazy("Men"),
    state=among(men.STATES),
    group=one_of("programs.Group"),
)
@staff_with(*KNOW_HIM)
def client_list(request: HttpRequest) -> HttpResponse:
    """Men this person may see, by name, with where each stands."""
    at, staff = timezone.now(), request.user
    running = Group.objects.visible_to(staff).running(on=timezone.localdate(at))
    groups = list(running.values_list("pk", "name")[:200])
    chosen = {name: request.GET.get(name, "") for name in ("group", "state")}
    group = next((pk for pk, _name in groups if str(pk) == chosen["group"]), None)
    visible = men.listed(staff)
    rows = men.narrowed(visible, staff=staff, group=group, state=chosen["state"])
    if kind := kind_asked(request):
        return _file(kind, rows, by=staff, at=at)
    page = page_of(request, rows, by=men.BY, among=visible)
    context = {
        "page": page,
        "men": page.rows,
        "count": count_of(rows),
        "groups": groups,
        "chosen": chosen,
        "narrowed": bool(group or chosen["state"] in men.STATES),
        "at": at,
        **beside(request, "followups:client_list"),
    }
    return render(request, "followups/client_list.html", context)


@staff_with(*KNOW_HIM)
def client_search(request: HttpRequest) -> HttpResponse:
    """By any name he uses, a whole number, its last four, or his reference. A POST: no name comes into an address.

    htmx asks while somebody types and gets the few that fit, to stand under the box.
    """
    text = request.POST.get("text", "").replace("\0", "").strip()[:100]
    most = TYPED_SHOWN if request.htmx else FOUND_SHOWN
    asked = len(text) >= (TYPED_FROM if request.htmx else 1)
    rows = []
    if asked:
        matches = found(staff=request.user, text=text, among=men.listed(request.user))
        rows = list(matches.order_by(*men.BY)[: most + 1])
    context = {"text": text, "men": rows[:most], "more": len(rows) > most, "asked": asked}
    page = "followups/_found.html" if request.htmx else "followups/client_search.html"
    return render(request, page, context)


@staff_with(Role.PEER, *KNOW_HIM)
def client_detail(request: HttpRequest, pk) -> HttpResponse:
    """One man: how to reach him, where he is, his time with us, what is next. A peer sees a first name and sessions."""
    at, staff = timezone.now(), request.user
    rows = men.with_home(men.listed(staff))
    man = rows.prefetch_related("contact_rules").filter(pk=pk).first()
    if man is None:
        # A record that was made one with another leads to that one.
        return redirect(get_object_or_404(kept_instead(staff, pk)))
    places = men.places_of(man, staff=staff, at=at, since=at - REACH)
    knows_him = staff.desk.has(*KNOW_HIM)
    if not knows_him and not places:
        raise Http404
    show = request.GET.get("show", "")
    everything = request.GET.get("all") == "1"
    most = timeline.MOST if everything else timeline.SHOWN
    place = places[0] if places else None
    events = timeline.timeline(man, staff=staff, at=at, show=show, place=place, most=most + 1)
    context = {
        "man": man,
        "name": name_for(staff, man),
        "place": place,
        "events": events[:most],
        "more": len(events) > most,
        "at": at,
    }
    if not knows_him:
        return render(request, "followups/client_detail_peer.html", context)
    owed = follow_ups.readable(staff).filter(client=man).open().order_by(*follow_ups.BY)[:5]
    context |= {
        "home": men.home_words(man),
        "rules": sorted(man.contact_rules.all(), key=lambda rule: (not rule.may_contact, str(rule.pk))),
        "shows": timeline.SHOWS.items(),
        "show": show if show in timeline.SHOWS or (show == timeline.OFFERED and place) else "",
        "strengths": _strengths(staff, man),
        "owed": follow_ups.dressed(owed, staff=staff, at=at),
        "note_url": _note_url(staff, places),
        "receives": staff.desk.has(*RECEIVERS),
        "directs": staff.desk.has(Role.DIRECTOR),
    }
    return render(request, "followups/client_detail.html", context)


def _strengths(staff, man: Client) -> list[tuple[str, int]]:
    """What was seen in him, most often first. Counselors only: a director gives a reason before reading notes."""
    if not staff.desk.has(Role.COUNSELOR):
        return []
    signed = ProgressNote.objects.readable_by(staff).filter(enrollment__client=man, amends=None)
    seen: Counter = Counter()
    for codes in signed.filter(status__in=(Note.SIGNED, Note.AMENDED)).values_list("strengths", flat=True)[
        :200
    ]:
        seen.update(codes)
    return [
        (str(Strength(code).label) if code in Strength.values else code, times)
        for code, times in seen.most_common(STRENGTHS_SHOWN)
    ]


def _note_url(staff, places) -> str:
    """The note he is owed by this person: on the last session he came to."""
    place = next((each for each in places if each.note_session), None)
    if place is None or not staff.desk.has(Role.COUNSELOR):
        return ""
    return reverse("programs:progress_note_new", args=[UUID(str(place.note_session)), place.pk])


def _file(kind: str, rows, *, by, at: datetime) -> HttpResponse:
    headings = [
        _("Reference"),
        _("First name"),
        _("Last name"),
        _("Other names"),
        _("Date of birth"),
        _("Group"),
        _("Since"),
        _("Waiting"),
    ]
    lines = [
        [
            man.reference,
            man.first_name,
            man.last_name,
            man.other_names,
            man.date_of_birth,
            man.group_name,
            man.group_since,
            _("Yes") if man.waiting_id else "",
        ]
        for man in rows.order_by(*men.BY)
    ]
    return file_answer(kind, what="clients", name="men", headings=headings, rows=lines, by=by, at=at)
