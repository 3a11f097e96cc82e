"""A call: who speaks first, one safe way back, nothing lost when the line drops, and no man with two files."""

from __future__ import annotations

import pytest

from referrals.models import CallDraft, Referral
from services.actions import clients
from services.models import Client, ContactRule
from tests import factories
from tests.conftest import NOW
from tests.factories import TODAY

URL = "/calls/himself/"
GOOD = {
    "first_name": "Sefa",
    "last_name": "Tui",
    "call_back": "No phone yet; he calls on Monday.",
    "source": "self",
    "pressure": "ultimatum",
    "crisis": "separation",
    "received_on": TODAY.isoformat(),
}


def written() -> tuple[int, int, int]:
    return Client.objects.count(), ContactRule.objects.count(), Referral.objects.count()


@pytest.mark.parametrize("who", ["ines", "priya"])
def test_one_safe_way_to_call_back_is_enough(cast, sign_in, who):
    staff = getattr(cast, who)
    answer = sign_in(staff).post(URL, {"call_back": "Through his sister Ana"})
    referral = Referral.objects.get()
    assert answer.url == f"/referrals/{referral.pk}/"
    assert (referral.status, referral.owner, referral.source) == ("received", staff, "self")
    assert (referral.channel, referral.call_back) == ("phone", "Through his sister Ana")
    assert referral.client.short_name == "No name yet"
    assert not CallDraft.objects.exists()


@pytest.mark.parametrize("who", ["tom", "pete", "ada"])
def test_for_others_it_is_not_there(cast, sign_in, who):
    before = written()
    browser = sign_in(getattr(cast, who))
    assert browser.get(URL).status_code == 404
    assert browser.post(URL, GOOD).status_code == 404
    assert written() == before


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_his_number_is_kept_with_what_he_allowed(cast, sign_in):
    sign_in(cast.ines).post(URL, GOOD | {"phone": "416 555 0142", "may_contact": "on"})
    rule = ContactRule.objects.get()
    assert (rule.value, rule.may_contact, rule.may_leave_message, rule.confirmed_on) == (
        "+14165550142",
        True,
        False,
        TODAY,
    )


def test_without_a_tick_nothing_may_be_done_with_it(cast, sign_in):
    sign_in(cast.ines).post(URL, GOOD | {"phone": "416 555 0142"})
    rule = ContactRule.objects.get()
    assert (rule.may_contact, rule.may_leave_message, rule.confirmed_on) == (False, False, None)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"call_back": ""}, "one safe way to call back"),
        ({"phone": "12"}, "not a telephone number we can read"),
        ({"may_contact": "on"}, "Which number may we use?"),
        ({"phone": "416 555 0142", "may_leave_message": "on"}, "tick both, or neither"),
        ({"date_of_birth": "2030-01-01"}, "cannot be his birth day"),
        ({"source": "neighbour"}, "neighbour is not one of the available choices"),
        ({"received_on": "2026-03-13"}, "in the future"),
        ({"next_try_at": "soon"}, "valid date/time"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_is_written(cast, sign_in, sent, sentence):
    before = written()
    answer = sign_in(cast.ines).post(URL, GOOD | sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert written() == before


def test_what_was_written_is_still_there_after_a_refusal(cast, sign_in):
    page = (
        sign_in(cast.ines)
        .post(URL, GOOD | {"phone": "12", "told_he_needs": "a paper for the judge"})
        .content.decode()
    )
    assert 'value="Sefa"' in page
    assert "a paper for the judge" in page


def test_somebody_of_the_same_name_is_shown_before_anything_is_written(cast, sign_in):
    before = written()
    answer = sign_in(cast.ines).post(URL, GOOD | {"first_name": "luís", "last_name": "FERREIRA"})
    assert answer.status_code == 409
    assert "Somebody like him is here already" in answer.content.decode()
    assert cast.luis.reference in answer.content.decode()
    assert written() == before


def test_the_same_number_is_enough_to_ask(cast, sign_in):
    clients.add_contact(client=cast.dan, kind="phone", value="416 555 0142", by=cast.ines, at=NOW)
    answer = sign_in(cast.ines).post(URL, GOOD | {"phone": "(416) 555-0142"})
    assert answer.status_code == 409
    assert cast.dan.reference in answer.content.decode()


def test_the_same_birth_day_and_one_name_are_enough_to_ask(cast, sign_in):
    factories.make_client(
        service=cast.service, first_name="Sefa", last_name="Vea", date_of_birth="1990-05-05"
    )
    assert sign_in(cast.ines).post(URL, GOOD | {"date_of_birth": "1990-05-05"}).status_code == 409
    assert sign_in(cast.ines).post(URL, GOOD | {"date_of_birth": "1990-05-06"}).status_code == 302


def test_the_same_man_gets_a_new_episode_and_no_second_file(cast, sign_in):
    factories.make_referral(client=cast.luis)
    men = Client.objects.count()
    sent = GOOD | {
        "first_name": "Luis",
        "last_name": "Ferreira",
        "asked": str(cast.luis.pk),
        "who": str(cast.luis.pk),
    }
    assert sign_in(cast.ines).post(URL, sent).status_code == 302
    assert Client.objects.count() == men
    assert [each.episode for each in Referral.objects.filter(client=cast.luis).order_by("episode")] == [1, 2]


def test_another_man_of_the_same_name_gets_a_file_of_his_own(cast, sign_in):
    sent = GOOD | {
        "first_name": "Luis",
        "last_name": "Ferreira",
        "asked": str(cast.luis.pk),
        "who": "another",
    }
    assert sign_in(cast.ines).post(URL, sent).status_code == 302
    assert Client.objects.filter(last_name="Ferreira").count() == 2


def test_what_he_allowed_before_is_not_taken_back_by_an_empty_tick(cast, sign_in):
    clients.add_contact(
        client=cast.luis, kind="phone", value="416 555 0142", may_contact=True, by=cast.ines, at=NOW
    )
    sent = GOOD | {"phone": "416 555 0142", "asked": str(cast.luis.pk), "who": str(cast.luis.pk)}
    sign_in(cast.ines).post(URL, sent)
    assert ContactRule.objects.get().may_contact


@pytest.mark.parametrize("who", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_no_answer_and_a_wrong_answer_ask_again(cast, sign_in, who):
    before = written()
    sent = GOOD | {"first_name": "Luis", "last_name": "Ferreira", "asked": str(cast.luis.pk), "who": who}
    assert sign_in(cast.ines).post(URL, sent).status_code == 409
    assert written() == before


def test_whoever_was_not_shown_is_asked_about_too(cast, sign_in):
    """The name was changed after the answer: the answer was about somebody else."""
    before = written()
    sent = GOOD | {"first_name": "Luis", "last_name": "Ferreira", "asked": str(cast.dan.pk), "who": "another"}
    answer = sign_in(cast.ines).post(URL, sent)
    assert answer.status_code == 409
    assert "Look once more" in answer.content.decode()
    assert written() == before


def test_a_man_of_another_service_is_never_shown(cast, sign_in):
    assert (
        sign_in(cast.wes).post(URL, GOOD | {"first_name": "Luis", "last_name": "Ferreira"}).status_code == 302
    )
    assert Client.objects.filter(last_name="Ferreira").count() == 1


def test_intake_of_one_site_names_it(cast, sign_in):
    sue = factories.make_staff(name="Sue Site", service=cast.service, role="intake", site=cast.north)
    browser = sign_in(sue)
    assert browser.post(URL, GOOD).status_code == 422
    assert browser.post(URL, GOOD | {"site": str(cast.north.pk)}).status_code == 302
