"""What the wing may know of a man below, and the numbers of a year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from partners.questions import numbers
from partners.questions.looking_down import facts, first_contacts_after
from services.actions import clients
from tests import factories
from tests.conftest import NOW
from tests.partners import wing

YEAR = {"since": datetime(2026, 1, 1, tzinfo=UTC), "until": datetime(2027, 1, 1, tzinfo=UTC)}


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


def man(cast, *, phone: str = "", **fields):
    he = factories.make_client(
        service=cast.service, **({"first_name": "Émile", "last_name": "Vexberg"} | fields)
    )
    if phone:
        clients.add_contact(client=he, kind="phone", value=phone, by=cast.ines, at=NOW)
    return he


def found(cast, worker, **told) -> list[str]:
    nothing = {"his_name": "", "his_birth": "", "his_phone": ""}
    enquiry = wing.make_enquiry(cast, worker=worker, **(nothing | told))
    with wing.at_her_desk(cast, worker):
        return [fact.code for fact in facts(enquiry, staff=worker)]


def test_a_name_alone_is_never_enough(cast, worker):
    man(cast, phone="+16135550142", date_of_birth="1985-04-02")
    assert found(cast, worker, his_name="Emile Vexberg") == []
    assert found(cast, worker, his_birth="1985-04-02") == []
    assert found(cast, worker, his_name="Emile Vexberg", his_birth="1985-04-03") == []
    assert found(cast, worker, his_name="Emile Vexberg", his_birth="1985-04-02") == ["known"]


def test_his_number_is_enough_unless_another_name_was_said(cast, worker):
    man(cast, phone="+16135550142")
    assert found(cast, worker, his_phone="613-555-0142") == ["known"]
    assert found(cast, worker, his_phone="613-555-0142", his_name="emile") == ["known"]
    assert found(cast, worker, his_phone="613-555-0142", his_name="Bob") == []
    assert found(cast, worker, his_phone="the garage") == []


def test_each_stands_where_he_stands(cast, worker):
    told = {"his_phone": "613-555-0142"}
    he = man(cast, phone="+16135550142")
    factories.make_referral(client=he)
    assert found(cast, worker, **told) == ["waiting"]
    place = factories.make_enrollment(client=he, group=cast.group)
    assert found(cast, worker, **told) == ["in_group"]
    place.status, place.ended_on, place.exit_reason, place.ended_by = "exited", NOW.date(), "withdrew", "man"
    place.save()
    he.referrals.update(status="withdrawn")
    assert found(cast, worker, **told) == ["left"]


def test_nobody_of_another_service_is_found(cast, worker):
    with wing.acting_as(service=cast.other_service.pk, person=cast.wes.pk, roles=["director"]):
        he = factories.make_client(service=cast.other_service, first_name="Émile", last_name="Vexberg")
        clients.add_contact(client=he, kind="phone", value="+16135550142", by=cast.wes, at=NOW)
    assert found(cast, worker, his_phone="613-555-0142") == []


def test_his_own_first_contact_counts_when_it_came_after_the_call(cast, worker):
    after, before = man(cast, phone="+16135550142"), man(cast, phone="+16135550143")
    factories.make_referral(client=after, received_at=NOW + timedelta(days=3))
    factories.make_referral(client=before, received_at=NOW - timedelta(days=3))
    rows = [
        wing.make_enquiry(cast, worker=worker, his_name="", his_phone=number)
        for number in ("613-555-0142", "613-555-0143", "613-555-0144")
    ]
    with wing.at_her_desk(cast, worker):
        assert first_contacts_after(rows, staff=worker) == 1
        told = numbers.of_year(worker, **YEAR)
    assert (told.received, told.came, told.came_is_small) == (3, None, True)


@pytest.mark.parametrize(
    ("count", "of", "unsaid"),
    [
        (0, 9, False),
        (1, 9, True),
        (4, 40, True),
        (5, 40, False),
        (36, 40, True),
        (40, 40, False),
        (5, 9, True),
    ],
)
def test_a_small_number_or_a_small_rest_is_not_said(count, of, unsaid):
    assert numbers.suppressed(count, of=of) is unsaid


def test_a_year_is_counted_with_as_many_questions_however_many_called(
    cast, worker, django_assert_max_num_queries
):
    for number in range(6):
        wing.make_enquiry(cast, worker=worker, his_phone=f"613-555-01{number:02}")
    with wing.at_her_desk(cast, worker), django_assert_max_num_queries(5):
        assert numbers.of_year(worker, **YEAR).received == 6
