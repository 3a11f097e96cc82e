"""What people type, without what nobody can see: it would spoil a name, a search or a printed sheet."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# Controls but tab and line end; marks that turn the reading direction round; blanks without width (the two joiners
# stay: Persian names and many emoji are written with them); code points that are none; halves of a pair.
# A zero is left for the API to refuse by name: it comes from a broken program, never from a keyboard.
UNSEEN = re.compile(
    "[\x01-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff]"
)
LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
# More than so many marks over one letter are no language, and hide the lines above.
PILES = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1dc0-\u1dff\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u1dc0-\u1dff\u20d0-\u20ff]+"
)


def clean(text: str) -> str:
    """The text composed (NFC), with plain line ends and nothing unseen in it. Clean text stays as it is."""
    text = LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", UNSEEN.sub("", text))
    return PILES.sub(r"\1", text)


def clean_within(said: Any) -> Any:
    """The same for every text in lists and objects as JSON has them; names of fields stay as they are."""
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, list):
        return [clean_within(each) for each in said]
    if isinstance(said, dict):
        return {name: clean_within(each) for name, each in said.items()}
    return said
