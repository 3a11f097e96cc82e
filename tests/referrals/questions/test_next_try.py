"""When a man who hung up is tried next."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest

from referrals.questions.next_try import proposed

moment_of = partial(datetime, tzinfo=UTC)
THURSDAY, FRIDAY = moment_of(2026, 3, 12, 14, 20), moment_of(2026, 3, 13, 18, 0)


@pytest.mark.parametrize(
    ("said", "at", "moment"),
    [
        ("", THURSDAY, moment_of(2026, 3, 12, 15, 0)),
        ("", FRIDAY, moment_of(2026, 3, 16, 10, 0)),
        ("", moment_of(2026, 3, 12, 6, 5), moment_of(2026, 3, 12, 10, 0)),
        ("", moment_of(2026, 3, 14, 11, 0), moment_of(2026, 3, 16, 10, 0)),
        ("after 5, not Sundays", THURSDAY, moment_of(2026, 3, 12, 17, 0)),
        ("after 5", FRIDAY, moment_of(2026, 3, 14, 17, 0)),
        ("après 18h30", THURSDAY, moment_of(2026, 3, 12, 18, 30)),
        ("from 9 am", THURSDAY, moment_of(2026, 3, 13, 9, 0)),
        ("evenings only", THURSDAY, moment_of(2026, 3, 12, 18, 0)),
        ("after 99", THURSDAY, moment_of(2026, 3, 12, 15, 0)),
    ],
)
def test_as_he_said_else_in_the_next_working_hour(said, at, moment):
    assert proposed(said, at=at) == moment
