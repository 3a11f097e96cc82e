"""Words of the wing are sealed under keys of its own: who holds those of the house reads nothing here."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from services.fields import EncryptedTextField

# How config/keys.py names the keys it makes where none were given.
MADE = "from-"


class WingTextField(EncryptedTextField):
    """Text for people in Python, in the database sealed under PARTNER_KEYS."""

    keys_in = "PARTNER_KEYS"


def wing_print(value: str, *, purpose: str) -> str:
    """A keyed hash for exact look-up inside the wing. It fits none of the prints the house keeps."""
    key = hmac.new(_oldest_key(), b"wing prints", hashlib.sha256).digest()
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()[:32]


def _oldest_key() -> bytes:
    """The oldest of the wing's own keys: newer ones come before it, so prints go on fitting. Else the made one."""
    own = [key for name, key in settings.PARTNER_KEYS.items() if not name.startswith(MADE)]
    return (own or list(settings.PARTNER_KEYS.values()))[-1]
