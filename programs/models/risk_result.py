from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.models.assessment import AboutHimQuerySet
from services.models.walled import Walled, with_history


class Tool(models.TextChoices):
    """Tools whose questions are not ours to copy: we keep what came out, and nothing else."""

    C_SSRS = "c_ssrs", _("C-SSRS (suicide risk)")
    SARA = "sara", "SARA"
    B_SAFER = "b_safer", "B-SAFER"
    ODARA = "odara", "ODARA"
    DVRNA = "dvrna", "DVRNA"
    DVRAG = "dvrag", "DVRAG"
    MARAM = "maram", "MARAM"
    OTHER = "other", _("Another tool")


class Level(models.TextChoices):
    """As the tool's own report says it, from lowest to highest."""

    NONE = "none", _("None found")
    LOW = "low", _("Low")
    MODERATE = "moderate", _("Moderate")
    HIGH = "high", _("High")


@with_history()
class RiskResult(Walled):
    """What a risk tool said that somebody trained in it used: level, day, tool and who assessed. No question, no answer."""

    Tool, Level = Tool, Level

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="risk_results")
    tool = models.CharField(_("tool"), max_length=10, choices=Tool.choices)
    tool_name = models.CharField(_("its name"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    assessed_on = models.DateField(_("day"))
    assessor = models.CharField(_("who assessed"), max_length=120)
    error_reason = models.CharField(_("why it was a mistake"), max_length=300, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = AboutHimQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tool=Tool.OTHER) | ~Q(tool_name=""),
                name="risk_result_names_its_tool",
                violation_error_message=_("Which tool was it?"),
            )
        ]
        indexes = [models.Index("service", "client", "assessed_on", name="risk_result_by_client")]

    def __str__(self) -> str:
        return f"Risk result {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("programs:risk_result_edit", args=[self.pk])

    @property
    def name(self) -> str:
        return self.tool_name if self.tool == Tool.OTHER else self.get_tool_display()
