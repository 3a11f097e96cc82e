from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from partners.actions import enquiries
from partners.models import WingRead
from services.wall import acting_as
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.partners import wing

URL = reverse("partners:enquiry_list")


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


def test_who_waits_longest_stands_first_and_danger_before_all(cast, worker, sign_in):
    wing.make_enquiry(cast, worker=worker, her_name="Second", at=NOW - timedelta(days=1))
    wing.make_enquiry(cast, worker=worker, her_name="First", at=NOW - timedelta(days=2))
    last = wing.make_enquiry(cast, worker=worker, her_name="Danger", at=NOW)
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        enquiries.keep_safety_word(
            service=cast.service, about_id=last.pk, words="A knife.", contact="", by=cast.ines, at=NOW
        )
    page = sign_in(worker).get(URL)
    assert [each.her_name for each, _late in page.context["lines"]] == ["Danger", "First", "Second"]
    assert wing.TOLD["said"] not in page.content.decode()
    with wing.at_her_desk(cast, worker):
        assert list(WingRead.objects.values_list("what", "by_id")) == [("list", worker.pk)]


def test_an_empty_desk_says_where_callers_come_from(cast, worker, sign_in):
    assert "Nobody is waiting" in sign_in(worker).get(URL).content.decode()


def test_mine_nobodys_and_closed(cast, worker, sign_in):
    mine = wing.make_enquiry(cast, worker=worker, her_name="Mine")
    wing.make_enquiry(cast, worker=worker, her_name="Free")
    done = wing.make_enquiry(cast, worker=worker, her_name="Done")
    with wing.at_her_desk(cast, worker):
        enquiries.take(enquiry=mine, mine=True, by=worker, at=NOW)
        enquiries.close(enquiry=done, outcome="supported", by=worker, at=NOW)
    browser = sign_in(worker)
    for who, names in (("mine", ["Mine"]), ("none", ["Free"]), ("closed", ["Done"]), ("", ["Mine", "Free"])):
        lines = browser.get(URL, {"who": who}).context["lines"]
        assert {each.her_name for each, _late in lines} == set(names)


def test_a_safety_line_without_its_call_waits_on_top_until_it_is_taken_up(cast, worker, sign_in):
    wing.doors(cast, worker)
    browser = sign_in(worker)
    page = browser.get(URL)
    (word,) = page.context["unwritten"]
    assert "Hung up." in page.content.decode()
    browser.post(reverse("partners:safety_word_open", args=[word.pk]))
    assert browser.get(URL).context["unwritten"] == []
    assert (
        "Hung up." in browser.get(reverse("partners:enquiry_detail", args=[word.about_id])).content.decode()
    )


def test_however_many_there_are_it_asks_the_database_as_often(cast, worker, sign_in):
    browser = sign_in(worker)
    wing.make_enquiry(cast, worker=worker)
    few = asked(browser, URL)
    for number in range(4):
        wing.make_enquiry(cast, worker=worker, at=NOW - timedelta(hours=number))
    assert asked(browser, URL) == few <= MOST


def test_it_goes_on_by_pages(cast, worker, sign_in):
    for number in range(22):
        wing.make_enquiry(cast, worker=worker, at=NOW - timedelta(hours=number), said=f"Call {number}")
    browser = sign_in(worker)
    first = browser.get(URL).context["page"]
    second = browser.get(URL + first.next_url).context["page"]
    assert len(first.rows) == 20
    assert len(second.rows) == 2
    assert not {row.pk for row in first.rows} & {row.pk for row in second.rows}


def test_a_facilitator_of_the_man_sees_no_such_caller(cast, sign_in):
    """She runs his group as well: the call is for a colleague. When there is none, the desk says that one is needed."""
    both = wing.make_worker(cast, name="Bo Both")
    factories.make_staff(name="x", service=cast.service)
    wing.make_enquiry(cast, worker=both)
    enquiry = wing.make_enquiry(cast, worker=both, his_phone="", his_birth="", his_name="")
    about_dan(cast, both)
    page = sign_in(both).get(URL)
    assert [each.pk for each, _late in page.context["lines"]] == [enquiry.pk]
    assert "there is no other partner worker here yet" in page.content.decode()
    wing.make_worker(cast)
    assert "there is no other partner worker" not in sign_in(both).get(URL).content.decode()


def about_dan(cast, both) -> None:
    """The worker runs a group, too, in which the man has a place of whom the caller spoke."""
    from programs.models import Facilitator
    from services.models import Client, Membership

    Membership.objects.create(service=cast.service, staff=both, role="counselor")
    Facilitator.objects.create(service=cast.service, group=cast.group, staff=both, since="2026-01-01")
    Client.objects.filter(pk=cast.dan.pk).update(date_of_birth="1985-04-02")
    factories.make_enrollment(client=cast.dan, group=cast.group)
