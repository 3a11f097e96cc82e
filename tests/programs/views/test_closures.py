"""Closed days: written down, and what becomes of the sessions that fall on them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.models import Closure, GroupSession
from services.access import seat
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
URL = "/team/closures/"
SENT = {"name": "Repairs", "site": "", "since": "2026-03-19", "until": "2026-03-27"}


@pytest.fixture
def fallen(cast, evening) -> list[GroupSession]:
    """Two Thursdays on which the house will be closed, and one after them."""
    return [
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=n), number=7 + n)
        for n in (1, 2, 3)
    ]


@pytest.fixture
def closure(cast) -> Closure:
    return Closure.objects.create(
        service=cast.service, name="Repairs", since=date(2026, 3, 19), until=date(2026, 3, 27)
    )


def one(closure: Closure, what: str = "") -> str:
    return f"{URL}{closure.pk}/{what}"


def test_the_house_closes_and_leads_to_the_sessions_of_these_days(cast, fallen, sign_in):
    browser = sign_in(cast.priya)
    page = browser.post(URL, SENT, follow=True)
    assert b"2 sessions fall on these days." in page.content
    closure = Closure.objects.get()
    assert page.redirect_chain[0][0] == one(closure)
    assert (closure.name, closure.site, closure.since) == ("Repairs", None, date(2026, 3, 19))
    assert f"/sessions/{fallen[0].pk}/move/?how=cascade&amp;day=2026-04-02" in page.content.decode()
    assert f"/sessions/{fallen[1].pk}/cancel/?reason=Repairs" in page.content.decode()


def test_one_of_them_is_moved_with_those_after_it(cast, fallen, closure, sign_in):
    browser = sign_in(cast.priya)
    url = f"/sessions/{fallen[0].pk}/move/"
    form = browser.get(url + "?how=cascade&day=2026-04-02").context["form"]
    said = {name: form[name].value() for name in ("day", "begins", "ends", "how")} | {"version": "1"}
    said |= {"begins": "20:41", "ends": "22:41"}
    key = browser.post(url, said).context["key"]
    browser.post(url, said | {"seen": key})
    days = [
        each.isoformat()
        for each in GroupSession.objects.order_by("number").values_list("session_on", flat=True)
    ]
    assert days == ["2026-03-12", "2026-04-02", "2026-04-09", "2026-04-16"]
    assert b"No session falls on these days." in browser.get(one(closure)).content


def test_all_of_them_are_cancelled_for_one_reason(cast, fallen, closure, sign_in):
    browser = sign_in(cast.priya)
    assert b"Say why" in browser.post(one(closure, "cancel-sessions/"), {"reason": " "}, follow=True).content
    answer = browser.post(one(closure, "cancel-sessions/"), {"reason": "Repairs"}, follow=True)
    assert b"2 sessions are cancelled." in answer.content
    gone = GroupSession.objects.exclude(cancelled_at=None).order_by("number")
    assert [(each.pk, each.cancel_reason) for each in gone] == [(each.pk, "Repairs") for each in fallen[:2]]


def test_one_who_only_looks_after_the_house_sees_a_figure_and_no_group(cast, fallen, closure, sign_in):
    page = sign_in(cast.ada).get(one(closure)).content.decode()
    assert "2 sessions of groups you do not keep fall on these days" in page
    assert cast.group.name not in page
    sign_in(cast.ada).post(one(closure, "cancel-sessions/"), {"reason": "Repairs"})
    assert not GroupSession.objects.exclude(cancelled_at=None).exists()


def test_its_days_change_and_two_people_both_see_both(cast, closure, sign_in):
    browser = sign_in(cast.ada)
    browser.post(one(closure), SENT | {"until": "2026-03-20", "version": "1"})
    late = sign_in(cast.priya).post(one(closure), SENT | {"until": "2026-03-30", "version": "1"})
    assert (late.status_code, b"Somebody else changed this" in late.content) == (412, True)
    closure.refresh_from_db()
    assert (closure.until, closure.version) == (date(2026, 3, 20), 2)


def test_it_is_open_after_all(cast, closure, sign_in):
    browser = sign_in(cast.priya)
    assert browser.get(one(closure, "remove/")).status_code == 405
    assert b"Open after all." in browser.post(one(closure, "remove/"), follow=True).content
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "This field is required."),
        ({"until": "2026-03-18"}, "The last day is before the first."),
        ({"until": "2027-03-20"}, "That is more than a year."),
        ({"since": "0026-03-19"}, "too far away"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_closes(cast, sign_in, change, words):
    answer = sign_in(cast.priya).post(URL, SENT | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Closure.objects.exists()


def test_a_director_of_one_site_closes_that_one_alone(cast, closure, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=east)
    browser = sign_in(seat(nora, cast.service, on=NOW.date()))
    assert browser.get(one(closure)).status_code == 404
    assert browser.post(URL, SENT).status_code == 422
    assert browser.post(URL, SENT | {"site": str(cast.north.pk)}).status_code == 422
    browser.post(URL, SENT | {"site": str(east.pk)})
    assert Closure.objects.exclude(pk=closure.pk).get().site == east


def test_it_asks_as_much_for_two_as_for_five(cast, closure, sign_in, django_assert_num_queries):
    browser = sign_in(cast.priya)
    browser.get(URL)
    with django_assert_num_queries(9):
        browser.get(URL)
    for n in range(4):
        Closure.objects.create(
            service=cast.service, name=f"Week {n}", site=cast.north, since="2026-05-01", until="2026-05-02"
        )
    with django_assert_num_queries(9):
        browser.get(URL)


@pytest.mark.parametrize("who", ["ines", "tom", "pete", "wes"])
def test_it_is_not_there_for_others(cast, closure, sign_in, who):
    browser = sign_in(getattr(cast, who))
    if who != "wes":
        assert browser.post(URL, SENT).status_code == 404
    for what in ("", "remove/", "cancel-sessions/"):
        assert browser.post(one(closure, what), SENT).status_code == 404
    assert Closure.objects.get().version == 1


def test_it_sends_a_stranger_to_the_door(closure, client):
    for url in (URL, one(closure)):
        assert client.get(url).url.startswith("/accounts/login/")
