"""A call half written: its writer's alone, and gone when it is saved or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from partners.models import EnquiryDraft
from services.models import Staff


@transaction.atomic
def keep(*, said: Mapping[str, object], by: Staff, at: datetime) -> EnquiryDraft:
    """Keep what is typed so far; one draft a person."""
    draft = EnquiryDraft.objects.visible_to(by).select_for_update().first()
    if draft is None:
        draft = EnquiryDraft(service_id=by.desk.service_id, staff_id=by.pk, begun_at=at)
    draft.said, draft.saved_at = json.dumps(said), at
    draft.save()
    return draft


@transaction.atomic
def destroy(*, by: Staff) -> None:
    """Nothing of it stays: no version, no trace."""
    EnquiryDraft.objects.visible_to(by).delete()


def said_in(draft: EnquiryDraft | None) -> dict[str, object]:
    return json.loads(draft.said) if draft and draft.said else {}
