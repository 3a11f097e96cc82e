from __future__ import annotations

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from partners.models import Enquiry
from referrals.door_forms import page_mark
from referrals.models import FrontDesk
from tests.partners import wing

URL = reverse("partners:someone")


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


def written(cast, **told) -> dict:
    opened = page_mark(at=timezone.now() - timezone.timedelta(minutes=1))
    return {"service": str(cast.service.pk), "page": opened, "website": "", **told}


def kept(cast, worker) -> list[Enquiry]:
    with wing.at_her_desk(cast, worker):
        return list(Enquiry.objects.all())


def test_it_is_kept_for_the_worker_and_the_answer_says_nothing_back(cast, worker):
    told = written(cast, words="He is so low.", her_name="Zelda", contact="613 555 0177", may_contact="on")
    answer = Browser().post(URL, told)
    assert answer.status_code == 200
    assert "Zelda" not in answer.content.decode()
    (enquiry,) = kept(cast, worker)
    assert (enquiry.door, enquiry.said, enquiry.taken_by_id) == ("web", "He is so low.", None)
    assert enquiry.may_contact


def test_the_same_words_twice_are_one_message(cast, worker):
    for _time in range(2):
        assert Browser().post(URL, written(cast, words="Once.")).status_code == 200
    assert len(kept(cast, worker)) == 1


def test_a_number_nobody_may_use_is_not_to_be_used(cast, worker):
    Browser().post(URL, written(cast, words="Only to tell.", contact="613 555 0177"))
    (enquiry,) = kept(cast, worker)
    assert (enquiry.may_contact, enquiry.confirmed_on) == (False, None)


def test_a_program_that_fills_in_everything_is_asked_again(cast, worker):
    answer = Browser().post(URL, written(cast, words="Buy.") | {"website": "x"})
    assert answer.status_code == 422
    assert kept(cast, worker) == []


def test_with_a_flood_the_words_stay_on_the_page(cast, worker, settings):
    settings.LIMITS = settings.LIMITS | {"door": (1, 60)}
    browser = Browser()
    browser.post(URL, written(cast, words="One."))
    answer = browser.post(URL, written(cast, words="Two."))
    assert answer.status_code == 429
    assert "Two." in answer.content.decode()
    assert len(kept(cast, worker)) == 1


def test_where_nobody_speaks_with_partners_it_asks_nothing_and_keeps_nothing(cast):
    FrontDesk.objects.create(service=cast.service, other_help="Family line, 555-0111")
    answer = Browser().post(URL, written(cast, words="He is so low."))
    said = answer.content.decode()
    assert "Family line, 555-0111" in said
    assert "<form" not in said
    assert kept(cast, wing.make_worker(cast)) == []


def test_its_title_says_nothing_in_a_history(cast, worker):
    said = Browser().post(URL, {"service": str(cast.service.pk), "begin": "yes"}).content.decode()
    assert "<title>Contact</title>" in said
    assert "<textarea" in said
