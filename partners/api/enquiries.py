"""What a partner or relative says, sent by another program. It can be sent, and read by nobody through the API."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from partners.access import WORKERS, WRITERS
from partners.actions import enquiries
from partners.models import Enquiry
from services.api.fields import Code, Day, Input
from services.api.idempotency import needs_key
from services.api.resources import Resource


def text(longest: int, **more) -> serializers.CharField:
    return serializers.CharField(required=False, allow_blank=True, max_length=longest, **more)


class Enquiries(Resource):
    """POST only: 201 and no body. Where nobody speaks with partners, 409, and nothing is kept."""

    model = Enquiry
    readers = ()
    writers = (*WRITERS, *WORKERS)
    http_method_names = ["post"]

    class Input(Input):
        relation = Code(choices=Enquiry.Relation.choices, required=False, allow_blank=True)
        name = text(200, source="her_name", help_text=_("The caller’s"))
        contact = text(200, help_text=_("A number or address of the caller’s, or how to reach them"))
        may_contact = serializers.BooleanField(
            required=False, help_text=_("Nobody is contacted unless this is true")
        )
        may_leave_message = serializers.BooleanField(required=False)
        may_say_who = serializers.BooleanField(required=False)
        contact_when = text(200)
        contact_who_else = text(200)
        said = text(20000)
        asked_for = serializers.ListField(child=Code(choices=Enquiry.Asked.choices), required=False)
        asked_words = text(500)
        his_name = text(200)
        his_date_of_birth = Day(source="his_birth", required=False, allow_null=True)
        his_phone = text(200)

    @needs_key
    def create(self, request: Request) -> Response:
        told = self.read(self.Input)
        born = told.pop("his_birth", None)
        enquiries.write_down(
            service=request.user.desk.service,
            door=Enquiry.Door.API,
            by=request.user,
            at=self.at,
            **told,
            his_birth=born.isoformat() if born else "",
        )
        return Response(status=201)
