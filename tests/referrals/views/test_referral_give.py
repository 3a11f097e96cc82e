"""Many at once: ticked in the queue, given to one person, and back again."""

from __future__ import annotations

import pytest

from referrals.models import Referral
from tests import factories

URL = "/referrals/give/"


@pytest.fixture
def two(cast):
    made = [("dan", cast.tom), ("luis", None)]
    return [
        factories.make_referral(client=getattr(cast, name), site=cast.north, owner=owner)
        for name, owner in made
    ]


def owners() -> dict:
    return dict(Referral.objects.values_list("client__first_name", "owner__name"))


def test_ticked_ones_are_mine_with_one_button_and_go_back_with_another(cast, sign_in, two):
    browser = sign_in(cast.ines)
    ticked = {"ticked": [each.pk for each in two]}
    answer = browser.post(URL + "?who=none", ticked | {"to": "me"})
    assert answer.url == "/referrals/?who=none"
    assert owners() == {"Dan": "Ines Roth", "Luis": "Ines Roth"}
    page = browser.get("/referrals/").content.decode()
    assert "2 are with Ines Roth now." in page
    assert 'action="/referrals/give/back/"' in page
    # One was taken by somebody else meanwhile: with them he stays.
    Referral.objects.filter(pk=two[1].pk).update(owner=cast.priya)
    browser.post("/referrals/give/back/")
    assert owners() == {"Dan": "Tom Beck", "Luis": "Priya Nair"}
    browser.post("/referrals/give/back/")
    assert owners() == {"Dan": "Tom Beck", "Luis": "Priya Nair"}


def test_a_colleague_is_chosen_on_a_page_of_its_own(cast, sign_in, two):
    browser = sign_in(cast.ines)
    ticked = {"ticked": [each.pk for each in two]}
    asked = browser.post(URL, ticked | {"to": "ask"})
    assert asked.status_code == 200
    assert "Tom Beck" in asked.content.decode()
    assert "Pete Long" not in asked.content.decode()
    assert browser.post(URL, ticked | {"to": cast.pete.pk}).status_code == 422
    assert browser.post(URL, ticked | {"to": cast.wes.pk}).status_code == 422
    browser.post(URL, ticked | {"to": cast.tom.pk})
    assert set(owners().values()) == {"Tom Beck"}
    browser.post(URL, ticked | {"to": "none"})
    assert set(owners().values()) == {None}


def test_with_nothing_ticked_it_says_so(cast, sign_in, two):
    page = sign_in(cast.ines).post(URL, {"to": "me"}, follow=True).content.decode()
    assert "Tick at least one man first." in page


def test_who_directs_another_service_gives_none_of_them(cast, sign_in, two):
    sign_in(cast.wes).post(URL, {"ticked": [two[0].pk], "to": "me"})
    assert owners() == {"Dan": "Tom Beck", "Luis": None}
