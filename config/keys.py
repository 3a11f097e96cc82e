"""Keys as the environment writes them, and those of the wing where it was given none."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LABEL = b"alongside: the partners' wing"


def read(text: str) -> dict[str, bytes]:
    """'id:base64 of 32 bytes', separated by commas; the first encrypts, all decrypt."""
    return {name: base64.b64decode(key) for name, key in (part.split(":", 1) for part in text.split(","))}


def of_the_wing(given: str, *, below: Mapping[str, bytes]) -> dict[str, bytes]:
    """The wing's own keys; without any, keys made from those of the house: weaker, since who has these has both.

    The made ones stay behind own ones that come later, so that what they sealed can still be read.
    """
    made = {
        f"from-{name}": HKDF(algorithm=SHA256(), length=32, salt=None, info=LABEL).derive(key)
        for name, key in below.items()
    }
    return (read(given) if given else {}) | made
