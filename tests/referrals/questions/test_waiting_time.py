"""What may be said aloud about the waiting time: nobody who still waits is left out."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from referrals.questions.waiting_time import aloud, quantile
from tests import factories
from tests.factories import TODAY


def test_those_who_wait_count_until_today():
    started = Counter({10: 4, 20: 4})
    assert quantile(started, Counter(), 1 / 2) == 10
    assert quantile(started, Counter(), 9 / 10) == 20
    # Twelve who have waited forty days are half of the truth.
    assert quantile(started, Counter({40: 12}), 1 / 2) is None
    assert quantile(Counter(), Counter(), 1 / 2) is None


def test_with_too_few_it_says_so_and_with_enough_both_figures(cast, django_assert_num_queries):
    assert "Too few men" in aloud(cast.ines)
    for days in (6, 8, 10, 12, 14, 16, 18, 30):
        man = factories.make_client(service=cast.service)
        received = factories.NOW - timedelta(days=60)
        factories.make_referral(client=man, status="placed", received_at=received)
        factories.make_enrollment(
            client=man, group=cast.group, started_on=TODAY - timedelta(days=60) + timedelta(days=days)
        )
    with django_assert_num_queries(2):
        words = aloud(cast.ines)
    assert "within 12 days, nine in ten within 30" in words
