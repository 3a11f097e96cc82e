from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from programs.actions import gate_overrides
from programs.models import GateOverride
from services.errors import NotAcceptable, Refused
from services.models import AuditEntry
from tests.conftest import NOW


def let_in(cast, enrollment, reason="He did the first part elsewhere."):
    return gate_overrides.let_in(enrollment=enrollment, reason=reason, by=cast.tom, at=NOW)


def test_the_decision_has_a_name_a_reason_and_an_hour(cast, dan):
    override = let_in(cast, dan)
    assert (override.by, override.at, override.reason) == (cast.tom, NOW, "He did the first part elsewhere.")
    entry = AuditEntry.objects.get(what="gate.let_in")
    assert (entry.about_id, entry.details) == (dan.pk, {})


@pytest.mark.parametrize(
    ("reason", "error"), [("", NotAcceptable), ("  ", NotAcceptable), ("x" * 301, ValidationError)]
)
def test_a_reason_is_owed(cast, dan, reason, error):
    with pytest.raises(error), transaction.atomic():
        let_in(cast, dan, reason)
    assert not GateOverride.objects.exists()


def test_a_place_that_ended_has_nothing_to_decide(cast, dan):
    dan.status, dan.ended_on, dan.exit_reason, dan.ended_by = "exited", NOW.date(), "moved", "man"
    dan.save()
    with pytest.raises(Refused), transaction.atomic():
        let_in(cast, dan)
    assert not GateOverride.objects.exists()


@pytest.mark.parametrize("change", [lambda rows: rows.update(reason="Other"), lambda rows: rows.delete()])
def test_it_is_only_ever_added_to(cast, dan, change):
    let_in(cast, dan)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(GateOverride.objects.all())
    assert GateOverride.objects.get().reason == "He did the first part elsewhere."
