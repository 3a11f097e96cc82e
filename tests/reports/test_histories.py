"""Whatever people do to places: what is kept of them equals a recount, and every standing says why.

The suite tells a few short histories; `make histories` tells 500 of 50 steps each.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from reports.models import Stay
from tests.reports.histories import HISTORIES, STEPS, History
from tests.reports.town import moments

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(HISTORIES))
def test_a_history_is_told_right_at_every_step(seed):
    history = History(seed)
    used = 0
    for _step in range(STEPS):
        if history.draw.random() < 0.5:
            history.keep(moments(history.draw))
        with transaction.atomic():
            history.step()
        at = moments(history.draw)
        used += Stay.objects.right(at=at).count()
        by = history.draw.choice(("source", "pressure", "group", "facilitator", "none"))
        assert history.asked(at, by) == history.asked_anew(at, by)
        history.explain()
        history.in_step()
    assert used > 0
    assert history.done


def test_the_histories_do_what_they_say():
    """Else the others would hold for nothing: each kind of step is taken somewhere in a few histories."""
    done: set[str] = set()
    for seed in range(4):
        with transaction.atomic():
            history = History(1000 + seed)
            for _step in range(60):
                with transaction.atomic():
                    history.step()
            done |= set(history.done)
            transaction.set_rollback(True)
    assert {
        "he_is_away",
        "he_is_back",
        "he_moves",
        "he_finishes",
        "he_is_taken_back",
        "he_comes_again",
        "his_reason_is_looked_at",
        "he_makes_it_up",
    } <= done
