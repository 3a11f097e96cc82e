from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from services.fields import EncryptedTextField
from services.models.client import Client
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Kind(models.TextChoices):
    CRIMINAL = "criminal", _("A criminal court")
    FAMILY = "family", _("A family court")
    PROBATION = "probation", _("Probation or parole")
    CHILD_PROTECTION = "child_protection", _("Child protection")
    BAIL = "bail", _("Bail or release")
    CIVIL = "civil", _("A protection order")
    OTHER = "other", _("Another order")


class Authority(models.TextChoices):
    NONE = "none", _("Nothing may be told")
    ORDER = "order", _("The order itself says so")
    RELEASE = "release", _("He signed a release")


class Counting(models.TextChoices):
    SESSIONS = "sessions", _("Sessions")
    HOURS = "hours", _("Hours")


class MandateQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Of the men one may see; peers, who mark a roster, are never among those who ask."""
        rows = self.in_service_of(staff)
        if not staff.desk.has(Role.INTAKE, Role.COUNSELOR, Role.DIRECTOR):
            return rows.none()
        return rows.filter(client__in=Client.objects.visible_to(staff))

    def in_force(self) -> Self:
        return self.filter(ended_on=None)


@with_history()
class Mandate(Walled):
    """One order over one man: what it asks, by when, and who may be told what. He may have several."""

    Kind, Authority, Counting = Kind, Authority, Counting

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="mandates")
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    kind = models.CharField(_("what kind of order"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("order number"), max_length=60, blank=True)
    issued_on = models.DateField(_("made on"), null=True, blank=True)
    counting = models.CharField(
        _("counted in"), max_length=10, choices=Counting.choices, default=Counting.SESSIONS
    )
    amount = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    conditions = EncryptedTextField(_("conditions"), blank=True, default="")
    reports_to = models.ForeignKey(
        "referrals.Referrer", on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    authority = models.CharField(
        _("what allows us to tell"), max_length=10, choices=Authority.choices, default=Authority.NONE
    )
    authority_words = models.CharField(_("where it says so"), max_length=300, blank=True)
    rules = models.ForeignKey(
        "programs.RuleProfile", on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    ended_on = models.DateField(_("no longer in force since"), null=True, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0),
                name="mandate_asks_for_some",
                violation_error_message=_("An order asks for at least one."),
            ),
            models.CheckConstraint(
                condition=Q(authority=Authority.NONE) | ~Q(authority_words=""),
                name="authority_says_where",
                violation_error_message=_("Say where it is written what we may tell."),
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(issued_on=None) | Q(due_on__gte=F("issued_on")),
                name="mandate_due_after_it_was_made",
                violation_error_message=_("It is to be done after it was made."),
            ),
        ]
        indexes = [
            models.Index("service", "client", name="mandate_by_client"),
            models.Index("service", "referral", name="mandate_by_referral"),
        ]

    def __str__(self) -> str:
        return f"Mandate {self.pk}"


class OfAMandateQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        return self.in_service_of(staff).filter(mandate__in=Mandate.objects.visible_to(staff))


@with_history()
class Hearing(Walled):
    """A day in court. Put off, it stays, and the new day points back to it."""

    mandate = models.ForeignKey("referrals.Mandate", on_delete=models.CASCADE, related_name="hearings")
    on = models.DateField(_("day"))
    about = models.CharField(_("what for"), max_length=200, blank=True)
    adjourned_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="adjourned_to"
    )
    outcome = models.CharField(_("what came of it"), max_length=300, blank=True)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = OfAMandateQuerySet.as_manager()

    class Meta:
        ordering = ["on", "id"]
        indexes = [models.Index("service", "on", name="hearing_by_day")]

    def __str__(self) -> str:
        return f"Hearing {self.pk}"
