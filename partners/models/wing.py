"""What every row of the wing has. People and services below are plain ids: no foreign key leaves the wing."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models

from partners.schema import wing_table
from services.models.membership import Role
from services.models.walled import WalledQuerySet, with_history


class WingQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Rows of the service, for whoever works on this side; for everybody else there are none."""
        rows = self.in_service_of(staff)
        return rows if staff.desk.has(Role.PARTNER_WORKER) else rows.none()


class OfTheWing(models.Model):
    """A row of the wing. Its migration says `WingWall("name")`. Ids are made here: a door reads nothing back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service_id = models.UUIDField(editable=False)

    class Meta:
        abstract = True


def kept_in_the_wing(name: str):
    """Every version of a row, kept beside it in the wing."""
    return with_history(meta={"db_table": wing_table(f"{name}event")})
