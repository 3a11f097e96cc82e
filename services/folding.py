"""Names as people search for them: without case, accents or the shape of an apostrophe.

The same folding stands in SQL (a stored column) and in Python (what is searched for); a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata

from django.db.models import Func, GeneratedField, TextField

# Letters that no decomposition takes apart.
PLAIN = {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ħ": "h", "Ħ": "H"}
PAIRS = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH"}
DROPPED = "'’‘ʻʼ`´"
LAST = "\U0010ffff"
# What ends a word; the same class is read by Python and by PostgreSQL.
BETWEEN = '[ ,.;:/()&+_"“”«»]+'


def fold(text: str) -> str:
    """'  D’Arcy ' and 'd'arcy' are one; 'Łukasz' is found by 'lukasz'; hyphens and blanks count as one blank."""
    for letters, plain in PAIRS.items():
        text = text.replace(letters, plain)
    text = text.translate(str.maketrans(PLAIN) | {ord(mark): None for mark in DROPPED})
    text = unicodedata.normalize("NFKD", text)
    text = re.sub("[\u0300-\u036f]", "", text)
    return re.sub(r"[\s\-]+", " ", text).strip(" ").lower()


def words(text: str) -> list[str]:
    """'D’Arcy-Smith, J.' as the words by which it is kept and looked for: darcy, smith, j."""
    return [word for word in re.split(BETWEEN, fold(text)) if word]


class Folded(Func):
    """The same in SQL, immutable, so that a column can be generated from it."""

    output_field = TextField(db_collation="C")
    _pairs = "%(expressions)s"
    for _letters, _plain in PAIRS.items():
        _pairs = f"replace({_pairs}, '{_letters}', '{_plain}')"
    template = (
        "lower(btrim(regexp_replace(regexp_replace(normalize(translate("
        + _pairs
        + ", '"
        + "".join(PLAIN)
        + DROPPED.replace("'", "''")
        + "', '"
        + "".join(PLAIN.values())
        + "'), NFKD), '[\u0300-\u036f]', '', 'g'), '[[:space:]-]+', ' ', 'g')))"
    )


def folded_column(source: str) -> GeneratedField:
    return GeneratedField(
        expression=Folded(source), output_field=TextField(db_collation="C"), db_persist=True
    )
