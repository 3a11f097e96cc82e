"""What people type arrives without what nobody can see, and otherwise as they typed it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaning import clean, clean_within


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jose\u0301", "José"),
        ("Dan\u202eevil", "Danevil"),
        ("Dan\u2066x\u2069", "Danx"),
        ("a\x07b\x1bc", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\ufeffDan\u200b", "Dan"),
        ("a\tb", "a\tb"),
        ("\ud800x", "x"),
        # The joiners belong to names and to families of people.
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("👨\u200d👧", "👨\u200d👧"),
        ("Мария", "Мария"),
        ("a" + "\u0301" * 200, "á" + "\u0301" * 4),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        # A zero comes from a broken program; each field refuses it by name.
        ("a\x00b", "a\x00b"),
    ],
)
def test_what_is_kept_of_what_was_typed(typed, kept):
    assert clean(typed) == kept


@given(st.text(max_size=60))
def test_clean_text_stays_as_it_is_and_hides_nothing(text):
    once = clean(text)
    assert clean(once) == once
    unseen = [each for each in once if unicodedata.category(each) in ("Cc", "Cs") and each not in "\x00\n\t"]
    assert unseen == []


def test_lists_and_objects_are_cleaned_all_through_and_figures_stay():
    said = {"words": ["a\x07", {"deep": "b\u202e"}], "n": 3, "none": None, "yes": True}
    assert clean_within(said) == {"words": ["a", {"deep": "b"}], "n": 3, "none": None, "yes": True}
