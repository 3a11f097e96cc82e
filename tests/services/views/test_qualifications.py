from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from services.models import Qualification, QualificationKind
from tests import factories
from tests.asking import MOST, asked

pytestmark = pytest.mark.django_db
URL = "/team/qualifications/"


@pytest.fixture
def paper(cast, monkeypatch) -> Qualification:
    monkeypatch.setattr(timezone, "now", lambda: factories.NOW)
    kind = QualificationKind.objects.create(service=cast.service, name="First aid", months=24)
    return Qualification.objects.create(
        service=cast.service, staff=cast.tom, kind=kind, got_on=date(2024, 4, 1), expires_on=date(2026, 3, 31)
    )


def test_what_expires_is_said_wherever_it_matters(cast, paper, sign_in):
    words = b"expires on 31 Mar 2026"
    assert words in sign_in(cast.ada).get(URL).content
    assert words in sign_in(cast.priya).get("/team/").content
    assert words in sign_in(cast.tom).get("/preferences/").content
    assert b"First aid" not in sign_in(cast.ines).get("/preferences/").content


def test_somebody_holds_something_from_a_day_on(cast, paper, sign_in):
    browser = sign_in(cast.ada)
    sent = {"staff": cast.pete.pk, "kind": paper.kind_id, "got_on": "2026-03-01", "expires_on": ""}
    assert browser.post(f"{URL}new/", sent).url == URL
    assert Qualification.objects.get(staff=cast.pete).expires_on == date(2028, 2, 29)
    answer = browser.post(f"{URL}new/", sent)
    assert (answer.status_code, b"written down already" in answer.content) == (422, True)


def test_a_kind_is_asked_for_and_no_more(cast, paper, sign_in):
    browser = sign_in(cast.priya)
    assert browser.post(f"{URL}kinds/new/", {"name": "Background check", "months": ""}).url == URL
    kind = QualificationKind.objects.get(name="Background check")
    again = browser.post(f"{URL}kinds/new/", {"name": "Background check"})
    assert (again.status_code, b"already one of this name" in again.content) == (422, True)
    assert browser.post(f"{URL}kinds/{kind.pk}/", {"name": "Police check", "months": "36"}).url == URL
    kind.refresh_from_db()
    assert (kind.name, kind.months, kind.is_active) == ("Police check", 36, False)


def test_days_are_put_right_and_both_see_both(cast, paper, sign_in):
    browser, url = sign_in(cast.ada), f"{URL}{paper.pk}/"
    sent = {"got_on": "2024-04-02", "expires_on": "", "version": "1"}
    assert browser.post(url, sent).url == URL
    assert browser.post(url, sent).status_code == 412
    paper.refresh_from_db()
    assert paper.expires_on is None


def test_a_mistake_is_taken_away(cast, paper, sign_in):
    assert sign_in(cast.ada).post(f"{URL}{paper.pk}/remove/").url == URL
    assert not Qualification.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_a_file(cast, paper, sign_in, kind):
    answer = sign_in(cast.ada).get(f"{URL}?format={kind}")
    assert answer["Content-Disposition"].startswith('attachment; filename="qualifications-')
    if kind == "csv":
        assert "Tom Beck,First aid,2024-04-01,2026-03-31,Expires soon" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize("who", ["tom", "ines", "pete"])
def test_it_is_not_there_for_others(cast, paper, sign_in, who):
    browser = sign_in(getattr(cast, who))
    urls = [URL, f"{URL}new/", f"{URL}{paper.pk}/", f"{URL}kinds/new/", f"{URL}kinds/{paper.kind_id}/"]
    assert [browser.get(url).status_code for url in urls] == [404] * 5
    assert browser.post(f"{URL}{paper.pk}/remove/").status_code == 404
    assert Qualification.objects.exists()


def test_another_service_finds_none_of_it(cast, paper, sign_in):
    browser = sign_in(cast.wes)
    assert b"First aid" not in browser.get(URL).content
    assert browser.get(f"{URL}{paper.pk}/").status_code == 404
    assert browser.get(f"{URL}kinds/{paper.kind_id}/").status_code == 404


def test_it_sends_a_stranger_to_the_door(paper, client):
    assert client.get(URL).url.startswith("/accounts/login/")


@pytest.mark.parametrize("n", [2, 5])
def test_it_asks_the_same_however_many(cast, paper, sign_in, n):
    for number in range(n):
        staff = factories.make_staff(name=f"Worker {number}", service=cast.service)
        Qualification.objects.create(
            service=cast.service, staff=staff, kind=paper.kind, got_on=date(2024, 4, 1)
        )
    assert asked(sign_in(cast.ada), URL) == 6 <= MOST
