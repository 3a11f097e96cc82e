"""The front desk's page for a caller who is a partner or relative."""

from __future__ import annotations

import pytest
from django.urls import reverse

from partners.models import Enquiry, EnquiryDraft, SafetyWord
from services.models import Membership
from services.wall import acting_as
from tests import factories
from tests.partners import wing

URL = reverse("partners:call")
JSON = {"Accept": "application/json"}


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


def drafts_of(cast, staff) -> list[EnquiryDraft]:
    with acting_as(service=cast.service.pk, person=staff.pk, roles=["intake"]):
        return list(EnquiryDraft.objects.all())


def test_one_line_is_enough_and_the_answer_says_nothing(cast, worker, sign_in):
    browser = sign_in(cast.ines)
    answer = browser.post(URL, {"said": "He drinks.", "act": "save"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("referrals:referral_list")
    assert [str(message) for message in answer.context["messages"]] == ["Thank you. It is kept."]
    with wing.at_her_desk(cast, worker):
        enquiry = Enquiry.objects.get()
    assert (enquiry.said, enquiry.door, enquiry.taken_by_id) == ("He drinks.", "call", cast.ines.pk)
    assert enquiry.may_contact is False


def test_nothing_at_all_is_refused_and_what_was_typed_stays(cast, worker, sign_in):
    answer = sign_in(cast.ines).post(URL, {"his_name": "Luc", "act": "save"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Luc" in said
    assert "Write at least one thing" in said


def test_the_draft_is_kept_while_one_types_for_the_writer_alone_and_gone_when_it_is_saved(
    cast, worker, sign_in
):
    browser = sign_in(cast.ines)
    kept = browser.post(URL, {"said": "Half a", "asked_for": ["talk", "safety"]}, headers=JSON)
    assert kept.json()["words"].startswith("Draft kept at")
    again = browser.get(URL)
    assert "Half a" in again.content.decode()
    assert again.context["form"]["asked_for"].value() == ["talk", "safety"]
    assert "Half a" not in sign_in(cast.priya).get(URL).content.decode()
    assert "Half a" not in sign_in(worker).get(reverse("partners:enquiry_list")).content.decode()
    browser.post(URL, {"said": "Half a sentence.", "act": "save"})
    assert drafts_of(cast, cast.ines) == []
    assert "Half a" not in browser.get(URL).content.decode()


def test_thrown_away_it_leaves_nothing(cast, worker, sign_in):
    browser = sign_in(cast.ines)
    browser.post(URL, {"said": "Not for us"}, headers=JSON)
    browser.post(URL, {"said": "Not for us", "act": "discard"})
    assert drafts_of(cast, cast.ines) == []
    with wing.at_her_desk(cast, worker):
        assert Enquiry.objects.count() == 0


def test_danger_is_kept_at_once_and_joins_the_call_when_it_is_saved(cast, worker, sign_in):
    browser = sign_in(cast.ines)
    told = {"contact": "613 555 0151", "her_name": "Inès", "said": "He"}
    assert browser.post(URL, told | {"safety": "He has a gun.", "act": "safety"}).status_code == 302
    with wing.at_her_desk(cast, worker):
        word = SafetyWord.objects.get()
        assert list(SafetyWord.objects.without_enquiry()) == [word]
    assert (word.words, word.contact) == ("He has a gun.", "613 555 0151 · Inès")
    page = browser.get(URL).content.decode()
    assert "He has a gun." not in page
    assert "613 555 0151" in page
    browser.post(URL, told | {"act": "save"})
    with wing.at_her_desk(cast, worker):
        assert Enquiry.objects.with_danger().get().danger
        assert Enquiry.objects.get().pk == word.about_id


def test_an_empty_safety_line_is_refused_and_the_rest_stays(cast, worker, sign_in):
    answer = sign_in(cast.ines).post(URL, {"said": "He", "safety": " ", "act": "safety"})
    assert answer.status_code == 422
    assert "Write what was said about danger" in answer.content.decode()


def test_where_nobody_speaks_with_partners_nothing_is_kept_and_other_help_is_shown(cast, sign_in):
    worker = wing.make_worker(cast)
    Membership.objects.filter(staff=worker).update(ended_at=factories.NOW)
    browser = sign_in(cast.ines)
    for answer in (browser.get(URL), browser.post(URL, {"said": "He", "act": "save"})):
        said = answer.content.decode()
        assert "Write nothing down." in said
        assert "<textarea" not in said
    assert drafts_of(cast, cast.ines) == []
    with wing.at_her_desk(cast, worker):
        assert Enquiry.objects.count() == 0


def test_whoever_is_calling_nobody_but_the_front_desk_writes_here(cast, worker, sign_in):
    for who in (cast.tom, cast.pete, cast.ada, worker):
        assert sign_in(who).get(URL).status_code == 404


def test_it_is_one_page_of_few_stops(cast, worker, sign_in):
    """Under forty keys beyond the words: a Tab for each stop, three for a day, and some for choices and saving."""
    said = sign_in(cast.ines).get(URL).content.decode()
    form = said.split('id="call"')[1].split('id="safety-part"')[0]
    stops = form.count('type="text"') + form.count('type="checkbox"') + form.count("<textarea")
    choices, save = 5, 1
    assert stops + 1 + 3 + choices + save < 40
    assert "data-save" in said
    assert "autofocus" in form
