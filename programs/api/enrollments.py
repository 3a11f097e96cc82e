"""Places: read, ended, taken back. They are given through a referral."""

from __future__ import annotations

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import enrollments
from programs.models import Enrollment, Group
from programs.models.enrollment import EndedBy, ExitReason
from services.access import KNOW_HIM, Role
from services.api.fields import Code, Day, Input
from services.api.resources import Listed, Resource, step


class EnrollmentOutput(serializers.ModelSerializer):
    class Meta:
        model = Enrollment
        fields = [
            "id",
            "client",
            "group",
            "episode",
            "status",
            "started_on",
            "ended_on",
            "exit_reason",
            "ended_by",
            "exit_note",
            "reinstated_reason",
            "required_sessions",
            "version",
        ]


class ExitInput(Input):
    reason = Code(ExitReason.choices)
    ended_by = Code(EndedBy.choices)
    on = Day(required=False)
    note = serializers.CharField(max_length=300, allow_blank=True, required=False)


class ReinstateInput(Input):
    reason = serializers.CharField(max_length=300)


class EnrollmentFilter(filters.FilterSet):
    class Meta:
        model = Enrollment
        fields = ["group", "client", "status"]


class Enrollments(Listed, Resource):
    """Places of the men this person may see, in the groups this person may see."""

    model, Output = Enrollment, EnrollmentOutput
    readers = KNOW_HIM
    writers = (Role.COUNSELOR, Role.DIRECTOR)
    filterset_class = EnrollmentFilter

    def visible(self) -> QuerySet:
        return Enrollment.objects.readable_by(self.request.user)

    @property
    def kept(self) -> QuerySet:
        """Places in the groups whose register this person keeps."""
        return self.get_queryset().filter(group__in=Group.objects.markable_by(self.request.user))

    @step(takes=ExitInput)
    def exit(self, request: Request, pk) -> Response:
        """End a place, early or completed. Without `on` it ends today."""
        enrollment = self.one(self.kept)
        sent = {"on": request.user.desk.on} | self.read(ExitInput)
        return self.answer(enrollments.exit(enrollment=enrollment, **sent, by=request.user, at=self.at))

    @step(takes=ReinstateInput)
    def reinstate(self, request: Request, pk) -> Response:
        """Take an exit back, with a reason. What stood before is kept in the history."""
        enrollment = self.one(self.kept)
        sent = self.read(ReinstateInput)
        return self.answer(enrollments.reinstate(enrollment=enrollment, **sent, by=request.user, at=self.at))
