from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    BEHAVIOR_CHANGE = "behavior_change", _("Behavior change")
    RELATIONSHIP_SKILLS = "relationship_skills", _("Relationship skills")
    FATHERS = "fathers", _("Fathers")
    YOUNG_MEN = "young_men", _("Young men")
    PREVENTION = "prevention", _("Prevention series")
    MAINTENANCE = "maintenance", _("Staying on track")


class ProgramQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know what it runs."""
        return self.in_service_of(staff)


@with_history()
class Program(Walled):
    """What a service offers, with its modules in order; groups run it."""

    Kind = Kind

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices, default=Kind.BEHAVIOR_CHANGE)
    sessions_planned = models.PositiveSmallIntegerField(_("sessions in full"), default=12)
    rule_profile = models.ForeignKey(
        "programs.RuleProfile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programs",
        verbose_name=_("rules"),
    )
    is_active = models.BooleanField(_("offered now"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "name",
                name="program_name_once",
                violation_error_message=_("There is already a program of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:program_detail", args=[self.pk])
