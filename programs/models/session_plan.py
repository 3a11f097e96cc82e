from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet


class SkillQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know what it teaches."""
        return self.in_service_of(staff)

    def taught_now(self) -> Self:
        return self.filter(is_active=True)

    def begun(self) -> Self:
        """Taught in an edition that a group began with: what these say stays."""
        taught = PlanSkill.objects.filter(
            skill=models.OuterRef("pk"), plan__module__curriculum__begun_at__isnull=False
        )
        return self.filter(models.Exists(taught))


class Skill(Walled):
    """A tool a man can use the same evening, in plain words. They stay once a group began with a plan that teaches it."""

    name = models.CharField(_("name"), max_length=120)
    says = models.CharField(_("how it goes"), max_length=500, blank=True)
    is_active = models.BooleanField(_("taught now"), default=True)

    objects = SkillQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "service",
                "name",
                name="skill_once",
                violation_error_message=_("There is already a skill of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class SessionPlanQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff)

    def in_order(self) -> Self:
        return self.order_by("module__position", "position")


class SessionPlan(Walled):
    """What happens in one session of a part: its aim, its steps, what is handed out and which tools are taught."""

    module = models.ForeignKey("programs.Module", on_delete=models.CASCADE, related_name="plans")
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=150)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=120)
    aim = models.CharField(_("what it is for"), max_length=500, blank=True)
    # Each step a sentence, in order; each hand-out {"title", "words"}.
    steps = models.JSONField(_("how it goes"), default=list, blank=True)
    handouts = models.JSONField(_("hand-outs"), default=list, blank=True)
    skills = models.ManyToManyField("programs.Skill", through="programs.PlanSkill", related_name="plans")
    # Safety, impact and time-out come in the first sessions, whatever he has done before.
    for_everybody = models.BooleanField(
        _("for everybody, whatever he did before"),
        default=False,
        help_text=_("Such as safety, impact and time-out. A we session otherwise waits for the me part."),
    )

    objects = SessionPlanQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("service", "module", "position", name="plan_position_once"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0),
                name="plan_takes_time",
                violation_error_message=_("A session takes some minutes."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanSkill(Walled):
    """A skill is taught in a session plan."""

    plan = models.ForeignKey("programs.SessionPlan", on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey("programs.Skill", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("service", "plan", "skill", name="plan_skill_once")]

    def __str__(self) -> str:
        return f"Plan skill {self.pk}"
