"""A list kept under a name: above the list, on My work, and on a page of its own."""

from __future__ import annotations

import pytest

from services.actions import saved_views
from services.models import SavedView
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

URL = "/views/"
QUEUE = "referrals:referral_list"
KEPT_LISTS = ["/referrals/", "/clients/", "/follow-ups/", "/groups/", "/reports/retention/"]


def keep(
    staff, name: str = "Placed by us", *, page: str = QUEUE, query: str = "status=placed", **more
) -> SavedView:
    return saved_views.make(page=page, query=query, name=name, by=staff, at=NOW, **more)


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def sent(browser, **fields):
    return browser.post(
        f"{URL}new/", {"page": QUEUE, "query": "status=placed&who=mine", "name": "Mine"} | fields
    )


def test_what_is_shown_is_kept_under_a_name_and_opens_with_one_click(cast, sign_in):
    browser = sign_in(cast.ines)
    page = browser.get("/referrals/?who=mine&status=placed")
    assert 'name="query" value="status=placed&amp;who=mine"' in page.content.decode()
    assert "Share it with everybody" not in page.content.decode()
    answer = sent(browser)
    assert answer.url == "/referrals/?status=placed&who=mine"
    kept = browser.get(answer.url)
    assert kept.context["saved"].current == SavedView.objects.get()
    assert "Rename or remove “Mine”" in kept.content.decode()
    assert 'href="/referrals/?status=placed&amp;who=mine"' in browser.get("/referrals/").content.decode()


@pytest.mark.parametrize("url", [*KEPT_LISTS, "/reports/attendance/", "/reports/unrecorded/"])
def test_every_list_with_filters_can_be_kept(cast, sign_in, url):
    browser = sign_in(cast.priya)
    saved = browser.get(url).context["saved"]
    answer = sent(browser, page=saved.page, query=saved.query, name="All of it")
    assert answer.url == url
    assert "All of it" in browser.get(url).content.decode()


def test_words_somebody_typed_are_not_offered_and_not_taken(cast, sign_in):
    browser = sign_in(cast.priya)
    page = text_of(browser.get("/groups/?text=okafor"))
    assert "cannot be kept: they may name a man" in page
    assert "Keep this view" not in page
    answer = sent(browser, page="programs:group_list", query="text=okafor")
    assert answer.status_code == 422
    assert "never words you typed" in text_of(answer)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "Mine"}, "You have a view of this name here already."),
        ({"page": "services:team"}, "Views of this page cannot be kept."),
        ({"page": "nonsense", "query": "a=b"}, "Views of this page cannot be kept."),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_written(cast, sign_in, fields, words):
    browser = sign_in(cast.ines)
    sent(browser)
    answer = sent(browser, **fields)
    assert (answer.status_code, words in text_of(answer)) == (422, True)
    assert SavedView.objects.count() == 1


def test_a_hidden_tick_does_not_share(cast, sign_in):
    sent(sign_in(cast.ines), shared="on")
    assert SavedView.objects.get().shared is False


def test_a_director_shares_with_the_others(cast, sign_in):
    sent(sign_in(cast.priya), shared="on", name="For all")
    assert "For all" in sign_in(cast.tom).get("/referrals/").content.decode()
    assert "For all" not in sign_in(cast.pete).get(URL).content.decode()
    assert "From Priya Nair" in sign_in(cast.tom).get(URL).content.decode()


def test_a_ticked_view_stands_on_my_work(cast, sign_in):
    keep(cast.ines, on_my_work=True)
    keep(cast.priya, "For all", on_my_work=True, shared=True)
    keep(cast.ines, "Not there")
    browser = sign_in(cast.ines)
    assert f'hx-get="{URL}mine/"' in browser.get("/").content.decode()
    piece = browser.get(f"{URL}mine/").content.decode()
    assert "<html" not in piece
    assert 'href="/referrals/?status=placed">Placed by us</a>' in piece
    assert "For all" in piece
    assert "Not there" not in piece


def test_it_is_renamed_and_shown_on_my_work(cast, sign_in):
    view = keep(cast.ines)
    browser = sign_in(cast.ines)
    assert "Placed by us" in browser.get(f"{URL}{view.pk}/").content.decode()
    assert browser.post(f"{URL}{view.pk}/", {"name": "Settled", "on_my_work": "on"}).url == URL
    view.refresh_from_db()
    assert (view.name, view.on_my_work, view.query) == ("Settled", True, "status=placed")
    keep(cast.ines, "Other")
    taken = browser.post(f"{URL}{view.pk}/", {"name": "Other"})
    assert (taken.status_code, "of this name here already" in text_of(taken)) == (422, True)


def test_removing_it_can_be_undone(cast, sign_in):
    view = keep(cast.ines)
    browser = sign_in(cast.ines)
    page = browser.post(f"{URL}{view.pk}/remove/", follow=True)
    assert "“Placed by us” is removed." in page.content.decode()
    assert f'action="{URL}{view.pk}/take-back/"' in page.content.decode()
    assert "Placed by us" not in browser.get("/referrals/").content.decode()
    browser.post(f"{URL}{view.pk}/take-back/")
    assert "Placed by us" in browser.get("/referrals/").content.decode()


def test_taking_back_beside_a_new_one_of_that_name_is_refused(cast, sign_in):
    view = keep(cast.ines)
    browser = sign_in(cast.ines)
    browser.post(f"{URL}{view.pk}/remove/")
    keep(cast.ines)
    page = browser.post(f"{URL}{view.pk}/take-back/", follow=True)
    assert "of this name here already" in page.content.decode()


def test_they_are_moved(cast, sign_in):
    keep(cast.ines, "One")
    view = keep(cast.ines, "Two")
    page = sign_in(cast.ines).post(f"{URL}{view.pk}/move-up/", follow=True).content.decode()
    assert page.index("Two") < page.index("One")


@pytest.mark.parametrize("path", ["", "move-up/", "remove/", "take-back/"])
@pytest.mark.parametrize("who", ["tom", "priya", "ada", "wes"])
def test_somebody_elses_view_is_not_there(cast, sign_in, path, who):
    view = keep(cast.ines)
    url = f"{URL}{view.pk}/{path}"
    assert sign_in(getattr(cast, who)).post(url, {"name": "Mine now"}).status_code == 404
    assert SavedView.objects.get().name == "Placed by us"


def test_a_colleague_cannot_take_a_shared_view_away(cast, sign_in):
    view = keep(cast.priya, shared=True)
    page = sign_in(cast.tom).post(f"{URL}{view.pk}/remove/", follow=True)
    assert "belongs to a colleague" in page.content.decode()
    assert SavedView.objects.get().removed_at is None


def test_a_page_without_any_says_how_to_keep_one(cast, sign_in):
    page = text_of(sign_in(cast.ines).get(URL))
    assert "None kept yet" in page
    assert "Open Men" in page


@pytest.mark.parametrize("path", ["", "mine/"])
def test_a_stranger_is_sent_to_the_door(client, db, path):
    assert client.get(URL + path).url.startswith("/accounts/login/")


@pytest.mark.parametrize("views", [2, 5])
@pytest.mark.parametrize("url", [*KEPT_LISTS, URL, f"{URL}mine/"])
def test_lists_ask_the_same_however_many_views_there_are(cast, sign_in, url, views):
    factories.make_referral(client=cast.dan)
    browser = sign_in(cast.priya)
    before = asked(browser, url)
    for number in range(views):
        for page in (QUEUE, "followups:client_list", "programs:group_list"):
            keep(cast.priya, f"View {number}", page=page, query="", on_my_work=True)
    assert asked(browser, url) == before <= MOST
