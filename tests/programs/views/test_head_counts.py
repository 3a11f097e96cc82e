from __future__ import annotations

from datetime import timedelta

import pytest

from services.models import QualificationKind
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
URL = "/events/"


@pytest.fixture
def series(cast, evening):
    program = factories.make_program(service=cast.service, name="Locker room", kind="prevention")
    return factories.make_group(
        program=program,
        name="At the club",
        site=cast.north,
        facilitators=[cast.tom],
        setting="sport",
        host="Riverside Rovers",
        agreed="Six evenings.",
    )


@pytest.fixture
def event(series):
    return factories.make_session(group=series, starts_at=NOW - timedelta(days=1), number=1)


def heads(event) -> str:
    return f"/sessions/{event.pk}/heads/"


def test_heads_are_counted_from_the_page_of_the_group(cast, series, event, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(series.get_absolute_url()).content
    assert b"Riverside Rovers" in page
    assert heads(event).encode() in page
    assert browser.post(heads(event), {"counted": "31", "version": "1"}).url == series.get_absolute_url()
    assert browser.post(heads(event), {"counted": "3", "version": "1"}).status_code == 412
    assert b"31 heads were counted." in browser.get(series.get_absolute_url()).content


def test_a_register_of_nobody_leads_to_the_count(cast, event, sign_in):
    assert sign_in(cast.tom).get(event.get_absolute_url()).url == heads(event)
    assert sign_in(cast.ines).get(event.get_absolute_url()).url == event.group.get_absolute_url()


@pytest.mark.parametrize("counted", ["", "-1", "9999", "many"])
def test_what_is_no_count_is_said(cast, event, sign_in, counted):
    answer = sign_in(cast.tom).post(heads(event), {"counted": counted, "version": "1"})
    assert answer.status_code == 422
    event.refresh_from_db()
    assert event.counted is None


def test_a_group_with_places_has_no_such_page(cast, evening, sign_in):
    assert sign_in(cast.tom).get(heads(evening.session)).status_code == 404


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
def test_counting_is_not_there_for_others(cast, event, sign_in, who):
    assert sign_in(getattr(cast, who)).post(heads(event), {"counted": "3"}).status_code == 404


def test_it_sends_a_stranger_to_the_door(event, client):
    assert client.get(heads(event)).url.startswith("/accounts/login/")
    assert client.get(URL).url.startswith("/accounts/login/")


def test_events_and_heads_stand_by_month_and_setting(cast, series, event, evening, sign_in):
    event.counted = 20
    event.save()
    factories.make_session(group=series, starts_at=NOW - timedelta(days=8), counted=11)
    factories.make_session(group=series, starts_at=NOW - timedelta(days=9))
    factories.make_session(group=series, starts_at=NOW - timedelta(days=40), counted=5)
    factories.make_session(group=series, starts_at=NOW + timedelta(days=1))
    browser = sign_in(cast.priya)
    page = browser.get(URL)
    assert [(f"{row.month:%Y-%m}", row.where, row.events, row.heads, row.uncounted) for row in page.context["rows"]] == [
        ("2026-03", "Sports club", 3, 31, 1),
        ("2026-01", "Sports club", 1, 5, 0),
    ]  # fmt: skip
    assert page.context["totals"] == {"events": 4, "heads": 36, "uncounted": 1}
    assert browser.get(f"{URL}?since=2026-03-05").context["totals"]["events"] == 1
    file = browser.get(f"{URL}?format=csv").content.decode("utf-8-sig")
    assert "2026-03,Sports club,3,31,1" in file


@pytest.mark.parametrize("who", ["pete", "wes"])
def test_who_sees_no_group_sees_no_events(cast, event, sign_in, who):
    assert sign_in(getattr(cast, who)).get(URL).context["rows"] == []


def test_reports_of_men_and_my_work_leave_it_alone(cast, event, sign_in):
    page = sign_in(cast.tom).get("/").content.decode()
    assert f"/sessions/{event.pk}/register/" not in page
    unrecorded = sign_in(cast.priya).get("/reports/unrecorded/").context["sessions"]
    assert str(event.pk) not in {str(each["key"]) for each in unrecorded}


def test_he_is_offered_no_place_there(cast, series, sign_in):
    referral = factories.make_referral(client=cast.dan, status="accepted", owner=cast.tom)
    page = sign_in(cast.priya).get(f"/referrals/{referral.pk}/place/")
    assert (page.status_code, b"At the club" in page.content) == (200, False)


def test_a_new_series_says_where_and_with_whom(cast, series, sign_in):
    page = sign_in(cast.priya).get("/groups/new/").content
    assert b'name="host"' in page
    assert b'name="host"' in sign_in(cast.priya).get(f"{series.get_absolute_url()}edit/").content
    assert b'name="host"' not in sign_in(cast.priya).get(f"{cast.group.get_absolute_url()}edit/").content


def test_it_asks_little(cast, series, event, sign_in):
    browser = sign_in(cast.tom)
    assert asked(browser, series.get_absolute_url()) <= MOST
    assert asked(browser, heads(event)) == 5 <= MOST
    assert asked(browser, URL) == 5 <= MOST


def test_the_api_counts_heads(cast, event, api):
    tom = api(cast.tom)
    answer = tom.post("sessions", event.pk, "count-heads", body={"counted": 12})
    assert (answer.status_code, answer.json()["counted"]) == (200, 12)
    assert tom.post("sessions", event.pk, "count-heads", body={"counted": -2}).status_code == 422
    assert tom.get("groups", event.group_id).json()["host"] == "Riverside Rovers"
    assert api(cast.ines).post("sessions", event.pk, "count-heads", body={"counted": 1}).status_code == 404


def test_a_program_says_what_it_asks_for(cast, evening, sign_in):
    kind = QualificationKind.objects.create(service=cast.service, name="First aid")
    browser, url = sign_in(cast.priya), f"/programs/{cast.program.pk}/edit/"
    form = browser.get(url).context["form"]
    sent = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    lines = {"parts-TOTAL_FORMS": "0", "parts-INITIAL_FORMS": "0", "version": "1", "is_active": "on"}
    said = {"qualification": kind.pk, "age_from": "14", "age_until": "17", "duty_to_report": "Tell us."}
    assert browser.post(url, sent | lines | said).status_code == 302
    page = browser.get(cast.program.get_absolute_url()).content
    assert b"First aid" in page
    assert b"14 to 17" in page
    wrong = browser.post(url, sent | lines | said | {"age_until": "13", "version": "2"})
    assert (wrong.status_code, b"last age is under the first" in wrong.content) == (422, True)
