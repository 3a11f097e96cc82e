"""Counting who came how often, over the edges of time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from services.actions import tallies
from services.models import Tally
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
PLAIN = tallies.Limit(3, 60 * SECOND)
RESTING = tallies.Limit(5, 300 * SECOND, must_rest=True)


def come(seconds: float, *, who: str = "tom", limit: tallies.Limit = PLAIN):
    return tallies.come(what="api", who=who, limit=limit, at=NOW + seconds * SECOND)


def test_so_many_are_let_through_and_then_told_when_to_come_again():
    assert [come(second) for second in range(3)] == [None] * 3
    assert come(3) == come(59) == NOW + 60 * SECOND
    assert come(60) is None


def test_everybody_has_a_count_of_their_own():
    for second in range(4):
        come(second)
    assert come(4)
    assert come(4, who="priya") is None


def test_no_five_minutes_hold_more_than_five_guesses_wherever_they_begin():
    let_through = [second for second in range(0, 3600, 7) if come(second, limit=RESTING) is None]
    most = max(sum(begin <= second < begin + 300 for second in let_through) for begin in range(3600))
    assert most == 5
    assert len(let_through) >= 30, "who waits may try again"


def test_without_the_rest_a_stretch_over_the_edge_would_hold_more():
    """The twin: windows side by side let one and four through at the end of the first, five more in the next."""
    plain = tallies.Limit(5, 300 * SECOND)
    seconds = [0, 295, 296, 297, 298, 301, 302, 303, 304, 305]
    assert sum(come(second, limit=plain) is None for second in seconds) == 10
    assert sum(come(second, who="other", limit=RESTING) is None for second in seconds) == 5


def test_knocking_at_a_closed_door_does_not_keep_it_closed():
    for second in range(5):
        come(second, limit=RESTING)
    assert all(come(second, limit=RESTING) for second in range(5, 304, 10))
    assert come(304, limit=RESTING) is None


def test_the_right_password_begins_anew():
    for second in range(5):
        come(second, limit=RESTING)
    tallies.forget(what="api", who="tom")
    assert come(6, limit=RESTING) is None


def test_what_counts_no_longer_is_deleted_once():
    come(0)
    come(50, who="priya")
    assert tallies.forget_old(at=NOW + 60 * SECOND) == 1
    assert tallies.forget_old(at=NOW + 60 * SECOND) == 0
    assert Tally.objects.count() == 1


def test_nobody_can_be_read_from_it():
    come(0, who="tom@example.org")
    (key,) = Tally.objects.values_list("key", flat=True)
    assert len(key) == 64
    assert "tom" not in key


def test_it_waits_for_no_disk():
    with connection.cursor() as cursor:
        cursor.execute("select relpersistence from pg_class where relname = 'services_tally'")
        assert cursor.fetchone() == ("u",)
