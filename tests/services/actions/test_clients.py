from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from services.actions import clients
from services.errors import NotAcceptable, Stale
from services.fields import decrypt
from services.models import AuditEntry, Client, ContactRule
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW


def add(cast, value, kind="phone", client=None, **rule):
    return clients.add_contact(
        client=client or cast.dan, kind=kind, value=value, by=cast.ines, at=NOW, **rule
    )


def found(cast, text):
    return list(clients.found(staff=cast.ines, text=text))


# --- Taken in -------------------------------------------------------------------------------------------------------


def test_a_man_is_taken_in_under_a_reference_that_says_nothing(cast):
    man = clients.make(service=cast.service, first_name="Sam", by=cast.ines, at=NOW)
    assert man.reference.startswith("M-")
    assert len(man.reference) == 8
    assert AuditEntry.objects.get().what == "client.made"


def test_without_a_name_he_is_not(cast):
    with pytest.raises(ValidationError):
        clients.make(service=cast.service, language="Spanish", by=cast.ines, at=NOW)
    assert Client.objects.count() == 2
    assert not AuditEntry.objects.exists()


def test_a_reference_is_given_once_in_a_service(cast):
    with pytest.raises(ValidationError, match="already has this reference"):
        clients.make(
            service=cast.service, reference=cast.dan.reference, first_name="Sam", by=cast.ines, at=NOW
        )
    with acting_as(service=cast.other_service.pk):
        assert factories.make_client(service=cast.other_service, reference=cast.dan.reference)


# --- Corrected ------------------------------------------------------------------------------------------------------


def test_what_we_know_of_him_is_corrected(cast):
    man = clients.edit(client=cast.dan, version=1, last_name="Okafor-Bell", by=cast.ines, at=NOW)
    assert (man.last_name, man.first_name, man.version) == ("Okafor-Bell", "Dan", 2)


def test_a_correction_made_in_between_is_said(cast):
    clients.edit(client=cast.dan, version=1, language="Igbo", by=cast.ines, at=NOW)
    with pytest.raises(Stale) as refusal:
        clients.edit(client=cast.dan, version=1, language="English", by=cast.priya, at=NOW)
    assert refusal.value.current.language == "Igbo"
    cast.dan.refresh_from_db()
    assert (cast.dan.language, cast.dan.version) == ("Igbo", 2)


def test_only_what_is_his_can_be_changed(cast):
    clients.edit(client=cast.dan, reference="X", by=cast.ines, at=NOW)
    cast.dan.refresh_from_db()
    assert cast.dan.reference != "X"


# --- His numbers ----------------------------------------------------------------------------------------------------


def test_nothing_may_be_done_with_a_number_until_he_said_so(cast):
    contact = add(cast, "416 555 0134")
    assert (contact.may_contact, contact.may_leave_message, contact.may_say_who) == (False, False, False)
    assert contact.value == "+14165550134"


def test_a_number_given_twice_is_kept_once(cast):
    add(cast, "416 555 0134")
    add(cast, "+1 (416) 555-0134", may_contact=True)
    assert ContactRule.objects.get().may_contact


def test_a_number_is_unreadable_at_rest(cast, db):
    contact = add(cast, "416 555 0134")
    raw = (
        ContactRule.objects.filter(pk=contact.pk)
        .extra(select={"raw": "value"})
        .values_list("raw", flat=True)[0]
    )
    assert b"5550134" not in bytes(raw)
    assert decrypt(bytes(raw)) == "+14165550134"


@pytest.mark.parametrize(
    ("kind", "value"),
    [("phone", "call his sister"), ("phone", ""), ("email", "not an address"), ("email", ""), ("fax", "1")],
)
def test_what_is_no_number_or_address_is_refused(cast, kind, value):
    with pytest.raises(NotAcceptable):
        add(cast, value, kind=kind)
    assert not ContactRule.objects.exists()


# --- Found ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["416 555 0134", "+14165550134", "0134", "(416) 555-0134"])
def test_a_man_is_found_by_his_number(cast, text):
    add(cast, "416 555 0134")
    add(cast, "416 555 0199", client=cast.luis)
    assert found(cast, text) == [cast.dan]


@pytest.mark.parametrize("text", ["DAN@example.org", " dan@example.org "])
def test_a_man_is_found_by_his_address(cast, text):
    add(cast, "Dan@example.org", kind="email")
    assert found(cast, text) == [cast.dan]


@pytest.mark.parametrize("reference", ["M-BCDFGH", "M-7K2P9Q", "2019-00123", "1234", "20190012345"])
def test_a_man_is_found_by_his_reference_whatever_it_looks_like(cast, reference):
    man = factories.make_client(service=cast.service, first_name="Sam", reference=reference)
    assert found(cast, reference) == [man]
    assert found(cast, reference.lower()) == [man]


@pytest.mark.parametrize("text", ["", "   ", "0000", "416 555 9999", "nobody@example.org", "12345"])
def test_nobody_is_found_where_nobody_is(cast, text):
    add(cast, "416 555 0134")
    assert found(cast, text) == []


def test_men_of_another_site_are_not_found(cast):
    cast.wes.desk = cast.priya.desk
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        assert list(clients.found(staff=cast.wes, text="dan")) == []


def test_a_counselor_finds_own_men_only(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    assert list(clients.found(staff=cast.tom, text="dan")) == [cast.dan]
    assert list(clients.found(staff=cast.tom, text="luis")) == []
