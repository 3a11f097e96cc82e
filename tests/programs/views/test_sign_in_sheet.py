from __future__ import annotations

import pytest

from programs.models import Attendance, Facilitator
from services.models import Client

pytestmark = pytest.mark.django_db


def test_it_shows_first_names_and_room_to_write(cast, evening, sign_in):
    page = sign_in(cast.tom).get(f"/sessions/{evening.session.pk}/sign-in/")
    assert b"Dan O." in page.content
    assert b"Okafor" not in page.content
    assert page.content.count(b"<tr><td>") == 2 + 4


def test_looking_at_it_marks_nobody(cast, evening, sign_in):
    sign_in(cast.tom).get(f"/sessions/{evening.session.pk}/sign-in/")
    assert not Attendance.objects.exists()


def test_it_is_hidden_from_another_service(cast, evening, sign_in):
    assert sign_in(cast.wes).get(f"/sessions/{evening.session.pk}/sign-in/").status_code == 404


def test_it_sends_a_stranger_to_the_door(evening, client):
    assert client.get(f"/sessions/{evening.session.pk}/sign-in/").url.startswith("/accounts/login/")


def test_a_peer_prints_first_names_alone(cast, evening, sign_in):
    Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    page = sign_in(cast.pete).get(f"/sessions/{evening.session.pk}/sign-in/")
    assert b"<tr><td>Dan</td>" in page.content
    assert b"Dan O." not in page.content


def test_no_last_name_lies_on_a_table(cast, evening, sign_in):
    """A list that was brought in may know a man by his last name alone."""
    Client.objects.filter(pk=cast.dan.pk).update(first_name="")
    page = sign_in(cast.tom).get(f"/sessions/{evening.session.pk}/sign-in/")
    assert b"<tr><td>O.</td>" in page.content
    assert b"Okafor" not in page.content
