"""Referrals: the queue, a first contact, and the page of one."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Enrollment
from referrals.access import RECEIVERS, TRIAGERS, knows_the_door
from referrals.forms import ContactForm
from referrals.models import Referral, SafetyLine
from referrals.models.referral import LEAVING, NEEDS_REASON, NEXT, Status
from referrals.questions import days_ahead, decided, queue
from referrals.questions.earlier_answers import found_of
from referrals.questions.speaking_clock import clock_words
from services.access import name_for, staff_with
from services.errors import Refused
from services.exports import file_answer, kind_asked
from services.lists import among, keeps_views, one_of
from services.models import Site
from services.paging import count_of, page_of
from services.views.saved_views import beside

# The word in the address, the status, and what the page of it says.
STEPS = {
    "accept": (
        Status.ACCEPTED,
        gettext_lazy("Accept him"),
        gettext_lazy("He gets a place when one is found."),
    ),
    "waitlist": (
        Status.WAITLISTED,
        gettext_lazy("Put him on the waitlist"),
        gettext_lazy("He waits for a place."),
    ),
    "redirect": (
        Status.REDIRECTED,
        gettext_lazy("Help him elsewhere"),
        gettext_lazy("Say where he is helped, and why there."),
    ),
    "decline": (
        Status.DECLINED,
        gettext_lazy("Decline"),
        gettext_lazy("Say why we cannot take him, in words he could read."),
    ),
    "withdraw": (
        Status.WITHDRAWN,
        gettext_lazy("He withdrew"),
        gettext_lazy("Say what he told us. He may come again; that is a new referral."),
    ),
    "no-contact": (
        Status.NO_CONTACT,
        gettext_lazy("We could not reach him"),
        gettext_lazy("Say what was tried. He may come again; that is a new referral."),
    ),
    "close": (Status.CLOSED, gettext_lazy("Close"), gettext_lazy("What was asked of us is done.")),
}


@keeps_views(
    "referrals:referral_list",
    gettext_lazy("Referrals"),
    who=among({"mine", "none", "ours", "today"}),
    site=one_of("services.Site"),
    source=among(Referral.Source.values),
    status=among(Status.values),
)
@staff_with(*TRIAGERS)
def referral_list(request: HttpRequest) -> HttpResponse:
    """Who waits, safety first, then the longest; or, by its status, what became of the others."""
    at, staff = timezone.now(), request.user
    visible = queue.queue(staff, at=at)
    chosen = {name: request.GET.get(name, "") for name in ("who", "site", "source", "status")}
    rows = _narrowed(visible, chosen, staff=staff)
    counts = queue.counts(rows, staff=staff)
    if chosen["who"] == "mine":
        rows = rows.filter(owner=staff)
    elif chosen["who"] == "none":
        rows = rows.filter(owner=None)
    elif chosen["who"] == "ours":
        rows = rows.filter(Q(owner=staff) | Q(owner=None))
    elif chosen["who"] == "today":
        rows = rows.waiting().filter(rank__lte=queue.TODAY)
    if kind := kind_asked(request):
        return _file(kind, rows, by=staff, at=at)
    page = page_of(request, rows.select_related("client", "owner", "site"), by=queue.BY, among=visible)
    context = {
        "page": page,
        "referrals": _looked_ahead(staff, page.rows, at=at),
        "counts": counts,
        "chosen": chosen,
        "narrowed": any(chosen[name] for name in ("site", "source", "status")),
        "sites": list(Site.objects.in_service_of(staff)),
        "sources": Referral.Source.choices if staff.desk.has(*RECEIVERS) else [],
        "statuses": Status.choices,
        "may_receive": staff.desk.has(*RECEIVERS),
        "aside": count_of(Referral.objects.visible_to(staff).set_aside())
        if staff.desk.has(*RECEIVERS)
        else 0,
        "at": at,
        **beside(request, "referrals:referral_list"),
    }
    return render(request, "referrals/referral_list.html", context)


@staff_with(*TRIAGERS)
def referral_detail(request: HttpRequest, pk) -> HttpResponse:
    at, staff = timezone.now(), request.user
    rows = queue.queue(staff, at=at).select_related("client", "owner", "site", "referrer")
    # Most men have no such line: its statement is saved for those who have.
    rows = rows.annotate(
        has_danger=Exists(SafetyLine.objects.visible_to(staff).filter(referral=OuterRef("pk")))
    )
    referral = queue.dressed([get_object_or_404(rows, pk=pk)])[0]
    known = _about(staff, referral)
    made = {name: known[name] for name in ("contacts", "steps")}
    return render(
        request,
        "referrals/referral_detail.html",
        {"at": at, **known, **decided.about(staff, referral, **made, at=at)},
    )


def _about(staff, referral: Referral) -> dict:
    """What the page of a referral shows, and which steps are open from here."""
    may = NEXT[Status(referral.status)]
    ways = [
        {"word": word, "title": title, "owes_reason": to in NEEDS_REASON, "leaves": to in LEAVING}
        for word, (to, title, _says) in STEPS.items()
        if to in may
    ]
    places = Enrollment.objects.visible_to(staff).filter(client=referral.client_id).open()
    return {
        "referral": referral,
        "man": referral.client,
        "knows_the_door": knows_the_door(staff, referral),
        "danger": list(referral.safety_lines.select_related("by")) if referral.has_danger else [],
        "rules": list(referral.client.contact_rules.order_by("-may_contact", "id")),
        "triage": found_of(referral, staff=staff),
        "contacts": list(referral.contacts.select_related("by").order_by("-at", "id")),
        "steps": list(referral.steps.select_related("by").order_by("-at", "-id")),
        "places": list(places.select_related("group")),
        "form": ContactForm(),
        "ways": [way for way in ways if not way["leaves"]],
        "ways_out": [way for way in ways if way["leaves"]],
        "may_triage": referral.status in (Status.RECEIVED, Status.CONTACTING),
        "may_place": Status.PLACED in may,
        "is_mine": referral.owner_id == staff.pk,
    }


def _narrowed(rows, chosen: dict[str, str], *, staff):
    """The queue as its filters say; what is no filter is no filter."""
    rows = rows.filter(status=chosen["status"]) if chosen["status"] in Status.values else rows.waiting()
    try:
        rows = rows.filter(site=UUID(chosen["site"])) if chosen["site"] else rows
    except ValueError:
        chosen["site"] = ""
    if chosen["source"] in Referral.Source.values and staff.desk.has(*RECEIVERS):
        rows = rows.door_known_to(staff).filter(source=chosen["source"])
    return rows


def _looked_ahead(staff, rows, *, at) -> list[Referral]:
    """The rows as the page says them: the next step, its clock, the next hearing, and what is owed by when."""
    found = queue.dressed(rows)
    days_ahead.look_ahead(staff, found, at=at)
    for referral in found:
        referral.clock = clock_words(referral, at=at)
    return found


def _file(kind: str, rows, *, by, at) -> HttpResponse:
    headings = [
        _("Reference"),
        _("Man"),
        _("Received"),
        _("Days"),
        _("Status"),
        _("Next step"),
        _("Clock"),
        _("Next hearing"),
        _("Owed by us"),
        _("What had happened"),
        _("Site"),
        _("With"),
    ]
    in_order = rows.select_related("client", "owner", "site").order_by(*queue.BY)
    lines = [
        [
            each.client.reference,
            name_for(by, each.client),
            each.received_on,
            each.waited(at=at).days,
            each.get_status_display(),
            each.step.words,
            each.clock,
            each.hearing.words if each.hearing else "",
            "; ".join(f"{owed.label} {owed.words}" for owed in each.owed),
            each.get_crisis_display(),
            each.site.name if each.site else "",
            each.owner.name if each.owner else "",
        ]
        for each in _looked_ahead(by, in_order, at=at)
    ]
    return file_answer(kind, what="referrals", name="referrals", headings=headings, rows=lines, by=by, at=at)


def point_at(form, refused: Refused) -> None:
    """Say why on top, and put each sentence at its field."""
    form.add_error(None, str(refused))
    for name, sentences in refused.fields.items():
        if name in form.fields:
            form.add_error(name, sentences)
