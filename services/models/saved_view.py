from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services import lists
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class SavedViewQuerySet(WalledQuerySet):
    def visible_to(self, staff, *, removed: bool = False) -> Self:
        """A person's own and those shared here, of the lists the person may open."""
        return self.in_service_of(staff).filter(
            Q(owner_id=staff.pk) | Q(shared=True),
            page__in=[each.name for each in lists.open_to(staff)],
            removed_at__isnull=not removed,
        )


@with_history()
class SavedView(Walled):
    """A list as somebody wants to see it again: its filters under a name. Nothing in it is about a man."""

    owner = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="saved_views")
    page = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500, blank=True)
    shared = models.BooleanField(_("shared"), default=False)
    on_my_work = models.BooleanField(_("on My work"), default=False)
    place = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["page", "shared", "place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "owner", "page", "name"],
                condition=Q(removed_at=None),
                name="saved_view_name_once",
                violation_error_message=_("You have a view of this name here already."),
            )
        ]

    def __str__(self) -> str:
        return f"Saved view {self.pk}"

    def get_absolute_url(self) -> str:
        """The list it is a view of, as it was kept."""
        return f"{reverse(self.page)}?{self.query}" if self.query else reverse(self.page)

    @property
    def list_page(self) -> lists.ListPage:
        return lists.LISTS[self.page]

    def may_be_changed_by(self, staff) -> bool:
        """By its owner; a shared one by every program director, or nobody could mend it once its owner is gone."""
        return self.owner_id == staff.pk or (self.shared and staff.desk.has(Role.DIRECTOR))
