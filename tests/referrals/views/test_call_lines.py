"""Half a call, danger, and who speaks: each caller has a page and a draft, and nothing is lost when the line drops."""

from __future__ import annotations

import pytest
from django.db import connection

from followups.models import FollowUp
from referrals.actions import placements
from referrals.models import CallDraft, Hearing, Mandate, Referral, Referrer, SafetyLine
from services.errors import NotAcceptable
from services.models import Client, ContactRule
from services.wall import set_frame
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


def draft(browser, url: str = URL, **typed):
    return browser.post(url, typed, headers={"Accept": "application/json"})


def test_who_is_speaking_is_asked_before_anything_can_be_typed(cast, sign_in):
    page = sign_in(cast.ines).get("/calls/new/").content.decode()
    for url in ("/calls/himself/", "/calls/someone/", "/calls/legal/", "/calls/court/"):
        assert f'href="{url}"' in page
    assert "<textarea" not in page
    assert 'type="text"' not in page


def test_what_is_typed_is_kept_for_its_writer_alone_and_is_there_again(cast, sign_in):
    ines = sign_in(cast.ines)
    assert "Draft kept" in draft(ines, first_name="Sefa", phone="12").json()["words"]
    assert 'value="Sefa"' in ines.get(URL).content.decode()
    assert "Sefa" not in sign_in(cast.priya).get(URL).content.decode()
    assert Client.objects.filter(first_name="Sefa").count() == 0


def test_another_caller_has_another_page_and_nothing_is_carried_over(cast, sign_in):
    ines = sign_in(cast.ines)
    draft(ines, first_name="Sefa")
    assert "Sefa" not in ines.get("/calls/legal/").content.decode()
    assert "Sefa" not in ines.get("/calls/new/").content.decode()


def test_words_of_the_wrong_caller_are_gone(cast, sign_in):
    ines = sign_in(cast.ines)
    draft(ines, first_name="Wrongcaller", told_he_needs="Canarywords")
    assert ines.post(URL, {"act": "discard"}).url == "/calls/new/"
    assert not CallDraft.objects.exists()
    assert "Wrongcaller" not in ines.get(URL).content.decode()


def test_a_draft_lies_sealed(cast, sign_in):
    draft(sign_in(cast.ines), first_name="Sefa")
    set_frame(service=cast.service.pk, person=cast.ines.pk, roles=["intake"])
    with connection.cursor() as cursor:
        cursor.execute("select said from referrals_calldraft")
        (lies,) = cursor.fetchone()
    assert b"Sefa" not in bytes(lies)


def test_half_a_call_is_kept_with_the_next_safe_try_whatever_is_wrong_with_it(cast, sign_in):
    sent = {"act": "hung_up", "phone": "12 or so", "date_of_birth": "31/31", "first_name": "Sefa"}
    assert sign_in(cast.ines).post(URL, sent).status_code == 302
    referral = Referral.objects.get()
    assert referral.ended_early
    # Thursday evening: the next working morning at ten.
    assert referral.next_try_at.isoformat() == "2026-03-13T10:00:00+00:00"
    assert "12 or so" in referral.call_back
    assert "31/31" in referral.call_back
    assert referral.client.first_name == "Sefa"


def test_a_word_of_danger_is_kept_alone_and_opens_a_call_at_once(cast, sign_in):
    ines = sign_in(cast.ines)
    answer = ines.post(
        URL, {"act": "safety", "safety": "He has a rope.", "phone": "12", "first_name": "Sefa"}
    )
    assert answer.url == URL
    line = SafetyLine.objects.select_related("referral__client").get()
    owed = FollowUp.objects.get()
    assert (line.words, line.referral.ended_early) == ("He has a rope.", True)
    assert (owed.kind, owed.owner, owed.referral, owed.due_at <= NOW) == (
        "crisis",
        cast.ines,
        line.referral,
        True,
    )
    page = ines.get(URL).content.decode()
    assert "He has a rope." in page
    assert 'value="Sefa"' in page
    assert "He has a rope." in ines.get(f"/referrals/{line.referral_id}/").content.decode()
    # The rest of the call goes onto the same referral.
    assert ines.post(URL, GOOD).status_code == 302
    assert (Referral.objects.count(), Client.objects.filter(first_name="Sefa").count()) == (1, 1)
    assert not Referral.objects.get().ended_early


def test_an_empty_word_of_danger_makes_nothing(cast, sign_in):
    before = written()
    assert sign_in(cast.ines).post(URL, {"act": "safety", "safety": " "}).status_code == 422
    assert written() == before
    assert not FollowUp.objects.exists()


def test_a_word_of_danger_of_a_man_we_know_goes_into_his_file(cast, sign_in):
    factories.make_referral(client=cast.luis)
    ines = sign_in(cast.ines)
    ines.post(URL, {"act": "safety", "safety": "He has a rope."})
    men = Client.objects.count()
    sent = GOOD | {
        "first_name": "Luis",
        "last_name": "Ferreira",
        "asked": str(cast.luis.pk),
        "who": str(cast.luis.pk),
    }
    assert ines.post(URL, sent).status_code == 302
    line, owed = SafetyLine.objects.select_related("referral").get(), FollowUp.objects.get()
    assert (line.referral.client_id, line.referral.episode, owed.client_id) == (cast.luis.pk, 2, cast.luis.pk)
    assert Client.objects.count() == men - 1


def test_men_alike_show_while_he_is_spelt_and_when_he_was_here(cast, sign_in):
    place = factories.make_enrollment(client=cast.luis, group=cast.group)
    ines = sign_in(cast.ines)
    for spelt in (("Luis", "Ferreira"), ("ferreira", "luis"), ("Luís", "Ferr")):
        page = ines.post("/calls/alike/", {"first_name": spelt[0], "last_name": spelt[1]}).content.decode()
        assert cast.luis.reference in page
        assert f"He has a place in {place.group.name}." in page
    assert ines.post("/calls/alike/", {"first_name": "L"}).content.decode().strip() == ""
    assert ines.post("/calls/alike/", {"date_of_birth": "31/31"}).status_code == 200


def test_a_birth_day_written_the_other_way_round_is_asked_about(cast, sign_in):
    factories.make_client(
        service=cast.service, first_name="Sefa", last_name="Vea", date_of_birth="1990-05-04"
    )
    assert sign_in(cast.ines).post(URL, GOOD | {"date_of_birth": "1990-04-05"}).status_code == 409


def test_a_lawyers_call_keeps_the_office_the_order_and_the_day_in_court(cast, sign_in):
    sent = {
        "office_kind": "other_counsel",
        "organization": "Marsh and Low",
        "office_phone": "416 555 0199",
        "first_name": "Sefa",
        "order_kind": "family",
        "order_number": "F-12",
        "required_sessions": "20",
        "hearing_on": "2026-04-01",
        "reports_to": "The registry, by May",
    }
    assert sign_in(cast.ines).post("/calls/legal/", sent).status_code == 302
    referral, office = Referral.objects.get(), Referrer.objects.get()
    assert (referral.source, referral.referrer, office.kind) == ("legal_counsel", office, "other_counsel")
    order = Mandate.objects.get()
    assert (order.number, order.amount, order.reports_to, order.authority) == ("F-12", 20, office, "none")
    assert Hearing.objects.get().mandate == order


@pytest.mark.parametrize(("kind", "source"), [("court", "court"), ("service", "other")])
def test_a_court_and_a_service_are_two_doors(cast, sign_in, kind, source):
    sent = {"office_kind": kind, "organization": "Registry", "office_phone": "416 555 0199"}
    assert sign_in(cast.ines).post("/calls/court/", sent).status_code == 302
    assert Referral.objects.get().source == source


def test_a_man_without_a_name_gets_no_place_until_he_has_one(cast, sign_in):
    man = factories.make_client(service=cast.service, first_name="", last_name="")
    referral = factories.make_referral(client=man, status="accepted")
    with pytest.raises(NotAcceptable, match="name"):
        placements.place(referral=referral, group=cast.group, start_on=TODAY, by=cast.ines, at=NOW)


@pytest.mark.parametrize(
    ("who", "said"),
    [({"office_name": "Dana Lee", "organization": "Marsh Law"}, "Dana Lee, Marsh Law"), ({}, "His lawyer")],
)
def test_the_office_and_its_number_stand_on_the_referral_for_who_knows_the_door(cast, sign_in, who, said):
    sent = who | {
        "office_kind": "his_counsel",
        "office_phone": "416 555 0120",
        "received_on": TODAY.isoformat(),
    }
    answer = sign_in(cast.ines).post("/calls/legal/", sent)
    page = sign_in(cast.ines).get(answer.url).content.decode()
    assert said in page
    assert "416 555 0120" in page
    assert "416 555 0120" not in sign_in(cast.tom).get(answer.url).content.decode()


def test_a_court_is_never_asked_who_is_here_and_the_question_stands_on_top(cast, sign_in):
    sent = {"office_name": "Ruiz", "first_name": cast.luis.first_name, "last_name": cast.luis.last_name}
    answer = sign_in(cast.ines).post("/calls/court/", sent | {"office_phone": "416 555 0130"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ask him; then choose." not in page
    assert "do not say so on the phone" in page
    assert page.index("This was not saved yet") < page.index("Who is calling")
