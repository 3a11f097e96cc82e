"""Men this person may see, with where each stands."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from services.models import AuditEntry
from tests import factories
from tests.asking import MOST, asked
from tests.factories import TODAY

URL = "/clients/"


def names(page) -> list[str]:
    return [man.first_name for man in page.context["men"]]


def test_intake_and_directors_see_all_by_last_name(cast, sign_in):
    factories.make_enrollment(client=cast.dan, group=cast.group, started_on=TODAY)
    for staff in (cast.ines, cast.priya):
        page = sign_in(staff).get(URL)
        assert names(page) == ["Luis", "Dan"]
        assert "Thursday group" in page.content.decode()
        assert "2 men." in page.content.decode()


def test_a_counselor_sees_own_men(cast, sign_in):
    assert names(sign_in(cast.tom).get(URL)) == []
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_referral(client=cast.luis, owner=cast.tom)
    assert names(sign_in(cast.tom).get(URL)) == ["Luis", "Dan"]


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_for_others_it_is_not_there(cast, sign_in, who):
    assert sign_in(getattr(cast, who)).get(URL).status_code == 404


def test_another_service_sees_none(cast, sign_in):
    page = sign_in(cast.wes).get(URL)
    assert names(page) == []
    assert "Nobody is here yet" in page.content.decode()


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_filters_stand_in_the_address(cast, sign_in):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_referral(client=cast.luis)
    factories.make_client(service=cast.service, first_name="Gone", last_name="Man")
    browser = sign_in(cast.priya)
    assert names(browser.get(f"{URL}?state=in_group")) == ["Dan"]
    assert names(browser.get(f"{URL}?state=waiting")) == ["Luis"]
    assert names(browser.get(f"{URL}?state=neither")) == ["Gone"]
    assert names(browser.get(f"{URL}?group={cast.group.pk}")) == ["Dan"]
    assert len(names(browser.get(f"{URL}?state=x&group=y"))) == 3
    nobody = browser.get(f"{URL}?group={cast.group.pk}&state=waiting").content.decode()
    assert "Nobody fits what you chose" in nobody


def test_the_file_holds_what_is_shown_and_leaves_a_trace(cast, sign_in):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    answer = sign_in(cast.priya).get(f"{URL}?state=in_group&format=csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows] == ["First name", "Dan"]
    assert AuditEntry.objects.get(what="clients.exported").details == {"rows": 1}


def test_pages_go_on_by_key_and_name_nobody(cast, sign_in):
    for number in range(21):
        factories.make_client(service=cast.service, first_name=f"Man{number:02}", last_name="Zeta")
    browser = sign_in(cast.priya)
    first = browser.get(URL)
    second = browser.get(URL + first.context["page"].next_url)
    assert len(names(first)) == 20
    assert names(second) == ["Man18", "Man19", "Man20"]
    assert "eta" not in first.context["page"].next_url
    assert "<title>Men · Alongside</title>" in first.content.decode()


@pytest.mark.parametrize("men", [2, 5])
@pytest.mark.parametrize("who", ["priya", "tom"])
def test_it_asks_the_same_whatever_the_number_of_men(cast, sign_in, men, who):
    for number in range(men):
        man = factories.make_client(service=cast.service, first_name=f"Man{number}")
        factories.make_enrollment(client=man, group=cast.group)
        factories.make_referral(client=man)
    assert asked(sign_in(getattr(cast, who)), URL) == 8 <= MOST
