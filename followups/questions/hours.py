"""Appointments of today and those nobody marked, spreadsheets that wait, and colleagues who ask: one question for My work."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from followups.questions.evenings import REACH
from followups.questions.item import Item, ago_words
from programs.models import Appointment
from programs.models.appointment import Kind
from referrals.models import Consultation, ImportBatch
from referrals.models.import_batch import Kind as Sheet
from referrals.models.import_batch import Status as Batch
from services.access import KNOW_HIM, Role, name_for
from services.models import Client, Staff

SHOWN = 30


def appointments_and_imports(staff: Staff, *, at: datetime) -> list[Item]:
    """What this person has with a man today or has yet to mark, and whom a colleague asks about; for directors, what was
    read and waits for a word."""
    asked: list[QuerySet] = []
    if staff.desk.has(*KNOW_HIM):
        asked += [_appointments(staff, at=at), _consultations(staff)]
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


def _item(
    staff: Staff, what: str, begins: datetime, ends: datetime, kind: str, pk: UUID, place: str, first: str,
    last: str, *, at: datetime,
) -> Item:  # fmt: skip
    if what == "import":
        words, line = _("A spreadsheet waits for your word"), str(Sheet(kind).label)
        url = reverse("referrals:import_detail", args=[pk])
        return Item(begins, ago_words(begins, at=at), words, line, _("Look at it"), url)
    if what == "consultation":
        return _asked(staff, begins, pk, by=kind, man=Client(first_name=first, last_name=last), at=at)
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


def _asked(staff: Staff, asked_at: datetime, pk: UUID, *, by: str, man: Client, at: datetime) -> Item:
    words = _("%(name)s asks about safety") % {"name": by}
    url = reverse("referrals:consultation_detail", args=[pk])
    return Item(asked_at, ago_words(asked_at, at=at), words, name_for(staff, man), _("Answer"), url)


def _url(word: str, place: str, pk: UUID) -> str:
    return reverse(f"programs:appointment_{word}", args=[place, pk])
