from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.actions import transfers
from programs.models import OrderedDose
from referrals.actions import hearings, mandates, placements
from referrals.models import Hearing, Mandate
from services.errors import NotAcceptable, Refused, Stale
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture
def act(cast):
    return {"by": cast.ines, "at": NOW}


@pytest.fixture
def referral(cast):
    return factories.make_referral(client=cast.dan, status="accepted")


@pytest.fixture
def order(referral, act):
    return mandates.make(referral=referral, kind="criminal", number="24-118", amount=20, **act)


def doses(**which):
    rows = OrderedDose.objects.filter(**which).order_by("name")
    return list(rows.values_list("name", "sessions_required", "minutes_required", "lifted_on"))


def test_when_he_is_placed_each_order_in_force_counts_in_his_place_and_stays_in_step(
    cast, referral, order, act
):
    hours = {"kind": "family", "number": "F-7", "counting": "hours", "amount": 10}
    family = mandates.make(referral=referral, **hours, **act)
    over = mandates.make(referral=referral, kind="other", amount=5, **act)
    mandates.end(mandate=over, on=TODAY, version=1, **act)
    silent = mandates.make(referral=referral, kind="bail", **act)
    assert doses() == []
    place = placements.place(referral=referral, group=cast.group, start_on=TODAY, **act)
    court, home = ("A criminal court 24-118", 20, None, None), ("A family court F-7", None, 600, None)
    assert doses(enrollment=place) == [court, home]

    mandates.edit(mandate=order, version=1, amount=26, number="24-119", **act)
    mandates.end(mandate=family, on=TODAY, version=1, **act)
    mandates.edit(mandate=silent, version=1, amount=3, **act)
    now = [
        ("A criminal court 24-119", 26, None, None),
        ("A family court F-7", None, 600, TODAY),
        ("Bail or release", 3, None, None),
    ]
    assert doses(enrollment=place) == now

    other = factories.make_group(program=cast.program, site=cast.north, name="Thursday", facilitators=[])
    moved = transfers.transfer(enrollment=place, group=other, start_on=TODAY, credit=True, **act)
    mandates.edit(mandate=order, version=2, amount=30, **act)
    assert [row[1] for row in doses(enrollment=moved)] == [30, 3]
    assert doses(enrollment=place) == now


def test_two_orders_of_one_name_are_told_apart(cast, referral, order, act):
    mandates.make(referral=referral, kind="criminal", number="24-118", amount=4, **act)
    place = placements.place(referral=referral, group=cast.group, start_on=TODAY, **act)
    assert [row[0] for row in doses(enrollment=place)] == [
        "A criminal court 24-118",
        "A criminal court 24-118 (2)",
    ]


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"authority": "release"}, "authority_words"),
        ({"issued_on": TODAY, "due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"kind": "hearsay"}, "kind"),
    ],
)
def test_an_order_that_cannot_be_is_refused_and_leaves_nothing(referral, act, fields, where):
    with pytest.raises(NotAcceptable) as refused:
        mandates.make(referral=referral, **({"kind": "family"} | fields), **act)
    assert where in refused.value.fields
    assert not Mandate.objects.exists()


def test_whoever_saw_an_older_version_changes_nothing(order, act):
    mandates.edit(mandate=order, version=1, amount=26, **act)
    for late in (
        lambda: mandates.edit(mandate=order, version=1, amount=2, **act),
        lambda: mandates.end(mandate=order, on=TODAY, version=1, **act),
    ):
        with pytest.raises(Stale):
            late()
    order.refresh_from_db()
    assert (order.amount, order.ended_on) == (26, None)


def test_an_order_ends_once_and_not_in_the_future(order, act):
    with pytest.raises(NotAcceptable):
        mandates.end(mandate=order, on=TODAY + timedelta(days=1), version=1, **act)
    mandates.end(mandate=order, on=TODAY, version=1, **act)
    with pytest.raises(Refused):
        mandates.end(mandate=order, on=TODAY, version=2, **act)


def test_a_hearing_put_off_stays_and_the_new_day_points_back(order, act):
    first = hearings.set_down(mandate=order, on=date(2026, 3, 20), about="Review", **act)
    with pytest.raises(NotAcceptable):
        hearings.adjourn(hearing=first, to=first.on, version=1, **act)
    later = hearings.adjourn(hearing=first, to=date(2026, 4, 3), version=1, **act)
    first.refresh_from_db()
    assert (first.on, first.outcome, first.adjourned_to) == (date(2026, 3, 20), "Put off.", later)
    assert (later.about, later.adjourned_from) == ("Review", first)
    with pytest.raises(Refused):
        hearings.adjourn(hearing=first, to=date(2026, 5, 1), version=2, **act)
    with pytest.raises(Stale):
        hearings.close(hearing=later, outcome="Done", version=7, **act)
    assert Hearing.objects.count() == 2


def test_conditions_are_sealed_in_the_database(order, act):
    from django.db import connection

    mandates.edit(mandate=order, version=1, conditions="No contact with the address on Elm", **act)
    with connection.cursor() as cursor:
        cursor.execute("select conditions from referrals_mandate")
        assert "Elm" not in str(cursor.fetchone()[0])
