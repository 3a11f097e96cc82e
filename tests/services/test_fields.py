"""Text that nobody reads in a copy of the database, and can still be found when it is known."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag

from services.fields import decrypt, encrypt, fingerprint
from services.models import ContactRule


def test_what_was_sealed_opens_again():
    assert decrypt(encrypt("Ça va – أخي")) == "Ça va – أخي"


def test_the_same_words_never_look_the_same():
    assert encrypt("Dan") != encrypt("Dan")
    assert b"Dan" not in encrypt("Dan")


def test_a_changed_byte_is_noticed():
    sealed = bytearray(encrypt("Dan"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        decrypt(bytes(sealed))


def test_a_new_key_seals_and_the_old_one_still_opens(settings):
    old = encrypt("Dan")
    settings.FIELD_KEYS = {"new": bytes(range(32))} | settings.FIELD_KEYS
    new = encrypt("Dan")
    assert (decrypt(old), decrypt(new)) == ("Dan", "Dan")
    assert new[1:4] == b"new"


def test_without_its_key_a_text_stays_shut(settings):
    sealed = encrypt("Dan")
    settings.FIELD_KEYS = {"other": bytes(range(32))}
    with pytest.raises(KeyError):
        decrypt(sealed)


def test_a_fingerprint_tells_equal_from_different_and_nothing_else(settings):
    assert fingerprint("0134", purpose="phone") == fingerprint("0134", purpose="phone")
    assert fingerprint("0134", purpose="phone") != fingerprint("0134", purpose="last four")
    before = fingerprint("0134", purpose="phone")
    settings.SECRET_KEY = "another"
    assert fingerprint("0134", purpose="phone") != before


def test_nothing_written_is_nothing_sealed(cast):
    """So that a rule of the database can ask for words."""
    contact = ContactRule.objects.create(
        service=cast.service, client=cast.dan, kind="phone", value="", value_print="x"
    )
    assert ContactRule.objects.filter(value=b"").get() == contact
    contact.refresh_from_db()
    assert contact.value == ""
