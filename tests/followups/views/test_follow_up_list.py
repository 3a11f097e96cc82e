"""What is owed, by me and by those whose work I may see."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest

from followups.models import FollowUp
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
    assert len(page.context["follow_ups"]) == seen == page.context["counts"].all


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


@pytest.mark.parametrize("query", ["", "due=late", "due=today", "due=week", "kind=crisis", "status=done"])
def test_each_number_is_the_length_of_the_list_it_leads_to(cast, sign_in, owe, owed, query):
    owe(cast.tom, status="done", closed_at=NOW, closed_by=cast.tom, kind="waiting")
    owe(cast.priya, due_at=NOW - timedelta(hours=1), kind="waiting", client=cast.luis)
    browser = sign_in(cast.priya)
    counts = browser.get(f"{URL}?{query}").context["counts"]
    for who in ("mine", "others", "all"):
        page = browser.get(f"{URL}?{query}&who={who}")
        assert len(page.context["follow_ups"]) == getattr(counts, who), who
        if "status" not in query:
            late = browser.get(f"{URL}?{query}&who={who}&due=late").context["follow_ups"]
            assert len(late) == page.context["counts"].late, who


def test_when_it_is_due_can_be_chosen(cast, sign_in, owed):
    browser = sign_in(cast.priya)
    kinds = lambda due: [each.kind for each in browser.get(f"{URL}?who=all&due={due}").context["follow_ups"]]  # noqa: E731
    assert kinds("late") == ["missed_session"]
    assert kinds("today") == ["missed_session", "crisis"]
    assert kinds("week") == ["missed_session", "crisis", "letter_due"]
    assert kinds("nonsense") == kinds("")


def test_one_site_can_be_chosen(cast, sign_in, owe, owed):
    east = factories.make_site(service=cast.service, name="East")
    FollowUp.objects.filter(kind="crisis").update(site=east)
    browser = sign_in(cast.priya)
    page = browser.get(f"{URL}?who=all&site={east.pk}")
    assert [each.kind for each in page.context["follow_ups"]] == ["crisis"]
    assert len(browser.get(f"{URL}?who=all&site=nonsense").context["follow_ups"]) == 3
    assert len(browser.get(f"{URL}?who=all&site={cast.south.pk}").context["follow_ups"]) == 3


def test_a_full_register_is_owed_no_more(cast, sign_in, owe):
    session = factories.make_session(group=cast.group)
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    mark = factories.make_attendance(session=session, enrollment=place)
    owe(cast.tom, kind="register_owed", session=session, client=None)
    assert len(sign_in(cast.tom).get(URL).context["follow_ups"]) == 1
    mark.outcome = "present"
    mark.save()
    page = sign_in(cast.tom).get(URL)
    assert (page.context["follow_ups"], page.context["counts"].all) == ([], 0)


def test_a_choice_that_fits_nothing_says_so(cast, sign_in, owed):
    page = sign_in(cast.tom).get(f"{URL}?kind=letter_due").content.decode()
    assert "Nothing fits what you chose" in page
    assert f'href="{URL}?who=all"' in page
    assert "Nothing is owed here" in sign_in(cast.pete).get(URL).content.decode()


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
