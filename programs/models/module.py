from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet


class Stage(models.TextChoices):
    ME = "me", _("Me")
    WE = "we", _("We")


class ModuleQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff)


class Module(Walled):
    """A part of a program with one theme: work on himself first (me), then with others (we)."""

    Stage = Stage

    curriculum = models.ForeignKey("programs.Curriculum", on_delete=models.CASCADE, related_name="modules")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=120)
    stage = models.CharField(_("stage"), max_length=2, choices=Stage.choices, default=Stage.ME)
    skills = models.CharField(_("skills"), max_length=300, blank=True)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("service", "curriculum", "position", name="module_position_once")
        ]

    def __str__(self) -> str:
        return self.name
