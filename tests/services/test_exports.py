"""A file for a spreadsheet that does nothing but show."""

import csv
from io import StringIO

import pytest

from services.exports import csv_answer, harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-2", "@SUM", "\tx", "\rx", "\nx", "\0=1", "  =1", '=cmd|"/c"!A1']
)
def test_what_a_spreadsheet_would_run_is_shown(text):
    assert str(harmless(text)).startswith("'")


@pytest.mark.parametrize("value", ["O’Brien", "", 12, -3, 0.5, "a=b", "Łukasz"])
def test_what_is_harmless_stays(value):
    assert harmless(value) == value


def test_it_opens_with_its_accents_and_keeps_its_cells():
    answer = csv_answer(
        name="men", headings=["Name", "Note"], rows=[["Zoë", 'said "no", twice\nthen left'], [None, 3]]
    )
    text = answer.content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(text))) == [
        ["Name", "Note"],
        ["Zoë", 'said "no", twice\nthen left'],
        ["", "3"],
    ]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Disposition"] == 'attachment; filename="men.csv"'
