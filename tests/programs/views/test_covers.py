from __future__ import annotations

from datetime import date, timedelta

import pytest

from programs.models import Facilitator, Group
from services.access import seat
from services.models import Leave
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def coming(cast, evening):
    """Next Thursday, when Tom is away."""
    Leave.objects.create(service=cast.service, staff=cast.tom, since="2026-03-16", until="2026-03-20")
    return factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7), number=8)


@pytest.fixture
def url(cast) -> str:
    return f"{cast.group.get_absolute_url()}cover/"


def said(cast, **change) -> dict:
    days = {"since": "2026-03-16", "until": "2026-03-20"}
    return {"covers": str(cast.tom.pk), "staff": str(cast.pete.pk)} | days | change


def test_a_director_sees_where_somebody_is_missing(cast, coming, url, sign_in):
    browser = sign_in(cast.priya)
    for page in ("/groups/cover/", "/groups/cover/next/", f"{url}next/"):
        shown = browser.get(page).content.decode()
        assert "Tom Beck is away." in shown, page
        assert f"{url}?on=2026-03-19" in shown, page
    assert f'hx-get="{url}next/"' in browser.get(cast.group.get_absolute_url()).content.decode()
    assert 'hx-get="/groups/cover/next/"' in browser.get("/").content.decode()


def test_the_link_knows_the_day_and_who_is_away(cast, coming, url, sign_in):
    form = sign_in(cast.priya).get(url + "?on=2026-03-19").context["form"]
    assert (form["covers"].value(), form["since"].value()) == (cast.tom.pk, date(2026, 3, 19))
    assert sign_in(cast.priya).get(url + "?on=never").status_code == 200


def test_somebody_covers_and_sees_the_group(cast, coming, url, sign_in):
    assert not Group.objects.visible_to(cast.pete).exists()
    answer = sign_in(cast.priya).post(url, said(cast), follow=True)
    assert b"Pete Long covers." in answer.content
    assert b"covers for Tom Beck" in answer.content
    row = Facilitator.objects.get(staff=cast.pete)
    assert (row.covers, row.since, row.until) == (cast.tom, date(2026, 3, 16), date(2026, 3, 20))
    assert Group.objects.visible_to(seat(cast.pete, cast.service, on=date(2026, 3, 16))).exists()
    assert b"Every evening has somebody" in sign_in(cast.priya).get("/groups/cover/").content
    assert b"Needs cover" not in sign_in(cast.priya).get("/groups/cover/next/").content


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": "2026-03-15"}, "The last day is before the first."),
        ({"staff": "tom"}, "Cover is for somebody else."),
        ({"staff": ""}, "This field is required."),
        ({"covers": "pete"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_named(cast, coming, url, sign_in, change, words):
    change = {
        name: str(getattr(cast, who).pk) if who in ("tom", "pete") else who for name, who in change.items()
    }
    answer = sign_in(cast.priya).post(url, said(cast, **change))
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Facilitator.objects.exclude(staff=cast.tom).exists()


def test_as_many_questions_for_one_group_as_for_three(cast, coming, sign_in, django_assert_num_queries):
    browser = sign_in(cast.priya)
    browser.get("/groups/cover/")
    with django_assert_num_queries(13):
        browser.get("/groups/cover/")
    for n in range(2):
        group = factories.make_group(
            program=cast.program, site=cast.north, name=f"Group {n}", facilitators=[cast.tom]
        )
        factories.make_session(group=group, starts_at=NOW + timedelta(days=7))
    with django_assert_num_queries(13):
        assert len(browser.get("/groups/cover/").context["needs"]) == 3


@pytest.mark.parametrize("who", ["ines", "tom", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, coming, url, sign_in, who):
    browser = sign_in(getattr(cast, who))
    for page in (url, f"{url}next/", *([] if who == "wes" else ["/groups/cover/", "/groups/cover/next/"])):
        assert browser.get(page).status_code == 404
    assert browser.post(url, said(cast)).status_code == 404


def test_a_director_of_one_site_covers_in_no_group_of_another_that_she_runs(cast, coming, url, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=east)
    factories.Membership.objects.create(service=cast.service, staff=nora, role="counselor")
    Facilitator.objects.create(service=cast.service, group=cast.group, staff=nora, since="2026-01-01")
    browser = sign_in(nora)
    assert browser.get(cast.group.get_absolute_url()).status_code == 200
    assert browser.get(url).status_code == 404
    assert b"Tom Beck is away." not in browser.get("/groups/cover/").content


def test_it_sends_a_stranger_to_the_door(url, client):
    for page in (url, "/groups/cover/", "/groups/cover/next/"):
        assert client.get(page).url.startswith("/accounts/login/")
