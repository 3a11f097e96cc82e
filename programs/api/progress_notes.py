"""Progress notes: begun, kept, signed, added to. A list says that a note is there; its words are read one by one."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from programs.access import just_reads
from programs.actions import progress_notes
from programs.models import Enrollment, GroupSession, ProgressNote
from programs.models.progress_note import WRITERS, Strength
from services.actions import reading
from services.api.fields import Code, Day, Input, One
from services.api.idempotency import needs_key
from services.api.resources import Listed, Resource, step
from services.api.versions import seen_version
from services.errors import Refused

ABOUT = ["id", "enrollment", "session", "author", "status", "amends", "created_at", "signed_at", "version"]
LONGEST = 20_000


class ReasonNeeded(Refused):
    """Not a 404: a director may know that the note is there."""

    status = 403
    slug = "reason_needed"


class NoteOutput(serializers.ModelSerializer):
    class Meta:
        model = ProgressNote
        fields = ABOUT


class NoteDetail(serializers.ModelSerializer):
    class Meta:
        model = ProgressNote
        fields = [*ABOUT, *progress_notes.WORDS, "risk_seen_at", "error_reason"]
        extra_kwargs = {"strengths": {"read_only": True}}


class NoteChange(Input):
    """Strengths first, safety last. What is left out stays."""

    strengths = serializers.ListField(child=Code(Strength.choices), max_length=len(Strength), required=False)
    strengths_words = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    none_seen_yet = serializers.BooleanField(required=False)
    owned = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    did = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    next_step = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    next_step_on = Day(required=False, allow_null=True)
    skills = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    barriers = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    concerns = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)
    safety = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False)


class NoteInput(NoteChange):
    enrollment = One(Enrollment, among="readable_by")
    session = One(GroupSession, among="markable_by", required=False, allow_null=True)

    def validate(self, sent: dict) -> dict:
        session = sent.get("session")
        if session and session.group_id != sent["enrollment"].group_id:
            raise serializers.ValidationError(
                {"session": [gettext_lazy("He has no place in the group of this session.")]}
            )
        return sent


class AmendInput(Input):
    words = serializers.CharField(max_length=LONGEST)


class InErrorInput(Input):
    reason = serializers.CharField(max_length=300)


class NoteFilter(filters.FilterSet):
    class Meta:
        model = ProgressNote
        fields = ["enrollment", "session", "status"]


class Notes(Listed, Resource):
    """Notes on men of one's own groups. Those still being written are the author's alone."""

    model, Output, Detail = ProgressNote, NoteOutput, NoteDetail
    Input, Change = NoteInput, NoteChange
    readers = writers = WRITERS
    filterset_class = NoteFilter
    asks_why = ("retrieve", "amend", "mark_in_error")
    keys = ("created_at", "id")

    def visible(self) -> QuerySet:
        return ProgressNote.objects.readable_by(self.request.user).select_related("enrollment")

    def retrieve(self, request: Request, pk) -> Response:
        """A director who did not write it says why in the header Access-Reason: it opens for an hour, and stays written."""
        self._ask_why(self.one())
        return super().retrieve(request, pk)

    def _ask_why(self, note: ProgressNote) -> None:
        opening = {"what": "note", "about_id": note.pk, "by": self.request.user, "at": self.at}
        if just_reads(self.request.user, note) or reading.reason_stands(**opening):
            return
        reason = self.request.headers.get("Access-Reason", "")
        if not reason.strip():
            raise ReasonNeeded(
                _("Say in the header Access-Reason why you open what a counselor wrote about one man.")
            )
        reading.give_reason(reason=reason, **opening)

    @needs_key
    def create(self, request: Request) -> Response:
        sent = self.read(NoteInput)
        enrollment, session = sent.pop("enrollment"), sent.pop("session", None)
        note = progress_notes.begin(enrollment=enrollment, session=session, by=request.user, at=self.at)
        if note.created_at != self.at:
            raise Refused(
                _("You already began a note on him for this session. Change that one."),
                fields={"id": [str(note.pk)]},
            )
        return self.answer(self._keep(note, sent, version=note.version), status=201)

    def partial_update(self, request: Request, pk) -> Response:
        note, seen = self.one(), seen_version(request)
        return self.answer(self._keep(note, self.read(NoteChange), version=seen))

    def _keep(self, note: ProgressNote, words: dict, *, version: int) -> ProgressNote:
        by, at = self.request.user, self.at
        note = progress_notes.save_draft(note=note, version=version, by=by, at=at, **words)
        if note.safety and note.risk_seen_at is None:
            # A danger written down is not left to wait in a draft.
            note = progress_notes.save_safety(note=note, safety=note.safety, by=by, at=at)
        return note

    @step()
    def sign(self, request: Request, pk) -> Response:
        """Sign and lock. A strength is named first, or honestly none."""
        return self.answer(progress_notes.sign(note=self.one(), by=request.user, at=self.at))

    @step(takes=AmendInput, status=201, key="required")
    def amend(self, request: Request, pk) -> Response:
        """Add to a signed note; answers the addition, a signed note of its own that points at the first."""
        note, sent = self.one(), self.read(AmendInput)
        self._ask_why(note)
        return self.answer(progress_notes.amend(note=note, **sent, by=request.user, at=self.at), status=201)

    @step(takes=InErrorInput)
    def mark_in_error(self, request: Request, pk) -> Response:
        """Say that a signed note should not stand here. It stays readable, with the reason and who said so."""
        note, sent = self.one(), self.read(InErrorInput)
        self._ask_why(note)
        return self.answer(progress_notes.mark_in_error(note=note, **sent, by=request.user, at=self.at))
