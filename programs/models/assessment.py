from __future__ import annotations

import json
from copy import copy
from dataclasses import replace
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.instruments.pack import ENGLISH, Instrument, UnknownInstrument, instrument
from programs.instruments.scoring import Outcome, outcome
from services.access import KNOW_HIM
from services.fields import EncryptedTextField
from services.models.client import Client
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Band(models.TextChoices):
    """How a sum is read. A question to a person who knows him, never an answer about him."""

    MINIMAL = "minimal", _("Minimal")
    MILD = "mild", _("Mild")
    MODERATE = "moderate", _("Moderate")
    MODERATELY_SEVERE = "moderately_severe", _("Moderately severe")
    SEVERE = "severe", _("Severe")
    WELL = "well", _("Likely well")
    LOW = "low", _("Low")
    HIGH = "high", _("High")
    VERY_HIGH = "very_high", _("Very high")
    POSITIVE = "positive", _("Ask further")
    NEGATIVE = "negative", _("Nothing to ask further")


class Bands(models.TextChoices):
    """Which of two readings of a sum is meant, where a screen has two."""

    USUAL = "usual", _("The usual bands")
    ABS = "abs", _("The Australian bands")


class Occasion(models.TextChoices):
    INTAKE = "intake", _("At intake")
    MIDWAY = "midway", _("Midway")
    END = "end", _("At the end")
    AFTER = "after", _("Six months after")
    OTHER = "other", _("At another time")


class AboutHimQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """With the man, for those who know him by more than his first name: whom one knows as a peer is left out."""
        if not staff.desk.has(*KNOW_HIM):
            return self.none()
        knowing = copy(staff)
        sites = {role: sites for role, sites in staff.desk.sites.items() if role != Role.PEER}
        knowing.desk = replace(staff.desk, sites=sites)
        return self.in_service_of(staff).filter(client__in=Client.objects.visible_to(knowing))

    def standing(self) -> Self:
        """Without what was written down by mistake."""
        return self.filter(error_reason="")


@with_history()
class Assessment(Walled):
    """A screen a man filled in, or answered: every answer, under the version of the form he met.

    A gap means no total. Total and band are what that version said then; nothing adds them up again.
    """

    Band, Bands, Occasion = Band, Bands, Occasion

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="assessments")
    instrument = models.CharField(_("screen"), max_length=20)
    instrument_version = models.CharField(max_length=20)
    language = models.CharField(_("language of the form"), max_length=10, default=ENGLISH)
    answers = EncryptedTextField()
    bands = models.CharField(_("bands"), max_length=10, choices=Bands.choices, default=Bands.USUAL)
    filled_in_by_him = models.BooleanField(_("he filled it in himself"), default=False)
    total = models.PositiveSmallIntegerField(_("total"), null=True, blank=True)
    band = models.CharField(_("read as"), max_length=20, choices=Band.choices, blank=True)
    asks_safety = models.BooleanField(default=False)
    occasion = models.CharField(_("when"), max_length=10, choices=Occasion.choices, default=Occasion.INTAKE)
    taken_on = models.DateField(_("day"))
    error_reason = models.CharField(_("why it was a mistake"), max_length=300, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = AboutHimQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_on", "-at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total=None, band="") | (Q(total__isnull=False) & ~Q(band="")),
                name="assessment_gap_means_no_total",
                violation_error_message=_("A form with a gap has no total."),
            )
        ]
        indexes = [models.Index("service", "client", "instrument", "taken_on", name="assessment_by_client")]

    def __str__(self) -> str:
        return f"Assessment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("programs:assessment_edit", args=[self.pk])

    @property
    def form(self) -> Instrument:
        """The screen as it ships now; `instrument_version` says which one he met."""
        return instrument(self.instrument, self.language)

    @property
    def name(self) -> str:
        try:
            return self.form.name
        except UnknownInstrument:
            return self.instrument

    @property
    def points(self) -> list[int | None]:
        return json.loads(self.answers)

    @property
    def outcome(self) -> Outcome:
        """What the answers say beyond total and band: what to ask next, and what to look at again."""
        read_out = not self.filled_in_by_him
        return outcome(self.form, self.points, bands=self.bands, read_out=read_out)
