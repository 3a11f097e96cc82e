"""A man who left over a month ago is counted for those who ran his group, and no longer named to them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reports.questions import attendance, people, retention
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def dan_left(cast):
    """`dan_left(days)`: both came to a session nine weeks ago; Dan's place ended so many days ago."""

    def leave(days: int) -> None:
        session = factories.make_session(
            group=cast.group, starts_at=NOW - timedelta(weeks=9), roster_frozen_at=NOW
        )
        ended = {
            "status": "exited",
            "exit_reason": "moved",
            "ended_by": "man",
            "ended_on": TODAY - timedelta(days=days),
        }
        for man, how in ((cast.dan, ended), (cast.luis, {})):
            place = factories.make_enrollment(
                client=man, group=cast.group, started_on=TODAY - timedelta(weeks=10), **how
            )
            factories.make_attendance(session=session, enrollment=place, outcome="present")

    return leave


@pytest.mark.parametrize(("days", "name"), [(30, "Dan"), (31, "A man who left")])
def test_the_list_behind_a_figure_is_as_long_and_says_less(cast, dan_left, days, name):
    dan_left(days)
    asked = {"staff": cast.tom, "at": NOW, "by": "group"}
    rows = people(**asked)
    assert retention(**asked)["groups"][0]["n"] == len(rows) == 2
    assert {row["first_name"] for row in rows} == {"Luis", name}
    assert [row["in_sight"] for row in rows if row["first_name"] == name] == [days == 30]
    assert {row["first_name"] for row in people(**asked | {"staff": cast.priya})} == {"Dan", "Luis"}


@pytest.mark.parametrize(
    ("days", "labels"), [(30, ["Luis Ferreira", "Dan Okafor"]), (31, ["Luis Ferreira", "Men who left"])]
)
def test_marks_by_man_stay_in_the_sum(cast, dan_left, days, labels):
    dan_left(days)
    answer = attendance(staff=cast.tom, at=NOW, by="man")
    assert [group["label"] for group in answer["groups"]] == labels
    assert answer["n"] == 2
    assert [(group["came"], group["rate"]) for group in answer["groups"]] == [(1, 1.0), (1, 1.0)]


def test_their_pages_lead_nowhere(cast, dan_left, sign_in):
    dan_left(31)
    browser = sign_in(cast.tom)
    for page in ("/reports/retention/men/?by=group", "/reports/attendance/?by=man"):
        shown = browser.get(page).content.decode()
        assert cast.luis.get_absolute_url() in shown
        assert cast.dan.get_absolute_url() not in shown
        assert "Okafor" not in shown
