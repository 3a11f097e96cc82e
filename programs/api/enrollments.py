"""Places: read, paused, moved, finished, ended, taken back. They are given through a referral."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import completions, enrollments, make_ups, pauses, reasons, transfers
from programs.api import enrollment_shapes as shapes
from programs.models import Attendance, Completion, Enrollment, Group, OrderedDose
from programs.questions import finishing, standings
from programs.rules import Standing
from programs.rules.sentences import explained, why
from services.access import KNOW_HIM, Role
from services.api.resources import Listed, Resource, look, step
from services.api.versions import with_version


class EnrollmentFilter(filters.FilterSet):
    class Meta:
        model = Enrollment
        fields = ["group", "client", "status"]


class Enrollments(Listed, Resource):
    """Places of the men this person may see, in the groups this person may see."""

    model, Output = Enrollment, shapes.EnrollmentOutput
    readers = KNOW_HIM
    writers = (Role.COUNSELOR, Role.DIRECTOR)
    filterset_class = EnrollmentFilter

    def visible(self) -> QuerySet:
        return Enrollment.objects.readable_by(self.request.user)

    @property
    def kept(self) -> QuerySet:
        """Places in the groups whose register this person keeps."""
        return self.get_queryset().filter(group__in=Group.objects.markable_by(self.request.user))

    def told(self, shape: type[shapes.Input]) -> dict[str, Any]:
        """What was sent, by whom and when, for an action."""
        return self.read(shape) | {"by": self.request.user, "at": self.at}

    @property
    def today(self) -> dict[str, Any]:
        return {"on": self.request.user.desk.on}

    @step(takes=shapes.ExitInput)
    def exit(self, request: Request, pk) -> Response:
        """End a place, early or completed. Without `on` it ends today."""
        enrollment = self.one(self.kept)
        return self.answer(
            enrollments.exit(enrollment=enrollment, **self.today | self.told(shapes.ExitInput))
        )

    @step(takes=shapes.ReinstateInput)
    def reinstate(self, request: Request, pk) -> Response:
        """Take an exit back, with a reason. What stood before is kept in the history."""
        enrollment = self.one(self.kept)
        return self.answer(enrollments.reinstate(enrollment=enrollment, **self.told(shapes.ReinstateInput)))

    @step(takes=shapes.PauseInput)
    def pause(self, request: Request, pk) -> Response:
        """Keep his place while he is away, until a day. Without `since` from today on."""
        enrollment = self.one(self.kept)
        sent = {"since": request.user.desk.on} | self.told(shapes.PauseInput)
        pauses.pause(enrollment=enrollment, **sent)
        return self.answer(enrollment)

    @step(takes=shapes.ChangeReturnInput)
    def change_return(self, request: Request, pk) -> Response:
        """He comes back on another day than was said."""
        enrollment = self.one(self.kept)
        pauses.change_return(enrollment=enrollment, **self.told(shapes.ChangeReturnInput))
        return self.answer(enrollment)

    @step(takes=shapes.BackInput)
    def back(self, request: Request, pk) -> Response:
        """He is back and expected again. Without `on` from today on."""
        enrollment = self.one(self.kept)
        pauses.back(enrollment=enrollment, **self.today | self.told(shapes.BackInput))
        return self.answer(enrollment)

    @step(takes=shapes.TransferInput)
    def transfer(self, request: Request, pk) -> Response:
        """Move him to another group; the answer is his new place. Without `start_on` from today on."""
        enrollment = self.one(self.kept)
        sent = {"start_on": request.user.desk.on} | self.told(shapes.TransferInput)
        return self.answer(transfers.transfer(enrollment=enrollment, **sent))

    @step(takes=shapes.CompleteInput, gives=shapes.CompletionOutput)
    def complete(self, request: Request, pk) -> Response:
        """Sign that he finished, and end his place. Without `on` today is his last day."""
        enrollment = self.one(self.kept)
        signed = completions.complete(enrollment=enrollment, **self.today | self.told(shapes.CompleteInput))
        return with_version(Response(self.shown(signed, shapes.CompletionOutput)), signed.version)

    @step(takes=shapes.AcceptReasonInput)
    def accept_reason(self, request: Request, pk) -> Response:
        """Accept what he told us for a session he missed, or with `accepted` false take that back."""
        row, sent = self.mark_of(shapes.AcceptReasonInput)
        act = reasons.accept if sent["accepted"] else reasons.take_back
        act(attendance=row, by=request.user, at=self.at)
        return self.answer(row.enrollment)

    @step(takes=shapes.MakeUpInput)
    def make_up(self, request: Request, pk) -> Response:
        """Say on which day he made up a session he missed; null says that he did not."""
        row, sent = self.mark_of(shapes.MakeUpInput)
        if sent["on"]:
            make_ups.make_up(attendance=row, on=sent["on"], by=request.user, at=self.at)
        else:
            make_ups.take_back(attendance=row, by=request.user, at=self.at)
        return self.answer(row.enrollment)

    @look(gives=shapes.StandingOutput)
    def standing(self, request: Request, pk) -> Response:
        """Where he stands: what is credited, missed and left, with a sentence for each."""
        enrollment = self.one(self.get_queryset().select_related("rule_profile"))
        doses = OrderedDose.objects.visible_to(request.user).filter(enrollment=enrollment).in_force()
        standing, orders = standings.in_full(enrollment, doses, at=self.at)
        told = {
            "rules": enrollment.rule_profile_id,
            "standing": _counted(standing),
            "orders": [{"dose": each.dose, "standing": _counted(each.standing)} for each in orders],
            "sessions": [
                {"offer": one.offer, "weight": one.weight, "credited": one.credited, "why": why(one)}
                for one in standing.weighed
            ],
        }
        return Response(self.shown(told, shapes.StandingOutput))

    @look(gives=shapes.CertificateOutput)
    def certificate(self, request: Request, pk) -> Response:
        """What a certificate of attendance may say. There is one once somebody signed that he finished."""
        enrollment = self.one(self.get_queryset().select_related("rule_profile"))
        signed = Completion.objects.visible_to(request.user).standing().select_related("signed_by")
        completion = get_object_or_404(signed, enrollment=enrollment)
        certificate = finishing.certificate_of(enrollment, completion, at=self.at)
        return Response(self.shown(certificate, shapes.CertificateOutput))

    def mark_of(self, shape: type[shapes.Input]) -> tuple[Attendance, dict[str, Any]]:
        """His mark in the register of the session that was sent, or a 404."""
        enrollment, sent = self.one(self.kept), self.read(shape)
        marks = Attendance.objects.visible_to(self.request.user).select_related("enrollment")
        return get_object_or_404(marks, enrollment=enrollment, session=sent["session"]), sent


def _counted(standing: Standing) -> dict[str, Any]:
    figures = [name for name in shapes.CountedOutput._declared_fields if hasattr(standing, name)]
    return {name: getattr(standing, name) for name in figures} | {"sentences": explained(standing)}
