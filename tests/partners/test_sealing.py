from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import connection

from config import keys
from partners.models import Enquiry
from partners.sealing import wing_print
from services.fields import unseal
from tests.partners import wing

HOUSE = {"k1": bytes(range(32))}
OWN = "p1:" + "A" * 43 + "="


def sealed_words() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("select said from partners.enquiry")
        return bytes(cursor.fetchone()[0])


def test_who_holds_the_keys_of_the_house_cannot_read_the_wing(cast):
    worker = wing.make_worker(cast)
    wing.make_enquiry(cast, worker=worker)
    with wing.at_her_desk(cast, worker):
        blob = sealed_words()
        assert Enquiry.objects.get().said == wing.TOLD["said"]
    assert wing.TOLD["said"].encode() not in blob
    with pytest.raises(KeyError):
        unseal(blob)
    name = blob[1 : 1 + blob[0]].decode()
    with pytest.raises(InvalidTag):
        unseal(blob, {name: next(iter(settings.FIELD_KEYS.values()))})
    assert unseal(blob, settings.PARTNER_KEYS).decode() == wing.TOLD["said"]


def test_without_keys_of_its_own_the_wing_makes_them_from_those_of_the_house():
    made = keys.of_the_wing("", below=HOUSE)
    assert list(made) == ["from-k1"]
    assert made["from-k1"] not in HOUSE.values()
    assert made == keys.of_the_wing("", below=HOUSE)


def test_own_keys_seal_and_the_made_ones_still_read():
    both = keys.of_the_wing(OWN, below=HOUSE)
    assert list(both) == ["p1", "from-k1"]


def test_a_print_fits_none_of_the_house_and_outlives_a_new_key(settings):
    settings.PARTNER_KEYS = keys.of_the_wing(OWN, below=HOUSE)
    before = wing_print("+16135550177", purpose="contact")
    settings.PARTNER_KEYS = keys.of_the_wing("p2:" + "B" * 43 + "=," + OWN, below=HOUSE)
    assert wing_print("+16135550177", purpose="contact") == before
    assert wing_print("+16135550177", purpose="his phone") != before
    settings.PARTNER_KEYS = keys.of_the_wing("p2:" + "B" * 43 + "=", below=HOUSE)
    assert wing_print("+16135550177", purpose="contact") != before
