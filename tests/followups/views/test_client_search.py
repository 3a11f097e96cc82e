"""Finding a man: by any name he uses, a number or his reference, and never by an address."""

from __future__ import annotations

import pytest

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
