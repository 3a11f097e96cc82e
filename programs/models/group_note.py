from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.group import Group
from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history

WORDS = ("themes", "peer_support", "challenge")


class GroupNoteQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(session__group__in=Group.objects.visible_to(staff))


@with_history()
class GroupNote(Walled):
    """What the group did together. No man is named here, and none of it lands in a man's file."""

    session = models.OneToOneField(
        "programs.GroupSession", on_delete=models.CASCADE, related_name="group_note"
    )
    themes = EncryptedTextField(_("what we worked on"), blank=True, default="")
    peer_support = EncryptedTextField(_("how men backed each other"), blank=True, default="")
    challenge = EncryptedTextField(_("how men challenged each other"), blank=True, default="")
    written_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = GroupNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Group note {self.pk}"
