"""A call half written: its writer's alone, one for each kind of caller, and gone when it is saved or thrown away."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from referrals.models import CallDraft
from services.models import Staff


@transaction.atomic
def keep(*, caller: str, said: Mapping[str, Any], by: Staff, at: datetime) -> CallDraft:
    """Keep what is typed so far, beside what the draft already led to."""
    draft = CallDraft.objects.visible_to(by).select_for_update().filter(caller=caller).first()
    if draft is None:
        draft = CallDraft(service_id=by.desk.service_id, staff_id=by.pk, caller=caller, begun_at=at)
    kept = {name: value for name, value in said_in(draft).items() if name in LED_TO}
    draft.said, draft.saved_at = json.dumps({**kept, **said}), at
    draft.version += 1
    draft.save()
    return draft


@transaction.atomic
def destroy(*, caller: str, by: Staff) -> None:
    """Nothing of it stays: no version, no trace."""
    CallDraft.objects.visible_to(by).filter(caller=caller).delete()


def said_in(draft: CallDraft | None) -> dict[str, Any]:
    return json.loads(draft.said) if draft and draft.said else {}


# What a safety line made before the rest was said: the half referral this call goes on with.
REFERRAL = "of_referral"
LED_TO = (REFERRAL,)
