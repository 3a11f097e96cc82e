"""What is owed, by me and by those whose work I may see."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest

from services.models import AuditEntry
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

URL = "/follow-ups/"


def owners(page) -> list[str]:
    return [each.owner.first_name for each in page.context["follow_ups"]]


@pytest.fixture
def owed(cast, owe):
    """One late with Tom, one of Priya's, and a crisis of Tom's that intake sees, too."""
    owe(cast.tom, due_at=NOW - timedelta(days=2))
    owe(cast.priya, kind="letter_due", due_at=NOW + timedelta(days=1))
    owe(cast.tom, kind="crisis", client=cast.luis, due_at=NOW + timedelta(hours=2))


def test_mine_come_first_in_the_order_of_their_day(cast, sign_in, owed):
    page = sign_in(cast.tom).get(URL)
    assert [each.kind for each in page.context["follow_ups"]] == ["missed_session", "crisis"]
    assert "2 days late" in page.content.decode()
    assert "One of these is late." in page.content.decode()


@pytest.mark.parametrize(("who", "seen"), [("tom", 2), ("priya", 3), ("ines", 1), ("pete", 0)])
def test_all_are_those_whose_work_i_may_see(cast, sign_in, owed, who, seen):
    page = sign_in(getattr(cast, who)).get(f"{URL}?who=all")
    assert len(page.context["follow_ups"]) == seen == page.context["counts"]["all"]


def test_another_service_sees_none(cast, sign_in, owed):
    page = sign_in(cast.wes).get(f"{URL}?who=all")
    assert owners(page) == []
    assert "Nothing is owed here" in page.content.decode()


def test_for_an_administrator_it_is_not_there(cast, sign_in):
    assert sign_in(cast.ada).get(URL).status_code == 404


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_filters_stand_in_the_address(cast, sign_in, owe, owed):
    owe(cast.priya, status="done", closed_at=NOW, closed_by=cast.priya, kind="waiting")
    browser = sign_in(cast.priya)
    kinds = lambda query: [each.kind for each in browser.get(URL + query).context["follow_ups"]]  # noqa: E731
    assert kinds("?who=all&kind=crisis") == ["crisis"]
    assert kinds("?status=done") == ["waiting"]
    assert kinds("?kind=nonsense&status=nonsense") == ["letter_due"]


def test_the_file_holds_what_is_shown_and_leaves_a_trace(cast, sign_in, owed):
    answer = sign_in(cast.tom).get(f"{URL}?format=csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[3] for row in rows] == ["Man", "Dan O.", "Luis F."]
    assert AuditEntry.objects.get(what="follow_ups.exported").details == {"rows": 2}


def test_pages_go_on_by_key(cast, sign_in, owe):
    for number in range(22):
        owe(
            cast.tom,
            due_at=NOW + timedelta(hours=number),
            kind="waiting",
            client=None if number % 2 else cast.dan,
        )
    browser = sign_in(cast.tom)
    first = browser.get(URL)
    second = browser.get(URL + first.context["page"].next_url)
    due = [each.due_at for page in (first, second) for each in page.context["follow_ups"]]
    assert len(due) == 22
    assert due == sorted(due)


@pytest.mark.parametrize("rows", [2, 5])
def test_it_asks_the_same_whatever_is_owed(cast, sign_in, owe, rows):
    for number in range(rows):
        man = factories.make_client(service=cast.service, first_name=f"Man{number}")
        owe(
            cast.tom,
            client=man,
            session=factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=number)),
        )
    assert asked(sign_in(cast.tom), URL) == 8 <= MOST
