"""Finding a man: by any name he uses, a number or his reference, and never by an address."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.actions import clients
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

URL = "/clients/search/"


@pytest.fixture
def _numbers(cast):
    clients.add_contact(client=cast.dan, kind="phone", value="416 555 0142", by=cast.ines, at=NOW)
    clients.add_contact(client=cast.dan, kind="email", value="Dan@Post.test", by=cast.ines, at=NOW)
    cast.luis.other_names = "Lucho"
    cast.luis.save()


def found(browser, text: str) -> list[str]:
    return [man.first_name for man in browser.post(URL, {"text": text}).context["men"]]


@pytest.mark.usefixtures("_numbers")
@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("dan", ["Dan"]),
        ("  OKAFOR dan ", ["Dan"]),
        ("ferr", ["Luis"]),
        ("lucho", ["Luis"]),
        ("(416) 555-0142", ["Dan"]),
        ("0142", ["Dan"]),
        ("dan@post.test", ["Dan"]),
        ("o", ["Dan"]),
        ("", []),
        ("nobody", []),
        ("9999", []),
        ("a\0b", []),
        ("%", []),
        ("x" * 5000, []),
    ],
)
def test_any_name_number_or_address_finds_him(cast, sign_in, text, who):
    assert found(sign_in(cast.ines), text) == who


def test_his_reference_finds_him(cast, sign_in):
    assert found(sign_in(cast.ines), cast.dan.reference.lower()) == ["Dan"]


def test_a_counselor_finds_own_men(cast, sign_in):
    assert found(sign_in(cast.tom), "dan") == []
    factories.make_enrollment(client=cast.dan, group=cast.group)
    assert found(sign_in(cast.tom), "dan") == ["Dan"]


def test_another_service_finds_none_of_them(cast, sign_in):
    assert found(sign_in(cast.wes), "dan") == []


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_for_others_it_is_not_there(cast, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(URL).status_code == 404
    assert browser.post(URL, {"text": "dan"}).status_code == 404


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.post(URL, {"text": "dan"}).url.startswith("/accounts/login/")


def test_a_name_in_an_address_is_not_searched_for(cast, sign_in):
    page = sign_in(cast.ines).get(f"{URL}?text=dan")
    assert page.context["men"] == []
    assert 'method="get"' not in page.content.decode()


def test_nobody_is_said_kindly(cast, sign_in):
    page = sign_in(cast.ines).post(URL, {"text": "zzz"}).content.decode()
    assert "Nobody of that name or number" in page
    assert "<title>Find a man · Alongside</title>" in page


def test_many_are_cut_and_said(cast, sign_in):
    for number in range(32):
        factories.make_client(service=cast.service, first_name=f"Sam{number}", last_name="Many")
    page = sign_in(cast.ines).post(URL, {"text": "many"})
    assert len(page.context["men"]) == 30
    assert "Write more of his name" in page.content.decode()


def test_what_was_typed_is_shown_as_text(cast, sign_in):
    page = sign_in(cast.ines).post(URL, {"text": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_the_empty_page_asks_nothing_of_the_list(cast, sign_in):
    assert asked(sign_in(cast.ines), URL) == 4 <= MOST


# --- While somebody types --------------------------------------------------------------------------------------


def typed(browser, text: str):
    return browser.post(URL, {"text": text}, headers={"HX-Request": "true"})


def test_while_somebody_types_the_few_that_fit_come_as_a_piece(cast, sign_in):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_referral(client=cast.luis)
    browser = sign_in(cast.ines)
    piece = typed(browser, "okaf").content.decode()
    assert "<html" not in piece
    assert 'role="listbox"' in piece
    assert f'href="/clients/{cast.dan.pk}/"' in piece
    assert "Dan Okafor" in piece
    assert f"Thursday group · {cast.dan.reference}" in piece
    assert "1 man fits." in piece
    assert f"Waiting · {cast.luis.reference}" in typed(browser, "ferr luis").content.decode()


@pytest.mark.parametrize("text", ["", " ", "o", " o "])
def test_one_letter_is_too_early(cast, sign_in, text):
    assert typed(sign_in(cast.ines), text).content.decode().strip() == ""
    assert found(sign_in(cast.ines), "o") == ["Dan"]


def test_more_than_the_eye_takes_in_is_cut_and_said(cast, sign_in):
    for number in range(12):
        factories.make_client(service=cast.service, first_name=f"Sam{number}", last_name="Many")
    answer = typed(sign_in(cast.ines), "many")
    assert len(answer.context["men"]) == 8
    assert "Write more of his name" in answer.content.decode()


def test_nobody_is_said_while_typing_too(cast, sign_in):
    assert "Nobody of that name or number" in typed(sign_in(cast.ines), "zzz").content.decode()


@pytest.mark.parametrize(("who", "status"), [("pete", 404), ("ada", 404), ("wes", 200), ("tom", 200)])
def test_typing_finds_nobody_whom_the_page_would_not(cast, sign_in, who, status):
    answer = typed(sign_in(getattr(cast, who)), "okafor")
    assert answer.status_code == status
    assert "Okafor" not in answer.content.decode()


def test_a_name_with_markup_in_it_is_shown_as_text(cast, sign_in):
    factories.make_client(service=cast.service, first_name="<b>Zed", last_name="<script>")
    piece = typed(sign_in(cast.ines), "<b>zed").content.decode()
    assert "&lt;b&gt;Zed &lt;script&gt;" in piece


@pytest.mark.parametrize("men", [2, 8])
def test_it_asks_the_same_whatever_is_found(cast, sign_in, men):
    for number in range(men):
        man = factories.make_client(service=cast.service, first_name=f"Sam{number}", last_name="Many")
        factories.make_enrollment(client=man, group=cast.group)
    browser = sign_in(cast.ines)
    with CaptureQueriesContext(connection) as queries:
        assert len(typed(browser, "many").context["men"]) == men
    told = [query for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(told) - 1 == 5


def test_one_types_at_once(cast, sign_in):
    browser = sign_in(cast.tom)
    assert browser.get(URL).content.count(b" autofocus") == 1
    assert b" autofocus" not in browser.post(URL, {"text": "Dan"}).content  # now he reads what was found
