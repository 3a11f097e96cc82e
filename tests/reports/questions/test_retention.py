"""Who stays: the reference figures from the database, and each word of the definition."""

import pytest

from reports.questions.retention import retention
from tests.conftest import NOW
from tests.reports.history import EXPECTED, load_history

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("by", "split"), [("source", "by_source"), ("none", "overall")])
def test_every_figure_of_the_sample_history_is_the_reference_figure(cast, by, split):
    load_history(cast.service, program=cast.program)
    expected = EXPECTED["retention"][split]
    answer = retention(staff=cast.priya, at=NOW, by=by)
    assert [group["key"] for group in answer["groups"]] == [group["key"] for group in expected["groups"]]
    for group, theirs in zip(answer["groups"], expected["groups"], strict=True):
        assert [group[name] for name in ("n", "events", "median")] == [
            theirs[name] for name in ("n", "events", "median")
        ]
        assert len(group["curve"]) == len(theirs["curve"])
        for point, reference in zip(group["curve"], theirs["curve"], strict=True):
            assert point == pytest.approx(reference, abs=1e-9)
    if answer["logrank"]:
        assert answer["logrank"] == pytest.approx(expected["logrank"], abs=1e-9)
    assert answer["n"] == 88
