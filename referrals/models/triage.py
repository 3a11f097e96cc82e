from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q, Value
from django.utils.translation import gettext_lazy as _

from referrals.models.referral import Referral
from services.fields import EncryptedTextField
from services.models.walled import Walled, WalledQuerySet, with_history


class Urgency(models.TextChoices):
    TODAY = "today", _("Today")
    THIS_WEEK = "this_week", _("This week")
    SOON = "soon", _("When a place is free")


class SafetyPrompt(models.TextChoices):
    """Asked first and never added up: one yes opens a talk with a colleague, not a score."""

    THREATS_TO_KILL = "threats_to_kill", _("Threats to kill")
    CHOKING = "choking", _("Hands around the neck")
    WEAPONS = "weapons", _("Weapons within reach")
    STALKING = "stalking", _("Following or watching somebody")
    BREACHES = "breaches", _("Breach of an order")
    PREGNANCY = "pregnancy", _("Pregnancy or a new baby")
    RECENT_SEPARATION = "recent_separation", _("Recent separation")
    CHILDREN_PRESENT = "children_present", _("Children were there")
    THREATS_TO_STAFF = "threats_to_staff", _("Threats to us")
    SELF_HARM = "self_harm", _("Thoughts of ending his life")


class Barrier(models.TextChoices):
    SHAME = "shame", _("Shame")
    SELF_RELIANCE = "self_reliance", _("“I sort it out myself”")
    LOSS_OF_CONTROL = "loss_of_control", _("Fear of losing control")
    DISCLOSING = "disclosing", _("Speaking of how he feels")
    DISTRUST = "distrust", _("Distrust of services")
    COST = "cost", _("Cost")
    TRAVEL = "travel", _("Getting here")
    SHIFTS = "shifts", _("Shifts or two jobs")
    CHILD_CARE = "child_care", _("Child care")
    HOUSING = "housing", _("Nowhere steady to live")
    LANGUAGE = "language", _("Language")
    LITERACY = "literacy", _("Reading and writing")


class Fee(models.TextChoices):
    FULL = "full", _("The full fee")
    SLIDING = "sliding", _("What he can afford")
    WAIVED = "waived", _("Waived")
    NONE = "none", _("There is no fee")


class TriageQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """What was found is read with the referral, by whoever may see that."""
        return self.in_service_of(staff).filter(referral__in=Referral.objects.visible_to(staff))


@with_history()
class Triage(Walled):
    """What the first real talk found, with a plan for now and a plan for next. Both, always."""

    Urgency, SafetyPrompt, Barrier, Fee = Urgency, SafetyPrompt, Barrier, Fee

    referral = models.OneToOneField("referrals.Referral", on_delete=models.CASCADE, related_name="triage")
    safety_prompts = models.JSONField(_("safety"), default=list, blank=True)
    urgency = models.CharField(_("how soon"), max_length=12, choices=Urgency.choices, default=Urgency.SOON)
    mood = EncryptedTextField(_("how he is"), blank=True, default="")
    alcohol = EncryptedTextField(_("drinking and drugs"), blank=True, default="")
    barriers = EncryptedTextField(_("what could keep him away"), blank=True, default="")
    barrier_codes = models.JSONField(
        _("what could be in his way"), default=list, blank=True, db_default=Value([], models.JSONField())
    )
    fee = models.CharField(_("fee"), max_length=8, choices=Fee.choices, blank=True, default="", db_default="")
    fee_amount = models.DecimalField(
        _("what he pays a session"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    high_risk = models.BooleanField(_("high risk"), default=False, db_default=False)
    seconded_by = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    seconded_at = models.DateTimeField(null=True, blank=True)
    seconded_words = EncryptedTextField(_("what the second person says"), blank=True, default="")
    immediate_plan = EncryptedTextField(_("what happens now"))
    next_step_plan = EncryptedTextField(_("what happens next"))
    consulted = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = TriageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(immediate_plan=b"") & ~Q(next_step_plan=b""),
                name="triage_has_both_plans",
                violation_error_message=_("Write what happens now and what happens next."),
            ),
            models.CheckConstraint(
                condition=Q(seconded_by=None) | ~Q(seconded_by=F("by")),
                name="seconded_by_another",
                violation_error_message=_("A second person looks at it, not the one who wrote it."),
            ),
        ]
        verbose_name_plural = "triages"

    def __str__(self) -> str:
        return f"Triage {self.pk}"

    @property
    def safety_words(self) -> list[str]:
        """What was said yes to, as words; a code we no longer ask stands as it is."""
        known = SafetyPrompt.values
        return [str(SafetyPrompt(code).label) if code in known else code for code in self.safety_prompts]

    @property
    def barrier_words(self) -> list[str]:
        known = Barrier.values
        return [str(Barrier(code).label) if code in known else code for code in self.barrier_codes]

    @property
    def awaits_second(self) -> bool:
        """High by what was found here; a tool's word is asked for apart."""
        return self.high_risk and self.seconded_by_id is None
