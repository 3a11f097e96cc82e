from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import ordered_doses
from programs.models import OrderedDose
from programs.questions import standings
from programs.rules.sentences import explained
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from tests.conftest import NOW
from tests.programs.rules_of import published, weeks

TODAY = NOW.date()


def under_orders(place, doses, *, at):
    return standings.in_full(place, doses, at=at)[1]


def write_down(cast, place, **fields):
    fields = {"name": "Family court", "sessions_required": 12} | fields
    return ordered_doses.write_down(enrollment=place, by=cast.ines, at=NOW, **fields)


def test_several_orders_are_counted_apart(cast, dan):
    dan.rule_profile = published(cast, sessions_required=20)
    dan.save()
    weeks(dan, "present", "present", "present")
    write_down(cast, dan, due_on=TODAY + timedelta(days=60))
    write_down(cast, dan, name="Bail", sessions_required=2, credited_from=TODAY - timedelta(days=9))
    bail, court = under_orders(dan, OrderedDose.objects.order_by("name"), at=NOW)
    assert (court.standing.credited, court.standing.sessions_left) == (3, 9)
    assert court.standing.latest_end == TODAY + timedelta(days=60)
    assert (bail.standing.credited, bail.standing.sessions_left) == (2, 0)
    assert "2 of 2 sessions are credited; 0 are left." in explained(bail.standing)


def test_a_man_under_no_rules_has_orders_too(cast, dan):
    weeks(dan, "present", "unexcused")
    write_down(cast, dan, minutes_required=240)
    (court,) = under_orders(dan, OrderedDose.objects.all(), at=NOW)
    assert court.standing.minutes_left == 120


def test_what_he_brought_along_counts_only_for_an_order_from_before(cast, dan):
    dan.credited_sessions = 4
    dan.save()
    write_down(cast, dan, credited_from=dan.started_on - timedelta(days=1))
    write_down(cast, dan, name="New", credited_from=dan.started_on)
    old, new = under_orders(dan, OrderedDose.objects.order_by("name"), at=NOW)
    assert (old.standing.credited, new.standing.credited) == (4, 0)
    assert "4 credited sessions are from the place he had before." in explained(old.standing)


def test_it_is_put_right_and_lifted(cast, dan):
    dose = write_down(cast, dan)
    ordered_doses.edit(dose=dose, version=1, sessions_required=8, by=cast.ines, at=NOW)
    lifted = ordered_doses.edit(dose=dose, lifted_on=TODAY, by=cast.ines, at=NOW)
    assert (lifted.sessions_required, lifted.lifted_on, lifted.version) == (8, TODAY, 3)
    assert not OrderedDose.objects.in_force().exists()
    assert list(AuditEntry.objects.order_by("id").values_list("what", flat=True)) != []
    assert {entry.what for entry in AuditEntry.objects.all()} == {
        "order.written_down",
        "order.edited",
        "order.lifted",
    }


def test_somebody_else_was_quicker(cast, dan):
    dose = write_down(cast, dan)
    ordered_doses.edit(dose=dose, sessions_required=8, by=cast.ines, at=NOW)
    with pytest.raises(Stale):
        ordered_doses.edit(dose=dose, version=1, sessions_required=9, by=cast.tom, at=NOW)
    dose.refresh_from_db()
    assert dose.sessions_required == 8


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": "  "}, "name"),
        ({"sessions_required": 0}, "sessions_required"),
        ({"credited_from": TODAY, "due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_what_cannot_be_is_refused(cast, dan, fields, field):
    with pytest.raises(NotAcceptable) as refused:
        write_down(cast, dan, **fields)
    assert field in refused.value.fields
    assert not OrderedDose.objects.exists()


def test_the_same_order_is_written_down_once(cast, dan):
    write_down(cast, dan)
    with pytest.raises(NotAcceptable, match="already"):
        write_down(cast, dan)
    assert OrderedDose.objects.count() == 1
