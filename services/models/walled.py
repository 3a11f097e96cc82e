"""What every row behind the wall has."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Self

import pghistory
from django.db import models

if TYPE_CHECKING:
    from services.models.staff import Staff


class WalledQuerySet(models.QuerySet):
    def in_service_of(self, staff: Staff) -> Self:
        """Rows of the service this person sits in; the start of every `visible_to`."""
        return self.filter(service_id=staff.desk.service_id)


class Walled(models.Model):
    """A row that belongs to one service. Its migration says `Wall("name")`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("services.Service", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """No form asks for the service, and it stands in every unique key: left out, none of them would be checked."""
        super().validate_constraints(exclude=set(exclude or ()) - {"service"})


def with_history(**kwargs):
    """Keep every version of a row in an event table of its own: inserts, updates and deletes, raw SQL too."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        # The events outlive the row, so nothing may hold them to it.
        obj_field=pghistory.ObjForeignKey(
            db_constraint=False, on_delete=models.DO_NOTHING, related_name="+", null=True
        ),
        # Who did it stands in the row and in the audit; a context row could be deleted.
        context_field=None,
        **kwargs,
    )
