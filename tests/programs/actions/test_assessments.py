"""Screens and results: kept with every answer, put right with a history, owned as a mistake."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from programs.actions import assessments, risk_results
from programs.errors import OlderEdition
from programs.models import Assessment, RiskResult
from services.actions.audit import AuditEntry
from services.errors import NotAcceptable, Refused, Stale
from services.wall import set_frame
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def record(cast, code="phq9", answers=(1,) * 9, **how) -> Assessment:
    said = {"client": cast.dan, "taken_on": TODAY, "by": cast.tom, "at": NOW} | how
    return assessments.record(instrument_code=code, answers=answers, **said)


def result(cast, **said) -> RiskResult:
    told = {"tool": "odara", "level": "high", "assessed_on": TODAY, "assessor": "R. Sand, probation"} | said
    return risk_results.record(client=cast.dan, **told, by=cast.tom, at=NOW)


def test_it_keeps_every_answer_sealed_with_total_band_and_version(cast):
    kept = record(cast, answers=[1, 1, 1, 1, 1, 1, 1, 1, 2])
    kept.refresh_from_db()
    assert (kept.total, kept.band, kept.asks_safety) == (10, "moderate", True)
    assert (kept.instrument_version, kept.language, kept.points[-1]) == ("1", "en", 2)
    with connection.cursor() as cursor:
        cursor.execute("select answers from programs_assessment")
        assert b"[1, 1" not in bytes(cursor.fetchone()[0])
    assert AuditEntry.objects.get(what="assessment.recorded").details == {"instrument": "phq9"}


def test_a_gap_means_no_total_here_and_in_the_database(cast):
    kept = record(cast, answers=[3] * 8 + [None])
    assert (kept.total, kept.band, kept.points[8]) == (None, "", None)
    with pytest.raises(DatabaseError, match="gap_means_no_total"), transaction.atomic():
        Assessment.objects.filter(pk=kept.pk).update(band="severe")


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "ors"},
        {"answers": [None] * 9},
        {"answers": [1] * 8},
        {"answers": [4] * 9},
        {"taken_on": TODAY + timedelta(days=1)},
        {"bands": "mine"},
        {"occasion": "whenever"},
    ],
)
def test_what_cannot_be_is_refused_and_writes_nothing(cast, wrong):
    with pytest.raises(NotAcceptable):
        record(cast, **wrong)
    assert not Assessment.objects.exists()


def test_bands_are_chosen_and_kept(cast):
    answers = [2] * 8 + [1, 1]
    assert record(cast, "k10", answers, bands="abs").band == "moderate"
    assert record(cast, "k10", answers).band == "well"


def test_a_correction_is_read_anew_and_the_first_word_stays_in_its_history(cast):
    kept = record(cast)
    said = {"taken_on": TODAY, "by": cast.priya, "at": NOW}
    same = assessments.correct(assessment=kept, answers=[1] * 9, version=1, **said)
    assert (same.version, same.by) == (1, cast.tom)
    right = assessments.correct(assessment=kept, answers=[0] * 9, version=1, **said)
    assert (right.total, right.band, right.asks_safety, right.version) == (0, "minimal", False, 2)
    history = Assessment.pgh_event_model.objects.order_by("pgh_id").values_list("total", flat=True)
    assert list(history) == [9, 0]
    with pytest.raises(Stale):
        assessments.correct(assessment=kept, answers=[2] * 9, version=1, **said)


def test_an_older_edition_is_never_read_anew(cast):
    kept = record(cast)
    Assessment.objects.update(instrument_version="0")
    with pytest.raises(OlderEdition):
        assessments.correct(assessment=kept, answers=[0] * 9, taken_on=TODAY, by=cast.tom, at=NOW)


def test_a_mistake_stays_with_its_reason_and_counts_nowhere(cast):
    for kept, action in ((record(cast), assessments), (result(cast), risk_results)):
        name = "assessment" if isinstance(kept, Assessment) else "result"
        how = {name: kept, "by": cast.tom, "at": NOW}
        with pytest.raises(NotAcceptable):
            action.mark_in_error(reason=" ", **how)
        action.mark_in_error(reason="It was another man's.", **how)
        with pytest.raises(Refused):
            action.mark_in_error(reason="Again", **how)
        rows = type(kept).objects
        assert (rows.count(), rows.standing().count()) == (1, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tool": "ours"},
        {"level": "extreme"},
        {"assessor": " "},
        {"tool": "other"},
        {"assessed_on": TODAY + timedelta(days=1)},
    ],
)
def test_a_result_says_level_day_tool_and_who(cast, wrong):
    with pytest.raises(NotAcceptable):
        result(cast, **wrong)
    assert not RiskResult.objects.exists()


def test_a_result_is_put_right(cast):
    told = result(cast, tool="other", tool_name="Their own")
    right = risk_results.correct(
        result=told, version=1, tool="c_ssrs", level="low", by=cast.tom, at=NOW, assessed_on=date(2026, 3, 1)
    )
    assert (right.level, right.tool_name, right.assessor, right.version) == ("low", "", told.assessor, 2)


def test_only_those_who_know_him_see_what_he_answered(cast):
    """Tom runs his group, Pete helps there, Ines takes calls; the wall says the same as the pages."""
    factories.make_enrollment(client=cast.dan, group=cast.group)
    cast.group.facilitators.create(service=cast.service, staff=cast.pete, since="2026-01-01")
    record(cast)
    result(cast)
    for rows in (Assessment.objects, RiskResult.objects):
        for who, sees in {"tom": 1, "ines": 1, "priya": 1, "pete": 0, "ada": 0}.items():
            assert rows.visible_to(getattr(cast, who)).count() == sees, who
        set_frame(service=cast.service.pk, roles=["peer", "administrator"])
        assert not rows.exists()
        set_frame(service=cast.service.pk, roles=["counselor"])


def test_whom_one_knows_as_a_peer_is_left_out_whatever_else_one_is(cast):
    from services.access import seat
    from services.models import Membership

    factories.make_enrollment(client=cast.dan, group=cast.group)
    cast.group.facilitators.create(service=cast.service, staff=cast.pete, since="2026-01-01")
    other = factories.make_site(service=cast.service, name="East")
    Membership.objects.create(service=cast.service, staff=cast.pete, role="intake", site=other)
    record(cast)
    assert not Assessment.objects.visible_to(seat(cast.pete, cast.service, on=TODAY)).exists()
