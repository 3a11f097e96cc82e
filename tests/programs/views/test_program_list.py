from __future__ import annotations

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
URL = "/programs/"


def test_it_says_what_is_offered_and_who_runs_it(cast, sign_in):
    page = sign_in(cast.tom).get(URL)
    assert b"Foundations" in page.content
    assert b"1 group runs it" in page.content


def test_another_services_programs_are_not_there(cast, sign_in):
    page = sign_in(cast.wes).get(URL)
    assert b"Foundations" not in page.content
    assert b"No program yet" in page.content


def test_it_sends_a_stranger_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


@pytest.mark.parametrize("programs", [2, 5])
def test_it_asks_the_same_whatever_the_number(cast, sign_in, programs, django_assert_num_queries):
    for number in range(programs - 1):
        factories.make_program(service=cast.service, name=f"Program {number}")
    browser = sign_in(cast.tom)
    with django_assert_num_queries(9):
        assert len(browser.get(URL).context["programs"]) == programs
