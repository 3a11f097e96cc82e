"""One man and one worker apart from the group: made, moved, cancelled, marked."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import appointments
from programs.actions.appointments import MARKS
from programs.models import Appointment, Attendance, Enrollment, GroupSession, SessionPlan
from programs.models.appointment import Kind
from services.access import KNOW_HIM
from services.api.fields import Code, Colleague, Input, Moment, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version


class AppointmentOutput(serializers.ModelSerializer):
    makes_up = serializers.UUIDField(source="makes_up.session_id", default=None, allow_null=True)

    class Meta:
        model = Appointment
        fields = [
            "id",
            "enrollment",
            "kind",
            "staff",
            "plan",
            "makes_up",
            "meets_on",
            "starts_at",
            "ends_at",
            "outcome",
            "marked_by",
            "marked_at",
            "version",
        ]


class AppointmentChange(Input):
    """`makes_up` is the session he missed; `anyway` keeps an hour that clashes."""

    kind = Code(Kind.choices, required=False)
    staff = Colleague(*KNOW_HIM, required=False)
    plan = One(SessionPlan, required=False, allow_null=True)
    makes_up = One(GroupSession, required=False, allow_null=True)
    starts_at = Moment(required=False)
    ends_at = Moment(required=False)
    anyway = serializers.BooleanField(required=False)


class AppointmentInput(AppointmentChange):
    enrollment = One(Enrollment, among="readable_by")
    kind = Code(Kind.choices)
    staff = Colleague(*KNOW_HIM)
    starts_at = Moment()
    ends_at = Moment()


class MarkInput(Input):
    outcome = Code([(code.value, code.label) for code in MARKS])


class AppointmentFilter(filters.FilterSet):
    meets_on = filters.DateFromToRangeFilter()

    class Meta:
        model = Appointment
        fields = ["enrollment", "staff", "kind"]


class Appointments(Listed, Resource):
    """Appointments of the men this person may see, in the order of time."""

    model, Output, Input, Change = Appointment, AppointmentOutput, AppointmentInput, AppointmentChange
    readers = writers = KNOW_HIM
    filterset_class = AppointmentFilter
    keys = ("starts_at", "id")

    def visible(self) -> QuerySet:
        return Appointment.objects.visible_to(self.request.user).select_related("makes_up")

    def in_full(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("makes_up")

    def said(
        self, shape: type[AppointmentInput | AppointmentChange], enrollment: Enrollment | None = None
    ) -> dict:
        """What was sent, with the mark that stands for the missed session in his register."""
        sent = self.read(shape)
        session, place = sent.get("makes_up"), enrollment or sent["enrollment"]
        if session:
            marks = Attendance.objects.visible_to(self.request.user)
            sent["makes_up"] = marks.filter(session=session, enrollment=place).first()
        return sent

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.said(AppointmentInput)
        return self.answer(appointments.make(**sent, by=request.user, at=self.at), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        appointment, seen = self.one(), seen_version(request)
        sent = self.said(AppointmentChange, appointment.enrollment)
        changed = appointments.edit(
            appointment=appointment, version=seen, **sent, by=request.user, at=self.at
        )
        return self.answer(changed)

    @step()
    def cancel(self, request: Request, pk) -> Response:
        """It does not take place, and nobody missed it."""
        return self.answer(appointments.cancel(appointment=self.one(), by=request.user, at=self.at))

    @step(takes=MarkInput)
    def mark(self, request: Request, pk) -> Response:
        """How it went. A make-up he came to is written into the register of the session he missed."""
        appointment, sent = self.one(), self.read(MarkInput)
        return self.answer(appointments.mark(appointment=appointment, **sent, by=request.user, at=self.at))
