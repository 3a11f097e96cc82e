from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from partners.models import Enquiry, WingRead
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.partners import wing
from tests.partners.views.test_enquiry_list import about_dan


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


def url(enquiry: Enquiry, word: str = "detail") -> str:
    return reverse(f"partners:enquiry_{word}", args=[enquiry.pk])


def test_the_worker_reads_what_was_said_and_it_is_written_down_that_she_did(cast, worker, sign_in):
    enquiry = wing.make_enquiry(cast, worker=worker)
    said = sign_in(worker).get(url(enquiry)).content.decode()
    assert wing.TOLD["said"] in said
    assert said.index("Do not contact the caller.") < said.index(wing.TOLD["said"])
    with wing.at_her_desk(cast, worker):
        read = WingRead.objects.get()
    assert (read.what, read.enquiry_id, read.by_id) == ("enquiry", enquiry.pk, worker.pk)


def test_where_nobody_can_write_that_it_was_opened_nothing_is_shown(cast, worker, sign_in, as_role):
    enquiry = wing.make_enquiry(cast, worker=worker)
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("revoke insert on partners.wingread from alongside_app")
    as_role("app")
    browser = sign_in(worker)
    browser.raise_request_exception = False
    answer = browser.get(url(enquiry))
    assert answer.status_code == 500
    assert wing.TOLD["said"] not in answer.content.decode()


@pytest.mark.parametrize("who", ["priya", "ines", "ada", "tom", "pete"])
def test_for_everybody_else_it_is_not_there(cast, worker, sign_in, who):
    enquiry = wing.make_enquiry(cast, worker=worker)
    assert sign_in(getattr(cast, who)).get(url(enquiry)).status_code == 404


def test_a_call_a_word_on_what_was_offered_and_the_end(cast, worker, sign_in):
    enquiry, browser = wing.make_enquiry(cast, worker=worker), sign_in(worker)
    browser.post(url(enquiry, "contact"), {"channel": "call", "result": "no_answer"})
    assert "Waiting" in browser.get(url(enquiry)).content.decode()
    browser.post(url(enquiry, "contact"), {"channel": "call", "result": "spoke", "words": "Calm today."})
    browser.post(
        url(enquiry, "options"), {"options": ["safety_plan", "talk_again"], "options_words": "Monday."}
    )
    said = browser.get(url(enquiry)).content.decode()
    assert all(words in said for words in ("We have spoken", "Calm today.", "A safety plan", "Monday."))
    assert browser.post(url(enquiry, "close"), {"outcome": ""}).status_code == 422
    browser.post(url(enquiry, "close"), {"outcome": "elsewhere"})
    assert browser.post(url(enquiry, "contact"), {"channel": "call", "result": "spoke"}).status_code == 422
    browser.post(url(enquiry, "reopen"))
    with wing.at_her_desk(cast, worker):
        enquiry.refresh_from_db()
    assert enquiry.is_open
    assert enquiry.owner_id == worker.pk


def test_it_can_be_put_right_and_not_over_a_colleague(cast, worker, sign_in):
    enquiry, browser = wing.make_enquiry(cast, worker=worker), sign_in(worker)
    told = {"contact": "613 555 0199", "may_contact": "on", "said": "Better.", "version": "1"}
    assert browser.post(url(enquiry, "edit"), told).status_code == 302
    with wing.at_her_desk(cast, worker):
        enquiry.refresh_from_db()
    assert (enquiry.said, enquiry.may_contact, enquiry.confirmed_on is not None) == ("Better.", True, True)
    again = browser.post(url(enquiry, "edit"), told | {"said": "Worse."})
    assert again.status_code == 422
    assert "A colleague changed this" in again.content.decode()


def test_it_asks_the_database_no_more_than_a_page_may(cast, worker, sign_in):
    enquiry = wing.fill(cast, worker)
    assert asked(sign_in(worker), url(enquiry)) <= MOST


def test_a_man_like_this_is_named_by_one_fact_and_by_no_link(cast, worker, sign_in):
    man = factories.make_client(
        service=cast.service, first_name="Dan", last_name="Okafor", date_of_birth="1985-04-02"
    )
    factories.make_enrollment(client=man, group=cast.group)
    said = sign_in(worker).get(url(wing.make_enquiry(cast, worker=worker))).content.decode()
    assert "He has a place in a group here." in said
    assert str(man.pk) not in said
    assert man.reference not in said


def test_who_facilitates_him_cannot_open_it(cast, sign_in):
    both = wing.make_worker(cast, name="Bo Both")
    enquiry = wing.make_enquiry(cast, worker=both)
    browser = sign_in(both)
    assert browser.get(url(enquiry)).status_code == 200
    about_dan(cast, both)
    for word in ("detail", "edit", "close"):
        assert browser.get(url(enquiry, word)).status_code == 404


def test_connected_with_her_word_and_undone(cast, worker, sign_in):
    man = factories.make_client(
        service=cast.service, first_name="Dan", last_name="Okafor", date_of_birth="1985-04-02"
    )
    enquiry, browser = wing.make_enquiry(cast, worker=worker), sign_in(worker)
    connect = reverse("partners:tie_new", args=[enquiry.pk])
    told = {"man_id": str(man.pk), "agreed_on": NOW.date().isoformat(), "agreed_how": "on_the_phone"}
    assert browser.post(connect, told).status_code == 422
    assert browser.post(connect, told | {"agreed_words": "Yes, look."}).status_code == 302
    with wing.at_her_desk(cast, worker):
        (tie,) = enquiry.ties.all()
    assert (tie.man_id, tie.agreed_words) == (man.pk, "Yes, look.")
    assert "Yes, look." in browser.get(url(enquiry)).content.decode()
    browser.post(reverse("partners:tie_undo", args=[enquiry.pk, tie.pk]))
    said = browser.get(url(enquiry)).content.decode()
    assert "Yes, look." not in said
    trail = browser.get(url(enquiry, "trail")).content.decode()
    assert "The connection undone" in trail
    assert trail.count("Mara Quill") > 3
