"""What we know of a man, corrected."""

from __future__ import annotations

import pytest

from services.models import Client
from tests import factories

GOOD = {
    "first_name": "Daniel",
    "last_name": "Okafor",
    "date_of_birth": "1984-02-03",
    "is_father": "yes",
    "version": "1",
}


@pytest.fixture
def url(cast) -> str:
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return f"/clients/{cast.dan.pk}/edit/"


@pytest.mark.parametrize("who", ["tom", "ines", "priya"])
def test_who_knows_him_corrects_him(cast, sign_in, url, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(url).status_code == 200
    assert browser.post(url, GOOD).url == f"/clients/{cast.dan.pk}/"
    dan = Client.objects.get(pk=cast.dan.pk)
    assert (dan.first_name, dan.is_father, dan.version) == ("Daniel", True, 2)
    assert str(dan.date_of_birth) == "1984-02-03"


@pytest.mark.parametrize("who", ["pete", "ada", "wes"])
def test_for_others_it_is_not_there(cast, sign_in, url, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(url).status_code == 404
    assert browser.post(url, GOOD).status_code == 404
    assert Client.objects.get(pk=cast.dan.pk).first_name == "Dan"


def test_a_counselor_does_not_reach_a_man_who_is_not_his(cast, sign_in):
    assert sign_in(cast.tom).get(f"/clients/{cast.luis.pk}/edit/").status_code == 404


def test_a_stranger_is_sent_to_the_door(client, url):
    assert client.get(url).url.startswith("/accounts/login/")


def test_no_name_at_all_is_refused(cast, sign_in, url):
    answer = sign_in(cast.ines).post(url, GOOD | {"first_name": "", "last_name": ""})
    assert answer.status_code == 422
    assert "Give at least one name" in answer.content.decode()
    assert Client.objects.get(pk=cast.dan.pk).version == 1


@pytest.mark.parametrize("day", ["2031-01-01", "1850-01-01", "soon"])
def test_a_day_that_is_no_birth_day_is_refused(cast, sign_in, url, day):
    assert sign_in(cast.ines).post(url, GOOD | {"date_of_birth": day}).status_code == 422
    assert Client.objects.get(pk=cast.dan.pk).date_of_birth is None


def test_two_people_at_once_see_each_other(cast, sign_in, url):
    sign_in(cast.ines).post(url, GOOD | {"first_name": "Danny"})
    browser = sign_in(cast.tom)
    answer = browser.post(url, GOOD)
    assert answer.status_code == 412
    assert "Somebody else changed his details" in answer.content.decode()
    assert 'value="Daniel"' in answer.content.decode()
    assert Client.objects.get(pk=cast.dan.pk).first_name == "Danny"
    # Saved once more from that page, these words win knowingly.
    assert browser.post(url, GOOD | {"version": "2"}).status_code == 302
    assert Client.objects.get(pk=cast.dan.pk).first_name == "Daniel"


def test_not_asked_is_not_no(cast, sign_in, url):
    sign_in(cast.ines).post(url, GOOD | {"is_father": ""})
    assert Client.objects.get(pk=cast.dan.pk).is_father is None


def test_the_title_names_nobody(cast, sign_in, url):
    page = sign_in(cast.tom).get(url).content.decode()
    assert "<title>His details · Alongside</title>" in page


def test_every_detail_of_his_stands_on_the_page_and_comes_back(cast, sign_in, url):
    """A field that the page leaves out would be wiped with every correction."""
    known = {"new_baby": True, "child_contact": "supervised", "reads_easily": False, "identity": "Métis"}
    Client.objects.filter(pk=cast.dan.pk).update(**known)
    page = sign_in(cast.ines).get(url)
    sent = {
        field.html_name: "on" if field.value() is True else field.value() or ""
        for field in page.context["form"]
        if f'name="{field.html_name}"' in page.content.decode() and field.value() is not False
    }
    assert sign_in(cast.ines).post(url, sent | {"version": "1"}).status_code == 302
    dan = Client.objects.get(pk=cast.dan.pk)
    assert {name: getattr(dan, name) for name in known} == known
