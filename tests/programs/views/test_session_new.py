from __future__ import annotations

import pytest

from programs.models import GroupSession
from tests import factories

pytestmark = pytest.mark.django_db
SENT = {"day": "2026-03-14", "begins": "10:00", "ends": "12:00", "number": "", "topic": "Fathers’ day out"}


@pytest.fixture
def url(cast, evening) -> str:
    return f"{cast.group.get_absolute_url()}sessions/new/"


def test_one_more_is_added_on_the_clock_of_the_place(cast, url, sign_in):
    cast.north.zone = "America/Toronto"
    cast.north.save()
    (part,) = factories.make_modules("Children", program=cast.program, groups=[cast.group])
    answer = sign_in(cast.tom).post(url, SENT | {"module": str(part.pk)})
    session = GroupSession.objects.get(topic="Fathers’ day out")
    assert answer.url == f"{cast.group.get_absolute_url()}sessions/"
    assert (session.starts_at.isoformat(), session.session_on.isoformat(), session.module) == (
        "2026-03-14T14:00:00+00:00",
        "2026-03-14",
        part,
    )


def test_a_part_of_another_program_is_not_offered(cast, url, sign_in):
    other = factories.make_program(service=cast.service, name="Other")
    (part,) = factories.make_modules("Theirs", program=other)
    assert sign_in(cast.tom).post(url, SENT | {"module": str(part.pk)}).status_code == 422


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ends": "09:00"}, "between a quarter of an hour and ten hours"),
        ({"day": ""}, "This field is required."),
        ({"day": "0001-01-01"}, "too far away"),
        ({"day": "2026-03-12", "begins": "18:30", "ends": "19:30"}, "already meets at that time"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_added(cast, url, sign_in, change, words):
    answer = sign_in(cast.tom).post(url, SENT | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert GroupSession.objects.count() == 1


@pytest.mark.parametrize("who", ["ines", "pete", "ada", "wes"])
def test_it_is_not_there_for_others(cast, url, sign_in, who):
    assert sign_in(getattr(cast, who)).post(url, SENT).status_code == 404


def test_it_sends_a_stranger_to_the_door(url, client):
    assert client.get(url).url.startswith("/accounts/login/")
