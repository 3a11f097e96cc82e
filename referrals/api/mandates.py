"""Orders over men: what each asks, and who may be told what. They stand on no register."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.models import RuleProfile
from referrals.access import RECEIVERS, TRIAGERS, knows_the_door
from referrals.actions import hearings, mandates
from referrals.models import Hearing, Mandate, Referral, Referrer
from services.api.fields import Code, Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version
from services.errors import NotAcceptable


class HearingOutput(serializers.ModelSerializer):
    class Meta:
        model = Hearing
        fields = ["id", "on", "about", "outcome", "adjourned_from", "version"]


class MandateOutput(serializers.ModelSerializer):
    conditions = serializers.CharField(read_only=True)
    reports_to = serializers.SerializerMethodField()
    hearings = HearingOutput(many=True, read_only=True)

    class Meta:
        model = Mandate
        fields = ["id", "client", "referral", *mandates.FIELDS, "ended_on", "hearings", "version"]

    def get_reports_to(self, mandate: Mandate) -> str | None:
        """Only for whoever may know who sent him: the two are often the same office."""
        staff = self.context["request"].user
        told = mandate.referral is not None and knows_the_door(staff, mandate.referral)
        return str(mandate.reports_to_id) if told and mandate.reports_to_id else None


class MandateChange(Input):
    kind = Code(choices=Mandate.Kind.choices, required=False)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True)
    issued_on = Day(required=False, allow_null=True)
    counting = Code(choices=Mandate.Counting.choices, required=False)
    amount = serializers.IntegerField(min_value=1, max_value=1000, required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    conditions = serializers.CharField(max_length=5000, required=False, allow_blank=True)
    reports_to = One(Referrer, required=False, allow_null=True)
    authority = Code(choices=Mandate.Authority.choices, required=False)
    authority_words = serializers.CharField(max_length=300, required=False, allow_blank=True)
    rules = One(RuleProfile, required=False, allow_null=True)


class MandateInput(MandateChange):
    referral = One(Referral)
    kind = Code(choices=Mandate.Kind.choices)


class EndInput(Input):
    on = Day()


class HearingInput(Input):
    on = Day()
    about = serializers.CharField(max_length=200, required=False, allow_blank=True)
    adjourned_from = One(Hearing, required=False)
    outcome = serializers.CharField(max_length=300, required=False, allow_blank=True)


class MandateFilter(filters.FilterSet):
    class Meta:
        model = Mandate
        fields = ["client", "referral"]


class Mandates(Listed, Resource):
    """Orders of the men this person may see; whoever receives men writes them down."""

    model, Output, Input, Change = Mandate, MandateOutput, MandateInput, MandateChange
    readers, writers = TRIAGERS, RECEIVERS
    filterset_class = MandateFilter
    keys = ("at", "id")

    def visible(self) -> QuerySet:
        rows = Mandate.objects.visible_to(self.request.user)
        return rows.select_related("referral").prefetch_related("hearings")

    def in_full(self, rows: QuerySet) -> QuerySet:
        return rows.select_related("referral").prefetch_related("hearings")

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(MandateInput)
        self._may_change(sent["referral"])
        return self.answer(mandates.make(**sent, by=request.user, at=self.at), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        mandate, seen = self.one(), seen_version(request)
        self._may_change(mandate.referral)
        sent = self.read(MandateChange)
        return self.answer(mandates.edit(mandate=mandate, version=seen, **sent, by=request.user, at=self.at))

    @step(takes=EndInput)
    def end(self, request: Request, pk) -> Response:
        """It asks nothing more from this day on."""
        mandate = self.one()
        self._may_change(mandate.referral)
        sent = self.read(EndInput)
        ended = mandates.end(mandate=mandate, version=mandate.version, **sent, by=request.user, at=self.at)
        return self.answer(ended)

    @step(takes=HearingInput, gives=HearingOutput, status=201, key="required")
    def hearings(self, request: Request, pk) -> Response:
        """A day in court; with `adjourned_from` that day was put off to this one."""
        mandate, sent = self.one(), self.read(HearingInput)
        self._may_change(mandate.referral)
        act = {"by": request.user, "at": self.at}
        before = sent.pop("adjourned_from", None)
        if before is None:
            sent.pop("outcome", None)
            hearing = hearings.set_down(mandate=mandate, **sent, **act)
        elif before.mandate_id != mandate.pk:
            words = _("This hearing belongs to another order.")
            raise NotAcceptable(words, fields={"adjourned_from": [words]})
        else:
            hearing = hearings.adjourn(
                hearing=before,
                to=sent["on"],
                outcome=sent.get("outcome", ""),
                version=before.version,
                **act,
            )
        return Response(self.shown(hearing, HearingOutput), status=201)

    def _may_change(self, referral: Referral | None) -> None:
        if referral is None or not knows_the_door(self.request.user, referral):
            raise Http404
