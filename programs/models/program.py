from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet, with_history

if TYPE_CHECKING:
    from programs.models.module import Module


class Kind(models.TextChoices):
    BEHAVIOR_CHANGE = "behavior_change", _("Behavior change")
    RELATIONSHIP_SKILLS = "relationship_skills", _("Relationship skills")
    FATHERS = "fathers", _("Fathers")
    YOUNG_MEN = "young_men", _("Young men")
    PREVENTION = "prevention", _("Prevention series")
    OUTREACH = "outreach", _("Outreach event")
    COUPLES = "couples", _("Couples work")
    MAINTENANCE = "maintenance", _("Staying on track")


# Open to whoever comes: heads are counted, nobody is written down.
WITHOUT_NAMES = (Kind.PREVENTION, Kind.OUTREACH)


class ProgramQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know what it runs."""
        return self.in_service_of(staff)


@with_history()
class Program(Walled):
    """What a service offers; groups run one edition of what it teaches."""

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
    qualification = models.ForeignKey(
        "services.QualificationKind",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what one of its facilitators must hold"),
    )
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_until = models.PositiveSmallIntegerField(_("until age"), null=True, blank=True)
    duty_to_report = models.CharField(
        _("duty to report"),
        max_length=500,
        blank=True,
        help_text=_("What must be passed on about young people here, and to whom."),
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
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_until=None) | Q(age_until__gte=models.F("age_from")),
                name="program_ages_in_order",
                violation_error_message=_("The last age is under the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("programs:program_detail", args=[self.pk])

    @property
    def modules(self) -> list[Module]:
        """The parts of the newest edition, in order. Needs `curricula__modules` loaded ahead."""
        newest = next(iter(self.curricula.all()), None)
        return list(newest.modules.all()) if newest else []

    @property
    def takes_names(self) -> bool:
        """Does anybody have a place here, or are only heads counted?"""
        return self.kind not in WITHOUT_NAMES
