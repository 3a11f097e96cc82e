"""A cursor is sealed: it tells nobody by what name the list goes on, and opens no list but its own."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from tests import factories
from tests.api import Api


@pytest.fixture
def priya(cast, api) -> Api:
    factories.make_group(program=cast.program, name="Zelkova group")
    return api(cast.priya)


def cursor_of(answer) -> str:
    return parse_qs(urlsplit(answer.json()["next"]).query)["cursor"][0]


@pytest.mark.parametrize("other", ["sessions", "referrals", "notes", "follow-ups", "staff", "programs"])
def test_a_cursor_says_nothing_in_another_list(cast, priya, other):
    answer = priya.get(other, cursor=cursor_of(priya.get("groups", limit=1)))
    assert answer.status_code == 400
    assert "Thursday" not in answer.content.decode()


def test_a_cursor_of_ours_is_nothing_in_another_service(cast, priya, wes_api):
    assert wes_api.get("groups", cursor=cursor_of(priya.get("groups", limit=1))).status_code == 400


def test_a_cursor_goes_on_in_its_own_list(cast, priya):
    """The twin."""
    answer = priya.get("groups", limit=1, cursor=cursor_of(priya.get("groups", limit=1)))
    assert [row["name"] for row in answer.json()["results"]] == ["Zelkova group"]


@pytest.mark.parametrize("limit", ["00000000100000", "0000000019999999", "9" * 5000, "1e3", "²", "201"])
def test_no_page_is_longer_than_a_page(priya, limit):
    assert priya.get("groups", limit=limit).status_code == 422
