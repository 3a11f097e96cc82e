from __future__ import annotations

from datetime import date

import pytest

from programs.questions import ages
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("born", "age", "asks"),
    [
        (date(2008, 3, 13), 17, True),
        (date(2008, 3, 12), 18, False),
        (date(2008, 2, 29), 18, False),
        (date(1990, 1, 1), 36, False),
        (None, None, True),
    ],
)
def test_somebody_agrees_for_whoever_is_under_age_or_may_be(cast, born, age, asks):
    cast.dan.date_of_birth = born
    young = factories.make_program(service=cast.service, name="Young men", kind="young_men")
    assert ages.age_of(cast.dan, on=ON) == age
    assert ages.needs_guardian(cast.dan, young, on=ON) == asks
    assert not ages.needs_guardian(cast.dan, cast.program, on=ON)


@pytest.mark.parametrize(
    ("born", "said"),
    [
        (date(2013, 1, 1), "He is 13; this is for men from 14 on."),
        (date(2012, 3, 12), ""),
        (date(2008, 3, 13), ""),
        (date(2008, 3, 12), "He is 18; this is for men until 17."),
        (None, ""),
    ],
)
def test_an_age_outside_the_band_is_said(cast, born, said):
    cast.dan.date_of_birth = born
    cast.program.age_from, cast.program.age_until = 14, 17
    assert ages.outside(cast.dan, cast.program, on=ON) == said
