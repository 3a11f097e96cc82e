"""The doors from outside: who is behind one, what is kept of a flood, and what nobody learns."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client as Browser
from django.test import RequestFactory
from django.utils import timezone

from referrals.doors import Door, flooded
from referrals.models import Arrival, FrontDesk
from services.models import Service
from services.wall import acting_as
from tests.referrals.outside import ME, OFFICE, page, write

DOORS = {"me": ME, "legal": OFFICE, "court": OFFICE | {"kind": "court"}}
DEMO = {"is_demo": True}


@pytest.fixture
def desk(cast) -> FrontDesk:
    """North alone stands outside, with a number and a line for a crisis."""
    Service.objects.filter(pk=cast.other_service.pk).update(**DEMO)
    return FrontDesk.objects.create(
        service=cast.service, phone="416 555 0199", crisis_numbers="Crisis line 416 555 0911"
    )


def kept(cast) -> list[Arrival]:
    with acting_as(service=cast.service.pk, roles=["intake"]):
        return list(Arrival.objects.all())


@pytest.mark.parametrize("which", DOORS)
def test_what_is_written_lies_in_the_letter_box_and_the_answer_tells_nothing(cast, desk, which):
    answer = write(f"/refer/{which}/", DOORS[which])
    said = answer.content.decode()
    assert answer.status_code == 200
    assert "within 24 hours" in said
    assert "416 555 0199" in said
    assert "416 555 0911" in said
    assert "Birch" not in said
    (arrival,) = kept(cast)
    assert (arrival.door, arrival.status) == (which, "new")
    assert json.loads(arrival.said)["reach"] == "416 555 0137"
    assert bool(arrival.receipt_hash) is (which != "me")


@pytest.mark.parametrize("path", ["/refer/", "/refer/me/", "/refer/legal/", "/refer/court/"])
def test_a_door_leaves_no_trace_in_the_browser(cast, desk, sign_in, path):
    for browser in (Browser(), sign_in(cast.tom)):
        browser.cookies.pop("csrftoken", None)
        answer = browser.get(path)
        said = answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert set(answer.cookies) <= {"csrftoken"}
        assert "<title>Contact</title>" in said
        assert 'rel="noreferrer noopener" data-leave' in said
        assert not [word for word in ("Alongside", "My work", "/accounts/", "Tom Beck") if word in said]


def test_what_goes_wrong_at_a_door_shows_no_trace_of_the_pages_inside(cast, desk, monkeypatch):
    monkeypatch.setattr("referrals.views.doors.flooded", lambda *_args: 1 / 0)
    careless = Browser(enforce_csrf_checks=True, raise_request_exception=False)
    broken = Browser(raise_request_exception=False)
    answers = [
        careless.get("/refer/nowhere/"),
        careless.post("/refer/me/", ME),
        write("/refer/me/", ME, browser=broken),
    ]
    assert [answer.status_code for answer in answers] == [404, 403, 500]
    for answer in answers:
        said = answer.content.decode()
        assert "<title>Contact</title>" in said
        assert "data-leave" in said
        assert "Go to my work" not in said


def test_with_no_real_service_the_demo_stands_outside_and_with_several_one_is_chosen(cast):
    assert b"Whom would you like to write to?" in Browser().get("/refer/").content
    assert Browser().get("/refer/me/").headers["Location"] == "/refer/"
    assert write("/refer/me/", ME).headers["Location"] == "/refer/"
    south = {"service": str(cast.other_service.pk)}
    assert south["service"].encode() in Browser().post("/refer/me/", south | {"begin": "yes"}).content
    write("/refer/me/", ME | south)
    assert kept(cast) == []
    with acting_as(service=cast.other_service.pk, roles=["intake"]):
        assert Arrival.objects.count() == 1
    Service.objects.update(**DEMO)
    assert b"I write about myself" in Browser().get("/refer/").content


def test_a_closed_door_says_the_number_and_nothing_else(cast, desk):
    FrontDesk.objects.update(doors_open=False)
    for path in ("/refer/", "/refer/me/", "/refer/court/"):
        said = Browser().get(path).content.decode()
        assert "416 555 0199" in said
        assert "<form" not in said
    write("/refer/me/", ME)
    assert kept(cast) == []


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        ({"website": "x"}, "One field has to stay empty"),
        ({"page": "made-up"}, "open for long"),
        ({"reach": ""}, "one way to reach you"),
    ],
)
def test_what_a_program_does_is_shown_again_with_the_words(cast, desk, spoilt, sentence):
    answer = write("/refer/me/", ME | spoilt)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert "We split up on Sunday." in answer.content.decode()
    assert kept(cast) == []


def test_a_page_sent_at_once_or_a_day_later_is_asked_for_once_more(cast, desk):
    for ago in (timedelta(seconds=1), timedelta(days=2)):
        assert write("/refer/me/", ME, page=page(opened_ago=ago)).status_code == 422
    assert kept(cast) == []
    assert write("/refer/me/", ME, page=page(opened_ago=timedelta(seconds=5))).status_code == 200


def test_the_same_words_twice_are_one_message_with_one_receipt(cast, desk):
    same = page()
    first, again = (write("/refer/legal/", OFFICE, page=same).content for _n in range(2))
    assert b"/refer/receipt/" in first
    assert first == again
    assert b"/refer/receipt/" not in write("/refer/legal/", OFFICE).content
    assert len(kept(cast)) == 1


def test_outside_one_writes_and_reads_nothing_back(cast, desk):
    """The twin: with the role of intake in the frame, the same question finds the row."""
    write("/refer/me/", ME)
    for frame in ({}, {"service": cast.service.pk}, {"service": cast.service.pk, "token": "guess"}):
        with acting_as(**frame):
            assert not Arrival.objects.exists()
            assert not Arrival.objects.update(status="set_aside")
    with acting_as(), transaction.atomic(), pytest.raises(DatabaseError, match="row-level security"):
        Arrival.objects.create(service=cast.service, door="me", said="{}", received_at="2026-03-12T20:41Z")
    with acting_as(service=cast.service.pk, roles=["intake"]):
        assert Arrival.objects.count() == 1


def test_a_thousand_messages_from_one_address_leave_room_for_the_next(cast, desk):
    """Six are kept in five minutes; another address is taken at once, the same one later, and is told so.

    The rest of the thousand is counted without the page: what is kept hangs on the answer alone.
    """
    flood, other = Browser(REMOTE_ADDR="203.0.113.9"), Browser(REMOTE_ADDR="203.0.113.10")
    statuses = [
        write("/refer/me/", ME | {"what": f"number {n}"}, browser=flood).status_code for n in range(8)
    ]
    assert statuses == [200] * 6 + [429] * 2
    door = Door(cast.service, desk, several=False, at=timezone.now())
    request = RequestFactory().post("/refer/me/", REMOTE_ADDR="203.0.113.9")
    assert all(flooded(request, door) for _n in range(992))
    refused = write("/refer/me/", ME | {"what": "I live in the same house"}, browser=flood)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 300
    for words in ("send it again in 5 minutes", "416 555 0199", "I live in the same house"):
        assert words in refused.content.decode()
    assert write("/refer/me/", ME | {"what": "I live elsewhere"}, browser=other).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("update services_tally set until = until - interval '5 minutes' where count > 6")
    assert write("/refer/me/", ME | {"what": "I live in the same house"}, browser=flood).status_code == 200
    assert len(kept(cast)) == 8


def test_a_service_takes_so_many_in_an_hour_from_everywhere(cast, desk, settings):
    settings.LIMITS = settings.LIMITS | {"door_all": (2, 3600)}
    answers = [
        write("/refer/me/", ME | {"what": str(n)}, browser=Browser(REMOTE_ADDR=f"203.0.113.{n}"))
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
