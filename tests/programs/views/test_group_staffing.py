from __future__ import annotations

import pytest

from programs.models import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(cast) -> dict:
    return {
        "name": cast.group.name,
        "site": str(cast.north.pk),
        "room": "",
        "capacity": "12",
        "entry": "rolling",
        "started_on": "2026-01-01",
        "ended_on": "",
        "version": "1",
    }


@pytest.mark.parametrize(
    ("said", "kept"),
    [({"facilitators_needed": "2", "mixed": "on"}, (2, True)), ({"facilitators_needed": ""}, (1, False))],
)
def test_a_director_says_how_many_run_it_and_whether_a_man_and_a_woman_do(cast, sent, sign_in, said, kept):
    url = f"{cast.group.get_absolute_url()}edit/"
    sign_in(cast.priya).post(url, sent | said)
    group = Group.objects.get()
    assert (group.facilitators_needed, group.mixed, group.version) == (*kept, 2)


def test_nobody_runs_it_is_no_answer(cast, sent, sign_in):
    url = f"{cast.group.get_absolute_url()}edit/"
    assert sign_in(cast.priya).post(url, sent | {"facilitators_needed": "0"}).status_code == 422
    assert Group.objects.get().version == 1


def test_the_api_says_so_too(cast, api):
    priya = api(cast.priya)
    shown = priya.patch(
        "groups", cast.group.pk, body={"facilitators_needed": 2, "mixed": True}, seen=1
    ).json()
    assert (shown["facilitators_needed"], shown["mixed"]) == (2, True)
