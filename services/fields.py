"""Text that is unreadable at rest, and the keyed fingerprints by which an exact value can still be found."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models


def seal(content: bytes, keys: Mapping[str, bytes] | None = None) -> bytes:
    """AES-256-GCM under the current key: one byte for the length of the key's name, its name, 12 of nonce, the rest."""
    name, key = next(iter((keys or settings.FIELD_KEYS).items()))
    label, nonce = name.encode(), os.urandom(12)
    return bytes([len(label)]) + label + nonce + AESGCM(key).encrypt(nonce, content, label)


def unseal(blob: bytes, keys: Mapping[str, bytes] | None = None) -> bytes:
    """What was sealed; raises KeyError when its key is not among FIELD_KEYS any more."""
    size = blob[0]
    label, nonce, sealed = blob[1 : 1 + size], blob[1 + size : 13 + size], blob[13 + size :]
    return AESGCM((keys or settings.FIELD_KEYS)[label.decode()]).decrypt(nonce, sealed, label)


def encrypt(text: str, keys: Mapping[str, bytes] | None = None) -> bytes:
    return seal(text.encode(), keys)


def decrypt(blob: bytes, keys: Mapping[str, bytes] | None = None) -> str:
    """The text again; raises what `unseal` raises."""
    return unseal(blob, keys).decode()


def fingerprint(value: str, *, purpose: str) -> str:
    """A keyed hash for exact look-up. Equal values are equal; nothing else can be learnt from it."""
    key = hashlib.sha256(b"fingerprint:" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]


class EncryptedTextField(models.TextField):
    """Text for people in Python, sealed bytes in the database. Cannot be searched or sorted."""

    # The setting that holds its keys.
    keys_in = "FIELD_KEYS"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def db_type(self, connection) -> str:
        return "bytea"

    def from_db_value(self, value, expression, connection) -> str | None:
        return value if value is None else decrypt(bytes(value), self._keys()) if value else ""

    def get_prep_value(self, value):
        # Bytes are what lies in the database, as a constraint has to name it; as text they would be sealed.
        return value if isinstance(value, bytes) else super().get_prep_value(value)

    def get_db_prep_value(self, value, connection, prepared=False):
        if value is None or isinstance(value, bytes):
            return value
        return encrypt(value, self._keys()) if value else b""

    def _keys(self) -> Mapping[str, bytes]:
        return getattr(settings, self.keys_in)

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s"


class SealedFileField(models.BinaryField):
    """A file as it was brought in Python, sealed bytes in the database."""

    def from_db_value(self, value, expression, connection) -> bytes | None:
        return value if value is None else unseal(bytes(value))

    def get_db_prep_value(self, value, connection, prepared=False):
        return value if value is None else seal(bytes(value))
