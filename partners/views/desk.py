"""Her worker's desk: who waits, a new enquiry, and the numbers of a year."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.db.models import Case, IntegerField, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from partners.access import WORKERS, openable, openable_by
from partners.actions import enquiries, journal
from partners.forms import EnquiryForm
from partners.models import Enquiry, SafetyWord
from partners.questions import desk, numbers
from referrals.questions.front_desks import front_desk_of
from referrals.views.referrals import point_at
from services.access import staff_with
from services.errors import Refused
from services.paging import page_of

WHOSE = ("mine", "none", "closed")
# Danger first, then whoever was not called back yet, then the rest.
RANK = Case(
    When(Q(first_answered_at=None, danger=True), then=Value(0)),
    When(first_answered_at=None, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


@staff_with(*WORKERS)
def enquiry_list(request: HttpRequest) -> HttpResponse:
    """Callers by how long they wait; the words stay sealed until one is opened."""
    at, staff = timezone.now(), request.user
    journal.opened(what="list", by=staff, at=at)
    hidden, nobody_else = desk.kept_from(staff)
    rows = openable_by(staff).exclude(pk__in=hidden) if hidden else openable_by(staff)
    counts = desk.counts(rows, staff=staff)
    who = request.GET.get("who", "")
    among = rows.with_danger().annotate(rank=RANK).only(*desk.SHOWN)
    page = page_of(
        request, _of(among, who, staff=staff), by=desk.BY if who == "closed" else ("rank", *desk.BY),
        among=among, descending=who == "closed",
    )  # fmt: skip
    # Of open ones, those about men this person works with are counted out before; of closed ones, page by page.
    listed = openable(staff, page.rows) if who == "closed" else page.rows
    names = desk.names_of(each.owner_id for each in listed)
    for each in listed:
        each.owner_name = names.get(each.owner_id, "")
    hours = front_desk_of(staff.desk.service).read_within_hours
    context = {
        "page": page,
        "lines": [(each, each.late(at=at, hours=hours)) for each in listed],
        "counts": counts,
        "who": who if who in WHOSE else "",
        "unwritten": list(SafetyWord.objects.visible_to(staff).without_enquiry()[:20]),
        "hours": hours,
        "nobody_else": nobody_else,
        "at": at,
    }
    return render(request, "partners/enquiry_list.html", context)


def _of(rows, who: str, *, staff):
    if who == "closed":
        return rows.exclude(closed_at=None)
    if who == "mine":
        return rows.open().filter(owner_id=staff.pk)
    if who == "none":
        return rows.open().filter(owner_id=None)
    return rows.open()


@sensitive_post_parameters()
@staff_with(*WORKERS)
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """The worker took the call herself."""
    at = timezone.now()
    form = EnquiryForm(request.POST or None, today=timezone.localdate(at))
    if form.is_valid():
        try:
            enquiries.write_down(
                service=request.user.desk.service,
                door=Enquiry.Door.DESK,
                by=request.user,
                at=at,
                **form.told(),
            )
            messages.success(request, _("Kept. The caller stands on your list."))
            return redirect("partners:enquiry_list")
        except Refused as refused:
            point_at(form, refused)
    return render(request, "partners/enquiry_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@staff_with(*WORKERS)
def safety_word_open(request: HttpRequest, pk) -> HttpResponse:
    """A safety line whose call was never written down becomes an enquiry of hers."""
    unwritten = SafetyWord.objects.visible_to(request.user).without_enquiry()
    word = get_object_or_404(unwritten, pk=pk)
    enquiry = enquiries.open_from(word=word, by=request.user, at=timezone.now())
    return redirect(enquiry)


@staff_with(*WORKERS)
def wing_numbers(request: HttpRequest) -> HttpResponse:
    """A whole year at a time: windows that anybody may move would tell of one caller."""
    at = timezone.now()
    this_year = timezone.localdate(at).year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and this_year - 20 <= int(asked) <= this_year else this_year
    zone = timezone.get_current_timezone()
    found = numbers.of_year(
        request.user, since=datetime(year, 1, 1, tzinfo=zone), until=datetime(year + 1, 1, 1, tzinfo=zone)
    )
    journal.opened(what="numbers", by=request.user, at=at)
    context = {
        "found": found,
        "year": year,
        "years": range(this_year, this_year - 5, -1),
    }
    return render(request, "partners/wing_numbers.html", context)
