"""How long ago something was, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.templatetags.words import since
from tests.conftest import NOW


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        (timedelta(seconds=5), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=5), "5 hours"),
        (timedelta(days=20), "20 days"),
        (timedelta(days=22), "3 weeks"),
    ],
)
def test_it_is_said_in_the_largest_whole_unit_and_never_as_nothing(gone, words):
    assert since(NOW - gone, NOW) == words
