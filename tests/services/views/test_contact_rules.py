"""His numbers: nothing may be done with one until he said so."""

from __future__ import annotations

import pytest
from django.utils import timezone

from services.actions import clients
from services.models import ContactRule
from tests import factories
from tests.conftest import NOW
from tests.factories import TODAY


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def new(cast) -> str:
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return f"/clients/{cast.dan.pk}/contact/new/"


@pytest.fixture
def kept(cast, new) -> ContactRule:
    return clients.add_contact(
        client=cast.dan, kind="phone", value="416 555 0142", may_contact=True, by=cast.ines, at=NOW
    )


def test_a_number_without_a_tick_is_kept_and_closed(cast, sign_in, new):
    assert sign_in(cast.tom).post(new, {"kind": "phone", "value": "416 555 0142"}).status_code == 302
    rule = ContactRule.objects.get()
    assert rule.value == "+14165550142"
    allowed = [rule.may_contact, rule.may_leave_message, rule.may_say_who, rule.confirmed_on]
    assert allowed == [False, False, False, None]
    page = sign_in(cast.tom).get(f"/clients/{cast.dan.pk}/").content.decode()
    assert "No. Do not call or text." in page
    assert "+1 416-555-0142" in page


def test_nothing_is_ticked_beforehand(cast, sign_in, new):
    assert (
        "checked"
        not in sign_in(cast.tom)
        .get(new)
        .content.decode()
        .replace('value="phone"', "")
        .split("may_contact")[1]
    )


def test_what_he_allows_is_kept_with_the_day(cast, sign_in, new):
    sent = {
        "kind": "phone",
        "value": "4165550142",
        "may_contact": "on",
        "hours": "after 5",
        "confirmed": "on",
    }
    sign_in(cast.tom).post(new, sent)
    rule = ContactRule.objects.get()
    assert (rule.may_contact, rule.may_leave_message, rule.hours) == (True, False, "after 5")
    assert rule.confirmed_on == TODAY


@pytest.mark.parametrize(
    "sent",
    [{"kind": "phone", "value": "12"}, {"kind": "email", "value": "nobody"}, {"kind": "phone", "value": ""}],
)
def test_what_is_no_number_or_address_is_refused(cast, sign_in, new, sent):
    answer = sign_in(cast.tom).post(new, sent)
    assert answer.status_code == 422
    assert "al-wrong" in answer.content.decode()
    assert not ContactRule.objects.exists()


def test_a_rule_is_changed_and_the_number_stays(cast, sign_in, kept):
    url = f"/clients/{cast.dan.pk}/contact/{kept.pk}/"
    browser = sign_in(cast.tom)
    assert "+1 416-555-0142" in browser.get(url).content.decode()
    sent = {"value": "647 555 0000", "hours": "mornings", "version": kept.version}
    assert browser.post(url, sent).status_code == 302
    kept.refresh_from_db()
    assert (kept.value, kept.may_contact, kept.hours) == ("+14165550142", False, "mornings")


@pytest.mark.parametrize("seen", [{"version": 1}, {}, {"version": "9" * 40}])
def test_do_not_call_is_overwritten_by_no_page_that_was_opened_before(cast, sign_in, kept, seen):
    url = f"/clients/{cast.dan.pk}/contact/{kept.pk}/"
    sign_in(cast.ines).post(url, {"who_else": "his father hears it", "version": 1})
    answer = sign_in(cast.tom).post(url, {"may_contact": "on", "hours": "evenings", **seen})
    assert answer.status_code == 412
    page = answer.content.decode()
    assert "No. Do not call or text." in page
    assert "his father hears it" in page
    assert 'value="evenings"' in page
    kept.refresh_from_db()
    assert (kept.may_contact, kept.who_else, kept.hours, kept.version) == (
        False,
        "his father hears it",
        "",
        2,
    )
    again = sign_in(cast.tom).post(url, {"may_contact": "on", "hours": "evenings", "version": 2})
    assert again.status_code == 302
    kept.refresh_from_db()
    assert (kept.may_contact, kept.version) == (True, 3)


def test_what_he_said_of_a_number_stands_when_it_is_added_once_more(cast, sign_in, new, kept):
    told = {"may_contact": True, "who_else": "his father hears it"}
    clients.change_contact(contact=kept, by=cast.ines, at=NOW, **told)
    answer = sign_in(cast.tom).post(new, {"kind": "phone", "value": "(416) 555-0142", "may_say_who": "on"})
    assert answer.status_code == 422
    assert "already on his page" in answer.content.decode()
    kept.refresh_from_db()
    assert (kept.may_contact, kept.may_say_who, kept.who_else) == (True, False, "his father hears it")


@pytest.mark.parametrize("who", ["pete", "ada", "wes"])
def test_for_others_it_is_not_there(cast, sign_in, kept, new, who):
    browser = sign_in(getattr(cast, who))
    url = f"/clients/{cast.dan.pk}/contact/{kept.pk}/"
    assert browser.post(new, {"kind": "phone", "value": "416 555 0199"}).status_code == 404
    assert browser.post(url, {"hours": "now"}).status_code == 404
    assert ContactRule.objects.get().hours == ""


def test_another_mans_number_is_not_his(cast, sign_in, kept):
    assert sign_in(cast.ines).get(f"/clients/{cast.luis.pk}/contact/{kept.pk}/").status_code == 404


def test_a_stranger_is_sent_to_the_door(client, kept, new, cast):
    assert client.get(new).url.startswith("/accounts/login/")
    assert client.get(f"/clients/{cast.dan.pk}/contact/{kept.pk}/").url.startswith("/accounts/login/")
