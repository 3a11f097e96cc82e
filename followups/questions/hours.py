"""What stands beside the evenings: appointments, heads to count, men who should be back, spreadsheets that wait, days
the front desk owes, and colleagues who ask: one question for My work."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, Count, DateTimeField, F, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from followups.questions import in_touch
from followups.questions.evenings import REACH
from followups.questions.item import Item, ago_words
from programs.models import Appointment, Enrollment, Facilitator
from programs.models.appointment import Kind
from programs.models.enrollment import Status as Place
from programs.questions.events import without_names
from referrals.models import Consultation, Deadline, ImportBatch, Referral
from referrals.models.deadline import Kind as Owed
from referrals.models.import_batch import Kind as Sheet
from referrals.models.import_batch import Status as Batch
from referrals.questions import waiting_room
from referrals.questions.days_left import until
from services.access import KNOW_HIM, Role, name_for
from services.models import Client, Staff

SHOWN = 30
A_WEEK = timedelta(days=7)
# Who says that a man is back.
ENDERS = (Role.COUNSELOR, Role.DIRECTOR)


def beside_the_evenings(staff: Staff, *, at: datetime) -> list[Item]:
    """What this person has with a man today or has yet to mark, whose heads are not counted and who should be back in the
    groups this person runs, and whom a colleague asks about; for directors, what was read and waits for a word."""
    asked: list[QuerySet] = []
    if staff.desk.has(*KNOW_HIM):
        asked += [_appointments(staff, at=at), _consultations(staff), _owed_by_the_desk(staff, at=at)]
        asked += [_calls(staff, at=at), _to_ask_about(staff), _waiting_too_long(staff, at=at)]
    if staff.desk.has(Role.PEER, *ENDERS):
        asked.append(_uncounted(staff, at=at))
    if staff.desk.has(*ENDERS):
        asked.append(_should_be_back(staff))
    if staff.desk.everywhere(Role.DIRECTOR):
        asked.append(_imports(staff))
    if not asked:
        return []
    first, *others = asked
    rows = first.union(*others, all=True) if others else first
    return [_item(staff, *row, at=at) for row in rows.order_by("h_begins")[:SHOWN]]


def _rows(
    rows: QuerySet,
    what: str,
    *,
    begins: str,
    ends: str,
    kind: str = "kind",
    place: str = "",
    first: str = "",
    last: str = "",
):
    """One kind of row in the columns both share."""

    def text(name: str):
        return Cast(F(name), CharField()) if name else Value("", output_field=CharField())

    shared = {
        "h_what": Value(what, output_field=CharField()),
        "h_begins": F(begins),
        "h_ends": F(ends),
        "h_kind": text(kind),
        "h_id": F("pk"),
        "h_place": text(place),
        "h_first": text(first),
        "h_last": text(last),
    }
    return rows.order_by().annotate(**shared).values_list(*shared)


def _appointments(staff: Staff, *, at: datetime) -> QuerySet:
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    mine = Appointment.objects.visible_to(staff).filter(
        staff=staff, outcome=None, starts_at__lt=midnight, ends_at__gt=at - REACH
    )
    return _rows(
        mine,
        "appointment",
        begins="starts_at",
        ends="ends_at",
        place="enrollment_id",
        first="enrollment__client__first_name",
        last="enrollment__client__last_name",
    )


def _own_groups(staff: Staff) -> QuerySet:
    return Facilitator.objects.running(staff, on=staff.desk.on).values("group")


def _uncounted(staff: Staff, *, at: datetime) -> QuerySet:
    """Events where heads are counted, that were held and of which nobody said how many came."""
    held = without_names(staff).held(at=at).filter(group__in=_own_groups(staff), counted=None)
    return _rows(
        held.filter(ends_at__gt=at - REACH),
        "uncounted",
        begins="starts_at",
        ends="ends_at",
        kind="group__name",
    )


def _should_be_back(staff: Staff) -> QuerySet:
    """Men who were away and were to come back by now: somebody asks, and says so."""
    places = Enrollment.objects.readable_by(staff).filter(
        group__in=_own_groups(staff), status=Place.PAUSED, returns_on__lte=staff.desk.on
    )
    return _rows(
        places.annotate(back_at=Cast(F("returns_on"), DateTimeField())),
        "back",
        begins="back_at",
        ends="back_at",
        kind="group__name",
        first="client__first_name",
        last="client__last_name",
    )


def _imports(staff: Staff) -> QuerySet:
    batches = ImportBatch.objects.visible_to(staff).filter(status=Batch.CHECKED)
    return _rows(batches, "import", begins="uploaded_at", ends="uploaded_at")


def _consultations(staff: Staff) -> QuerySet:
    """What this person was asked and has not answered: it stays until there is an answer."""
    mine = Consultation.objects.visible_to(staff).open().filter(asked_of=staff)
    return _rows(
        mine,
        "consultation",
        begins="asked_at",
        ends="asked_at",
        kind="asked_by__name",
        first="referral__client__first_name",
        last="referral__client__last_name",
    )


def _owed_by_the_desk(staff: Staff, *, at: datetime) -> QuerySet:
    """What the rules ask of whoever holds the referral; while nobody does, of whoever receives men."""
    whose = Q(referral__owner=staff)
    if staff.desk.has(Role.INTAKE):
        whose |= Q(referral__owner=None)
    soon = Deadline.objects.visible_to(staff).open().filter(whose, due_at__lt=at + A_WEEK)
    return _rows(
        soon,
        "owed",
        begins="due_at",
        ends="due_at",
        place="why",
        first="referral__client__first_name",
        last="referral__client__last_name",
    )


def _calls(staff: Staff, *, at: datetime) -> QuerySet:
    """Men who wait for a place and have not heard from us for a while."""
    return _of_him(waiting_room.calls_of(staff, at=at), in_touch.CALL, begins="call_at")


def _waiting_too_long(staff: Staff, *, at: datetime) -> QuerySet:
    """One row for all of them: who has waited longest, and how many they are."""
    rows = waiting_room.too_long(staff, at=at).order_by()
    longest = rows.order_by("received_at", "id").values("pk")[:1]
    counted = rows.values("service").annotate(n=Count("pk")).values("n")
    found = Referral.objects.in_service_of(staff).filter(pk__in=longest).annotate(n=Subquery(counted))
    return _of_him(found, in_touch.LONG, begins="received_at", kind="n")


def _to_ask_about(staff: Staff) -> QuerySet:
    """Men helped elsewhere of whom nobody knows how it went."""
    rows = waiting_room.to_ask_about(staff).annotate(ask_at=Cast("ask_again_on", DateTimeField()))
    return _of_him(rows, in_touch.ELSEWHERE, begins="ask_at", kind="to_whom", man="referral__client")


def _of_him(rows: QuerySet, what: str, *, begins: str, kind: str = "status", man: str = "client") -> QuerySet:
    named = {"first": f"{man}__first_name", "last": f"{man}__last_name"}
    return _rows(rows, what, begins=begins, ends=begins, kind=kind, **named)


def _item(
    staff: Staff, what: str, begins: datetime, ends: datetime, kind: str, pk: UUID, place: str, first: str,
    last: str, *, at: datetime,
) -> Item:  # fmt: skip
    if what == "import":
        words, line = _("A spreadsheet waits for your word"), str(Sheet(kind).label)
        url = reverse("referrals:import_detail", args=[pk])
        return Item(begins, ago_words(begins, at=at), words, line, _("Look at it"), url)
    if what == "uncounted":
        words, url = _("Count heads: %(group)s") % {"group": kind}, reverse("programs:head_count", args=[pk])
        when = _("Ended %(ago)s") % {"ago": ago_words(ends, at=at)}
        return Item(begins, when, words, _("Nobody has said how many came."), _("Say how many"), url)
    if what == "back":
        return _back(staff, begins, pk, group=kind, man=Client(first_name=first, last_name=last), at=at)
    if what == "owed":
        return _owed(
            staff, begins, pk, kind=kind, why=place, man=Client(first_name=first, last_name=last), at=at
        )
    if what == "consultation":
        return _asked(staff, begins, pk, by=kind, man=Client(first_name=first, last_name=last), at=at)
    if what == in_touch.LONG:
        return in_touch.too_long(int(kind), since=begins, at=at)
    if what in (in_touch.CALL, in_touch.ELSEWHERE):
        man = Client(first_name=first, last_name=last)
        return in_touch.item(what, begins, pk, name=name_for(staff, man), where=kind, at=at)
    title = _("%(what)s: %(name)s") % {
        "what": Kind(kind).label,
        "name": name_for(staff, Client(first_name=first, last_name=last)),
    }
    if begins > at:
        when = _("At %(time)s") % {"time": time_format(timezone.localtime(begins))}
        return Item(begins, when, title, "", _("Open"), _url("edit", place, pk))
    when = _("On now") if ends > at else _("Ended %(ago)s") % {"ago": ago_words(ends, at=at)}
    line = "" if ends > at else _("Nobody has said how it went.")
    return Item(begins, when, title, line, _("Say how it went"), _url("mark", place, pk))


def _back(staff: Staff, due: datetime, pk: UUID, *, group: str, man: Client, at: datetime) -> Item:
    words = _("Is %(name)s back?") % {"name": name_for(staff, man)}
    line = _("%(group)s. He was to come back on %(day)s.") % {"group": group, "day": date_format(due, "j F")}
    url = reverse("programs:enrollment_back", args=[pk])
    return Item(due, _("Since %(day)s") % {"day": date_format(due, "j F")}, words, line, _("Say so"), url)


def _owed(
    staff: Staff, due_at: datetime, pk: UUID, *, kind: str, why: str, man: Client, at: datetime
) -> Item:
    words = _("%(what)s: %(name)s") % {"what": Owed(kind).label, "name": name_for(staff, man)}
    url = reverse("referrals:deadline_done", args=[pk])
    today = timezone.localdate(due_at) <= timezone.localdate(at)
    return Item(due_at, capfirst(until(due_at, at=at)), words, why, _("It is done"), url, today=today)


def _asked(staff: Staff, asked_at: datetime, pk: UUID, *, by: str, man: Client, at: datetime) -> Item:
    words = _("%(name)s asks about safety") % {"name": by}
    url = reverse("referrals:consultation_detail", args=[pk])
    return Item(asked_at, ago_words(asked_at, at=at), words, name_for(staff, man), _("Answer"), url)


def _url(word: str, place: str, pk: UUID) -> str:
    return reverse(f"programs:appointment_{word}", args=[place, pk])
