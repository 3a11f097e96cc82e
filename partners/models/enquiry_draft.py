from __future__ import annotations

import uuid
from typing import Self

from django.db import models

from partners.models.wing import OfTheWing, WingQuerySet
from partners.schema import wing_table
from partners.sealing import WingTextField


class EnquiryDraftQuerySet(WingQuerySet):
    def visible_to(self, staff) -> Self:
        """A half-written call is nobody's but the writer's."""
        return self.in_service_of(staff).filter(staff_id=staff.pk)


class EnquiryDraft(OfTheWing):
    """What somebody on the phone has typed so far for a partner or relative. Destroyed on saving; no history.

    `about_id` is the id that the enquiry will have, so that a safety line finds it.
    """

    staff_id = models.UUIDField()
    about_id = models.UUIDField(default=uuid.uuid4)
    said = WingTextField(help_text="The fields as typed, as JSON, sealed")
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    objects = EnquiryDraftQuerySet.as_manager()

    class Meta:
        db_table = wing_table("enquirydraft")
        constraints = [models.UniqueConstraint("service_id", "staff_id", name="enquiry_draft_once")]

    def __str__(self) -> str:
        return f"Draft {self.pk}"
