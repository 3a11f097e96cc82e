from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.models.walled import Walled, WalledQuerySet, with_history


class CurriculumQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Everybody in a service may know what its programs teach."""
        return self.in_service_of(staff)

    def newest_of(self, program) -> Self:
        """The edition that groups opened from now on begin with: the first of these."""
        return self.filter(program=program).order_by("-edition")


@with_history()
class Curriculum(Walled):
    """One edition of what a program teaches, in order. Locked once a group has begun with it: the group keeps it."""

    program = models.ForeignKey("programs.Program", on_delete=models.CASCADE, related_name="curricula")
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    # How many of its me sessions a man comes to before his first we session. Empty: all of them.
    me_first = models.PositiveSmallIntegerField(
        _("me sessions before the first we session"), null=True, blank=True
    )
    # Set by a trigger the moment a group takes this edition; from then on nothing in it changes.
    begun_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CurriculumQuerySet.as_manager()

    class Meta:
        ordering = ["program", "-edition"]
        verbose_name_plural = "curricula"
        constraints = [
            models.UniqueConstraint("service", "program", "edition", name="curriculum_edition_once")
        ]

    def __str__(self) -> str:
        return f"Edition {self.edition}"

    def get_absolute_url(self) -> str:
        return reverse("programs:curriculum_detail", args=[self.pk])

    @property
    def is_locked(self) -> bool:
        return self.begun_at is not None
