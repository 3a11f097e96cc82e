"""Who agreed that a young man takes part; it can be taken back any day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.errors import AlreadyEnded
from programs.models import Enrollment, GuardianConsent
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Staff


@transaction.atomic
def add(
    *, enrollment: Enrollment, guardian: str, relation: str = "", given_on: date, by: Staff, at: datetime
) -> GuardianConsent:
    """Write down who agreed, and when."""
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    if not enrollment.is_open:
        raise AlreadyEnded(_("This place has already ended."))
    if not guardian.strip():
        raise NotAcceptable(_("Say who agreed."), fields={"guardian": [_("A name is enough.")]})
    if given_on > by.desk.on:
        raise NotAcceptable(
            _("Nobody has agreed before that day."), fields={"given_on": [_("Choose today or earlier.")]}
        )
    consent = GuardianConsent(
        service_id=enrollment.service_id,
        enrollment=enrollment,
        guardian=guardian.strip(),
        relation=relation.strip(),
        given_on=given_on,
        recorded_by=by,
        recorded_at=at,
    )
    consent.full_clean(exclude=["service"])
    consent.save()
    audit.record(by=by, what="guardian_consent.added", about=consent, at=at)
    return consent


@transaction.atomic
def withdraw(
    *, consent: GuardianConsent, on: date, version: int | None = None, by: Staff, at: datetime
) -> GuardianConsent:
    """It holds no more from a day on. What was agreed before stays on record."""
    consent = GuardianConsent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if version is not None and version != consent.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=consent)
    if consent.withdrawn_on:
        raise Refused(_("This consent was withdrawn already."))
    if on > by.desk.on or on < consent.given_on:
        raise NotAcceptable(
            _("It is withdrawn on a day between its own and today."),
            fields={"on": [_("Choose another day.")]},
        )
    consent.withdrawn_on = on
    consent.version += 1
    consent.save(update_fields=["withdrawn_on", "version"])
    audit.record(by=by, what="guardian_consent.withdrawn", about=consent, at=at)
    return consent
