"""The register of one session: the whole group read and saved as one."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.actions import attendance, rosters
from programs.actions.attendance import Mark
from programs.actions.rosters import RosterEntry
from programs.models import GroupNote, GroupSession
from programs.models.attendance import Outcome
from programs.models.group_note import WORDS
from services.access import Role, name_for
from services.api.errors import VersionMissing
from services.api.fields import Code, Input
from services.api.idempotency import takes_key
from services.api.resources import Resource
from services.api.versions import seen_version, with_version
from services.errors import Stale


class EntryOutput(serializers.Serializer):
    """One man on the roster. Version 0: nobody marked him yet."""

    enrollment = serializers.UUIDField(source="enrollment.pk")
    name = serializers.SerializerMethodField()
    outcome = serializers.ChoiceField(Outcome.choices, allow_null=True)
    minutes_late = serializers.IntegerField(source="attendance.minutes_late", default=None, allow_null=True)
    minutes_attended = serializers.IntegerField(
        source="attendance.minutes_attended", default=None, allow_null=True
    )
    reason = serializers.CharField(source="attendance.reason", default="")
    version = serializers.IntegerField()

    def get_name(self, entry: RosterEntry) -> str:
        return name_for(self.context["request"].user, entry.enrollment.client)


class GroupNoteOutput(serializers.ModelSerializer):
    class Meta:
        model = GroupNote
        fields = [*WORDS, "version"]


class RegisterOutput(serializers.Serializer):
    session = serializers.UUIDField()
    entries = EntryOutput(many=True)
    unmarked = serializers.IntegerField()
    group_note = GroupNoteOutput(allow_null=True)
    version = serializers.IntegerField()


class EntryInput(Input):
    """`name` may come back as it was read; it changes nothing."""

    enrollment = serializers.UUIDField()
    outcome = Code(Outcome.choices, allow_null=True)
    minutes_late = serializers.IntegerField(min_value=0, max_value=1440, required=False, allow_null=True)
    minutes_attended = serializers.IntegerField(min_value=0, max_value=1440, required=False, allow_null=True)
    reason = serializers.CharField(max_length=200, allow_blank=True, required=False)
    version = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)
    name = serializers.CharField(required=False, allow_blank=True)


class GroupNoteInput(Input):
    """What the group did together. No man is named here."""

    themes = serializers.CharField(max_length=10_000, allow_blank=True, required=False)
    peer_support = serializers.CharField(max_length=10_000, allow_blank=True, required=False)
    challenge = serializers.CharField(max_length=10_000, allow_blank=True, required=False)
    version = serializers.IntegerField(min_value=0, max_value=1_000_000, required=False, allow_null=True)


class RegisterInput(Input):
    """Men left out stay as they are. A whole answer of GET may be sent back with its marks changed."""

    entries = EntryInput(many=True)
    group_note = GroupNoteInput(required=False, allow_null=True)
    session = serializers.UUIDField(required=False)
    unmarked = serializers.IntegerField(required=False)
    version = serializers.IntegerField(required=False)


class Register(Resource):
    """Who was expected, and what was marked of each. Saved in one transaction: all of it or nothing."""

    model, Output, Change = GroupSession, RegisterOutput, RegisterInput
    readers = (Role.INTAKE, Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
    writers = (Role.COUNSELOR, Role.PEER, Role.DIRECTOR)
    pagination_class = None

    def retrieve(self, request: Request, pk) -> Response:
        session = self.one()
        return with_version(Response(self.shown(session)), session.version)

    @takes_key
    def update(self, request: Request, pk) -> Response:
        """With `If-Match: *` each entry says which version it saw; with a version of the register none needs to."""
        session = self.one(GroupSession.objects.markable_by(request.user))
        seen = seen_version(request, any_allowed=True)
        sent = self.read(RegisterInput)
        if seen is None and any(entry.get("version") is None for entry in sent["entries"]):
            raise VersionMissing(_("With “If-Match: *” every entry carries the version you saw."))
        note = sent.get("group_note")
        note_seen = note.pop("version", None) if note else None
        if seen is None and note and note_seen is None:
            raise VersionMissing(_("With “If-Match: *” the group note carries the version you saw, too."))
        try:
            attendance.save_register(
                session=session,
                marks=[_mark(entry) for entry in sent["entries"]],
                version=seen,
                group_note=note,
                group_note_version=note_seen,
                by=request.user,
                at=self.at,
            )
        except Stale as stale:
            if seen is None:
                stale.fields = {"entries": [str(entry.enrollment.pk) for entry in stale.current or []]}
            stale.current = session
            raise
        return self.answer(session)

    def shown(self, session, shape=None) -> dict:
        roster = rosters.roster(session=session, at=self.at)
        register = {
            "session": session.pk,
            "entries": roster,
            "unmarked": sum(entry.outcome is None for entry in roster),
            "group_note": GroupNote.objects.visible_to(self.request.user).filter(session=session).first(),
            "version": session.version,
        }
        return super().shown(register)


def _mark(entry: dict) -> Mark:
    return Mark(
        enrollment_id=entry["enrollment"],
        outcome=entry["outcome"],
        minutes_late=entry.get("minutes_late"),
        minutes_attended=entry.get("minutes_attended"),
        reason=entry.get("reason", ""),
        version=entry.get("version"),
    )
