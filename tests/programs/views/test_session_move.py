from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Closure, GroupSession
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(cast, evening) -> list[GroupSession]:
    """Three Thursdays to come, numbers 8 to 10."""
    first = (NOW + timedelta(days=7)).replace(hour=18, minute=30)
    return [
        factories.make_session(group=cast.group, starts_at=first + timedelta(weeks=n), number=8 + n)
        for n in range(3)
    ]


def url(session, what: str = "move") -> str:
    return f"/sessions/{session.pk}/{what}/"


def said(**change: str) -> dict[str, str]:
    return {
        "day": "2026-03-26",
        "begins": "18:30",
        "ends": "20:30",
        "how": "cascade",
        "version": "1",
    } | change


def days(cast) -> list[str]:
    rows = GroupSession.objects.filter(group=cast.group, number__gt=7).order_by("number")
    return [each.session_on.isoformat() for each in rows]


THEN = ["2026-03-19", "2026-03-26", "2026-04-02"]


def test_first_it_is_seen_then_done_and_taken_back_by_one_button(cast, row, sign_in):
    browser = sign_in(cast.tom)
    look = browser.post(url(row[0]), said())
    assert [step.session.session_on.isoformat() for step in look.context["steps"]] == [
        "2026-03-26",
        "2026-04-02",
        "2026-04-09",
    ]
    assert (look.status_code, days(cast)) == (200, THEN)
    done = browser.post(url(row[0]), said(seen=look.context["key"]), follow=True)
    assert b"3 sessions are moved." in done.content
    assert days(cast) == ["2026-03-26", "2026-04-02", "2026-04-09"]
    (told,) = done.context["messages"]
    assert told.extra_tags.encode() in done.content
    back = browser.post(told.extra_tags, follow=True)
    assert b"3 sessions are back." in back.content
    assert days(cast) == THEN
    again = browser.post(told.extra_tags, follow=True)
    assert b"changed since" in again.content


def test_what_has_changed_since_it_was_seen_is_seen_again(cast, row, sign_in):
    browser = sign_in(cast.tom)
    key = browser.post(url(row[0]), said()).context["key"]
    GroupSession.objects.filter(pk=row[2].pk).update(cancelled_at=NOW, cancel_reason="Storm")
    again = browser.post(url(row[0]), said(seen=key))
    assert (again.status_code, len(again.context["steps"]), days(cast)) == (200, 2, THEN)


def test_somebody_was_quicker(cast, row, sign_in):
    browser = sign_in(cast.tom)
    GroupSession.objects.filter(pk=row[0].pk).update(version=2)
    key = browser.post(url(row[0]), said()).context["key"]
    answer = browser.post(url(row[0]), said(seen=key))
    assert (answer.status_code, days(cast)) == (412, THEN)
    assert b"Somebody else changed this session" in answer.content


def test_a_clash_is_seen_before_it_is_done(cast, row, sign_in):
    other = factories.make_group(
        program=cast.program, site=cast.north, name="Friday group", facilitators=[cast.tom]
    )
    factories.make_session(group=other, starts_at=row[0].starts_at + timedelta(days=1))
    browser = sign_in(cast.tom)
    look = browser.post(url(row[0]), said(day="2026-03-20", how="alone"))
    assert b"Tom Beck also runs Friday group at that hour." in look.content
    assert b"Move all the same" in look.content
    browser.post(url(row[0]), said(day="2026-03-20", how="alone", seen=look.context["key"]))
    assert days(cast) == ["2026-03-20", *THEN[1:]]


def test_a_day_off_and_one_that_is_passed_are_told_and_both_may_be_meant(cast, row, sign_in):
    Closure.objects.create(service=cast.service, name="Repairs", since="2026-03-30", until="2026-03-30")
    browser = sign_in(cast.tom)
    look = browser.post(url(row[0]), said(day="2026-03-30", how="alone"))
    page = look.content.decode()
    assert "30 March is a day off: Repairs." in page
    assert "The order changes: it passes the session of 26 March." in page
    browser.post(url(row[0]), said(day="2026-03-30", how="alone", seen=look.context["key"]))
    assert days(cast) == ["2026-03-30", *THEN[1:]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"how": "alone"}, "already has a session at that hour"),
        ({"ends": "18:30"}, "between a quarter of an hour and ten hours"),
        ({"how": "round"}, "Select a valid choice"),
        ({"day": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_moves(cast, row, sign_in, change, words):
    answer = sign_in(cast.tom).post(url(row[0]), said(**change))
    assert (answer.status_code, words in answer.content.decode(), days(cast)) == (422, True, THEN)


def test_a_day_that_has_passed_is_told(cast, row, sign_in):
    """Held earlier than planned, or a slip in the year: whoever moves it says which."""
    look = sign_in(cast.tom).post(url(row[0]), said(day="2025-03-26", how="alone"))
    assert "26 March 2025 has passed already." in look.content.decode()
    assert days(cast) == THEN


def test_where_it_is_already_nothing_is_asked(cast, row, sign_in):
    answer = sign_in(cast.tom).post(url(row[0]), said(day="2026-03-19"))
    assert b"It is there already" in answer.content


def test_a_link_may_think_of_a_day(cast, row, sign_in):
    form = sign_in(cast.tom).get(url(row[0]) + "?day=2026-04-09&how=cascade").context["form"]
    assert (str(form["day"].value()), form["how"].value()) == ("2026-04-09", "cascade")
    form = sign_in(cast.tom).get(url(row[0]) + "?day=never&how=ever").context["form"]
    assert (str(form["day"].value()), form["how"].value()) == ("2026-03-19", "alone")


def test_what_has_begun_stays(cast, evening, sign_in):
    assert sign_in(cast.tom).get(url(evening.session)).url == url(evening.session, "edit")


def test_it_asks_as_much_of_three_sessions_as_of_nine(cast, row, sign_in, django_assert_num_queries):
    browser = sign_in(cast.tom)
    with django_assert_num_queries(16):
        browser.post(url(row[0]), said())
    for n in range(6):
        factories.make_session(
            group=cast.group, starts_at=row[2].starts_at + timedelta(weeks=n + 1), number=11 + n
        )
    with django_assert_num_queries(16):
        assert len(browser.post(url(row[0]), said()).context["steps"]) == 9


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, row, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.post(url(row[0]), said()).status_code == 404
    assert browser.post(f"/sessions/{row[0].pk}/moves/{row[0].pk}/take-back/").status_code == 404
    assert days(cast) == THEN


def test_it_sends_a_stranger_to_the_door(row, client):
    assert client.get(url(row[0])).url.startswith("/accounts/login/")


def test_only_a_move_of_this_session_is_taken_back(cast, row, sign_in):
    browser = sign_in(cast.tom)
    assert browser.post(f"/sessions/{row[0].pk}/moves/{row[1].pk}/take-back/").status_code == 404
    assert browser.get(f"/sessions/{row[0].pk}/moves/{row[1].pk}/take-back/").status_code == 405
