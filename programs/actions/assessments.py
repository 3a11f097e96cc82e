"""Screens: written down with every answer, put right with a history, set aside as a mistake. Never added up anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programs.actions.result_days import check_day, mistake
from programs.errors import OlderEdition
from programs.instruments.pack import ENGLISH, ORDER, instrument
from programs.instruments.scoring import AnswerUnknown, outcome
from programs.models import Assessment
from programs.models.assessment import Bands, Occasion
from services.actions import audit
from services.codes import known, name_told
from services.errors import NotAcceptable, Refused, Stale
from services.models import Client, Staff

Answers = Sequence[int | None]


@transaction.atomic
def record(
    *,
    client: Client,
    instrument_code: str,
    answers: Answers,
    taken_on: date,
    language: str = ENGLISH,
    bands: str = Bands.USUAL,
    filled_in_by_him: bool = False,
    occasion: str = Occasion.INTAKE,
    by: Staff,
    at: datetime,
) -> Assessment:
    """Keep a form he answered. With a gap it has no total; a safety prompt stands whatever the total."""
    if instrument_code not in ORDER:
        raise NotAcceptable(
            _("“%(code)s” is not known here. Use one of: %(known)s.")
            % {"code": name_told(instrument_code), "known": ", ".join(ORDER)},
            fields={"instrument": [_("Unknown code.")]},
        )
    form = instrument(instrument_code, language)
    known(Occasion, occasion, field="occasion")
    assessment = Assessment(
        service_id=client.service_id,
        client=client,
        instrument=form.code,
        instrument_version=form.version,
        language=form.language,
        occasion=occasion,
        version=0,
    )
    _read(assessment, answers, bands=bands, filled_in_by_him=filled_in_by_him)
    _keep(assessment, taken_on=taken_on, by=by, at=at)
    audit.record(by=by, what="assessment.recorded", about=assessment, at=at, instrument=form.code)
    return assessment


@transaction.atomic
def correct(
    *,
    assessment: Assessment,
    answers: Answers,
    taken_on: date,
    bands: str | None = None,
    filled_in_by_him: bool | None = None,
    occasion: str | None = None,
    version: int | None = None,
    by: Staff,
    at: datetime,
) -> Assessment:
    """Put right what was written down. How it stood before stays in its history; the same again changes nothing."""
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if version is not None and version != assessment.version:
        raise Stale(_("Somebody else changed this since you opened it."), current=assessment)
    if assessment.error_reason:
        raise Refused(_("This was marked as a mistake already."))
    if assessment.instrument_version != assessment.form.version:
        raise OlderEdition(_("He answered an older edition of this form. Ask him anew instead."))
    bands = assessment.bands if bands is None else bands
    himself = assessment.filled_in_by_him if filled_in_by_him is None else filled_in_by_him
    occasion = assessment.occasion if occasion is None else known(Occasion, occasion, field="occasion")
    said = (list(answers), taken_on, bands, himself, occasion)
    stands = (assessment.points, assessment.taken_on, assessment.bands, assessment.filled_in_by_him)
    if said == (*stands, assessment.occasion):
        return assessment
    assessment.occasion = occasion
    _read(assessment, answers, bands=bands, filled_in_by_him=himself)
    _keep(assessment, taken_on=taken_on, by=by, at=at)
    audit.record(by=by, what="assessment.corrected", about=assessment, at=at)
    return assessment


@transaction.atomic
def mark_in_error(
    *, assessment: Assessment, reason: str, version: int | None = None, by: Staff, at: datetime
) -> Assessment:
    """It was another man's, or never asked. It stays, with the reason, and counts nowhere."""
    return mistake(
        Assessment, assessment.pk, reason=reason, version=version, what="assessment.in_error", by=by, at=at
    )


def _read(assessment: Assessment, answers: Answers, *, bands: str, filled_in_by_him: bool) -> None:
    known(Bands, bands, field="bands")
    form = assessment.form
    if not any(points is not None for points in answers):
        raise NotAcceptable(
            _("Nothing is answered yet."), fields={"answers": [_("Answer at least one question.")]}
        )
    try:
        read = outcome(form, answers, bands=bands, read_out=not filled_in_by_him)
    except AnswerUnknown as unknown:
        sentence = (
            _("Question %(number)s has no such answer.") % {"number": unknown.item}
            if unknown.item
            else _("Give one answer for each of its %(count)s questions; none is null.")
            % {"count": len(form.items)}
        )
        raise NotAcceptable(sentence, fields={"answers": [sentence]}) from unknown
    assessment.answers = json.dumps(list(answers))
    assessment.bands, assessment.filled_in_by_him = bands, filled_in_by_him
    assessment.total, assessment.band, assessment.asks_safety = read.total, read.band, read.asks_safety


def _keep(assessment: Assessment, *, taken_on: date, by: Staff, at: datetime) -> None:
    check_day(taken_on, field="taken_on", by=by)
    assessment.taken_on, assessment.by, assessment.at = taken_on, by, at
    assessment.version += 1
    assessment.save()
