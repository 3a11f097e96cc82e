from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.models.group import Group
from services.fields import EncryptedTextField
from services.models.case_cover import CaseCover
from services.models.client import Client, kept_from
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    AMENDED = "amended", _("Signed, with an addition")
    IN_ERROR = "in_error", _("Entered in error")


NEXT = {
    Status.DRAFT: {Status.SIGNED},
    Status.SIGNED: {Status.AMENDED, Status.IN_ERROR},
    Status.AMENDED: {Status.IN_ERROR},
    Status.IN_ERROR: set(),
}


class Strength(models.TextChoices):
    TOOK_RESPONSIBILITY = "took_responsibility", _("Took responsibility")
    KEPT_HIS_WORD = "kept_his_word", _("Kept his word")
    LISTENED = "listened", _("Listened")
    SUPPORTED_ANOTHER_MAN = "supported_another_man", _("Supported another man")
    SPOKE_HONESTLY = "spoke_honestly", _("Spoke honestly")
    SHOWED_CARE = "showed_care", _("Showed care")
    ENCOURAGED_SOMEBODY = "encouraged_somebody", _("Encouraged somebody")
    ASKED_FOR_HELP = "asked_for_help", _("Asked for help")
    STAYED_CALM = "stayed_calm", _("Stayed calm when it was hard")


WRITERS = (Role.COUNSELOR, Role.DIRECTOR)


class ProgressNoteQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Notes on own men in the groups a counselor runs, or at a director's sites; nobody else's business."""
        if not staff.desk.has(*WRITERS):
            return self.none()
        rows = self.in_service_of(staff)
        if staff.desk.everywhere(Role.DIRECTOR):
            return rows.exclude(enrollment__client__in=kept_from(staff))
        men = Client.objects.visible_to(staff)
        cared_for = Q(enrollment__client__in=CaseCover.objects.men_of(staff))
        in_groups = Q(enrollment__group__in=Group.objects.markable_by(staff))
        return rows.filter(in_groups | cared_for, enrollment__client__in=men)

    def readable_by(self, staff) -> Self:
        """What a colleague is still writing is nobody else's reading."""
        return self.visible_to(staff).filter(~Q(status=Status.DRAFT) | Q(author=staff))


@with_history()
class ProgressNote(Walled):
    """What a counselor writes about one man after a session: strengths first. Locked once it is signed."""

    Status, Strength = Status, Strength

    enrollment = models.ForeignKey("programs.Enrollment", on_delete=models.PROTECT, related_name="notes")
    session = models.ForeignKey(
        "programs.GroupSession", on_delete=models.PROTECT, null=True, blank=True, related_name="notes"
    )
    author = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    strengths = models.JSONField(_("strengths seen"), default=list, blank=True)
    strengths_words = EncryptedTextField(_("strengths, in his words or yours"), blank=True, default="")
    none_seen_yet = models.BooleanField(_("none seen yet"), default=False)
    owned = EncryptedTextField(_("what he owned"), blank=True, default="")
    did = EncryptedTextField(_("what he did"), blank=True, default="")
    next_step = EncryptedTextField(_("his next step"), blank=True, default="")
    next_step_on = models.DateField(_("by when"), null=True, blank=True)
    skills = EncryptedTextField(_("skills practised"), blank=True, default="")
    barriers = EncryptedTextField(_("what gets in his way"), blank=True, default="")
    concerns = EncryptedTextField(_("concerns"), blank=True, default="")
    safety = EncryptedTextField(_("safety"), blank=True, default="")
    risk_seen_at = models.DateTimeField(null=True, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    error_reason = models.CharField(_("why it was entered in error"), max_length=300, blank=True)
    created_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProgressNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "enrollment", "session", "author"],
                condition=Q(status=Status.DRAFT, amends=None),
                name="one_draft_per_session",
                violation_error_message=_("You already began a note on him for this session."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT, signed_at=None)
                | (~Q(status=Status.DRAFT) & Q(signed_at__isnull=False)),
                name="signed_note_has_a_time",
            ),
        ]
        indexes = [
            models.Index("service", "enrollment", "created_at", name="note_by_enrollment"),
            models.Index("service", "created_at", "id", name="note_by_time"),
        ]

    def __str__(self) -> str:
        return f"Note {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("programs:progress_note_detail", args=[self.pk])

    @property
    def strength_words(self) -> list[str]:
        """The strengths seen, as words for a person; a code we no longer use stands as it is."""
        return [str(Strength(code).label) if code in Strength.values else code for code in self.strengths]

    @property
    def says_strengths(self) -> bool:
        """A note can be signed when it names a strength, or says honestly that none was seen yet."""
        return bool(self.strengths or self.strengths_words.strip() or self.none_seen_yet)
