from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.rules import Rules
from programs.rules.reading import rules_from
from services.models.walled import Walled, WalledQuerySet, with_history


class RuleProfileQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know the rules it works under; a draft is for those who write it."""
        return self.in_service_of(staff)

    def published(self) -> Self:
        return self.exclude(published_at=None)

    def drafts(self) -> Self:
        return self.filter(published_at=None)

    def in_force(self, *, on: date) -> Self:
        """Published, and not before or after its days."""
        return self.published().exclude(effective_from__gt=on).exclude(effective_until__lt=on)


@with_history()
class RuleProfile(Walled):
    """One edition of a standard, as data: dated, cited, and locked once it is published. Men keep theirs."""

    key = models.SlugField(_("short name"), max_length=40)
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    name = models.CharField(_("name"), max_length=150)
    jurisdiction = models.CharField(_("where it holds"), max_length=60, blank=True)
    citation = models.CharField(_("where it is written"), max_length=500, blank=True)
    as_of = models.DateField(_("read on"), null=True, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    effective_until = models.DateField(_("in force until"), null=True, blank=True)
    reviewer = models.CharField(_("checked by"), max_length=150, blank=True)
    reviewed_on = models.DateField(_("checked on"), null=True, blank=True)
    unverified = models.JSONField(_("not read in a text"), default=list, blank=True)
    said = models.JSONField(_("rules"), default=dict, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = RuleProfileQuerySet.as_manager()

    class Meta:
        ordering = ["name", "-edition"]
        constraints = [
            models.UniqueConstraint("service", "key", "edition", name="rule_edition_once"),
            models.UniqueConstraint(
                "service",
                "key",
                name="rule_draft_once",
                condition=Q(published_at=None),
                violation_error_message=_(
                    "There is a draft of these rules already. Finish or discard it first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(effective_from=None)
                | Q(effective_until=None)
                | Q(effective_until__gte=models.F("effective_from")),
                name="rules_end_after_they_begin",
                violation_error_message=_("Rules end after they begin."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("programs:rule_profile_detail", args=[self.pk])

    @property
    def rules(self) -> Rules:
        """The rules, read. Raises RulesUnreadable for a row that breaks the shape."""
        return rules_from(self.said)

    @property
    def is_draft(self) -> bool:
        return self.published_at is None
