"""Men, and how to find one: by POST, so that no name stands in an address."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from services.access import Role
from services.actions import clients
from services.api.fields import Code, Day, Input
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, question
from services.api.versions import seen_version
from services.models import Client, ContactRule

MOST_FOUND = 50
KNOWN = ["id", "reference", *clients.FIELDS, "created_at", "version"]


class ContactRuleOutput(serializers.ModelSerializer):
    value = serializers.CharField(read_only=True)

    class Meta:
        model = ContactRule
        fields = [
            "id",
            "kind",
            "value",
            "may_contact",
            "may_leave_message",
            "may_say_who",
            "hours",
            "who_else",
            "confirmed_on",
        ]


class ClientOutput(serializers.ModelSerializer):
    class Meta:
        model = Client
        fields = KNOWN


class ClientDetail(serializers.ModelSerializer):
    """A man with his numbers and addresses, and what may be done with each."""

    contacts = serializers.SerializerMethodField()

    class Meta:
        model = Client
        fields = [*KNOWN, "contacts"]

    @extend_schema_field(ContactRuleOutput(many=True))
    def get_contacts(self, client: Client) -> list[dict]:
        rules = sorted(client.contact_rules.all(), key=lambda rule: (rule.kind, rule.pk))
        return list(ContactRuleOutput(rules, many=True).data)


class ClientChange(Input):
    first_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    last_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    other_names = serializers.CharField(max_length=200, allow_blank=True, required=False)
    date_of_birth = Day(required=False, allow_null=True)
    language = serializers.CharField(max_length=60, allow_blank=True, required=False)
    needs_interpreter = serializers.BooleanField(required=False)
    is_father = serializers.BooleanField(required=False, allow_null=True)
    new_baby = serializers.BooleanField(required=False, allow_null=True)
    child_contact = Code(Client.ChildContact.choices, required=False, allow_blank=True)
    reads_easily = serializers.BooleanField(required=False, allow_null=True)
    identity = serializers.CharField(max_length=300, allow_blank=True, required=False)
    relationship = serializers.CharField(max_length=120, allow_blank=True, required=False)

    def validate_date_of_birth(self, day):
        if day and day > self.context["request"].user.desk.on:
            raise serializers.ValidationError(_("This day is still to come."))
        return day


class ClientInput(ClientChange):
    """At least one name. Without a reference he gets one that says nothing about him."""

    reference = serializers.CharField(max_length=40, required=False)
    phone = serializers.CharField(max_length=40, required=False)
    email = serializers.EmailField(max_length=200, required=False)


class SearchInput(Input):
    text = serializers.CharField(max_length=200)


class ClientsFound(serializers.Serializer):
    """One page, like every list; whoever finds too many writes more letters."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = ClientOutput(many=True)


class Clients(Listed, Resource):
    """Men this person may see, by name."""

    model, Output, Detail = Client, ClientOutput, ClientDetail
    Input, Change = ClientInput, ClientChange
    readers = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR)
    writers = (Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR)
    # Only those to whom every man of a site is their own may take a new one in.
    only = {"create": (Role.INTAKE, Role.DIRECTOR)}
    keys = ("find_last", "find_first", "id")

    def in_full(self, rows: QuerySet) -> QuerySet:
        return rows.prefetch_related("contact_rules")

    def one(self, rows: QuerySet | None = None) -> Client:
        """A record that was made one with another answers with that one."""
        man = clients.answering_for(self.kwargs["pk"], staff=self.request.user)
        return get_object_or_404(self.get_queryset() if rows is None else rows, pk__in=man)

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(ClientInput)
        contacts = {kind: sent.pop(kind, "") for kind in ContactRule.Kind.values}
        client = clients.make(service=request.user.desk.service, by=request.user, at=self.at, **sent)
        add_contacts(client, contacts, by=request.user, at=self.at)
        return self.answer(client, status=201)

    def partial_update(self, request: Request, pk) -> Response:
        client = self.one()
        seen, sent = seen_version(request), self.read(ClientChange)
        return self.answer(clients.edit(client=client, version=seen, by=request.user, at=self.at, **sent))

    @question(takes=SearchInput, gives=ClientsFound)
    def search(self, request: Request) -> Response:
        """Any name he uses, a whole telephone number or its last four digits, an address, or a reference."""
        found = clients.found(staff=request.user, text=self.read(SearchInput)["text"])
        shown = self.Output(found[:MOST_FOUND], many=True, context=self.get_serializer_context()).data
        return Response({"next": None, "previous": None, "results": shown})


def add_contacts(client: Client, contacts: dict[str, str], *, rule: dict | None = None, by, at) -> None:
    """Numbers and addresses as they were given. Nothing may be done with them until he says so (`rule`)."""
    for kind, value in contacts.items():
        if value:
            clients.add_contact(client=client, kind=kind, value=value, by=by, at=at, **(rule or {}))
