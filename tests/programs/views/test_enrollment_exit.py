from __future__ import annotations

import pytest

from programs.models import Enrollment

pytestmark = pytest.mark.django_db
SENT = {"reason": "withdrew", "ended_by": "man", "on": "2026-03-10", "note": ""}


def url(evening) -> str:
    return f"/programs/enrollments/{evening.dan.pk}/exit/"


def test_it_asks_why_and_who_with_nothing_chosen(cast, evening, sign_in):
    page = sign_in(cast.tom).get(url(evening))
    assert page.status_code == 200
    assert b"checked" not in page.content
    assert b"End the place of Dan O." in page.content


def test_a_place_ends_with_its_reason(cast, evening, sign_in):
    answer = sign_in(cast.tom).post(url(evening), SENT)
    evening.dan.refresh_from_db()
    assert answer.url == cast.group.get_absolute_url()
    assert (evening.dan.status, evening.dan.exit_reason, evening.dan.ended_by) == (
        "exited",
        "withdrew",
        "man",
    )


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"reason": ""}, b"This field is required"),
        ({"reason": "blame"}, b"not one of the available choices"),
        ({"ended_by": ""}, b"This field is required"),
        ({"on": "2027-01-01"}, b"cannot end in the future"),
        ({"on": "2020-01-01"}, b"cannot end before it starts"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(cast, evening, sign_in, sent, sentence):
    answer = sign_in(cast.tom).post(url(evening), SENT | {"note": "Kept words"} | sent)
    assert answer.status_code == 422
    assert sentence in answer.content
    assert b"Kept words" in answer.content
    assert Enrollment.objects.get(pk=evening.dan.pk).is_open


def test_a_place_that_ended_is_offered_back(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    browser.post(url(evening), SENT)
    assert browser.get(url(evening)).url == f"/programs/enrollments/{evening.dan.pk}/reinstate/"


@pytest.mark.parametrize("who", ["wes", "ines", "pete", "ada"])
def test_it_is_not_there_for_others(cast, evening, sign_in, who):
    assert sign_in(getattr(cast, who)).get(url(evening)).status_code == 404


def test_it_sends_a_stranger_to_the_door(evening, client):
    assert client.get(url(evening)).url.startswith("/accounts/login/")
