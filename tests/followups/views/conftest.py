from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from followups.models import FollowUp
from tests import factories
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def tonight(cast):
    """Tom's session that ended eleven minutes ago, with Dan on it, not marked."""
    session = factories.make_session(
        group=cast.group, starts_at=NOW - timedelta(hours=2, minutes=11), number=7
    )
    session.dan = factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")
    return session


@pytest.fixture
def owe(cast):
    """`owe(cast.tom)` puts something about Dan on his list."""

    def make(owner, **fields) -> FollowUp:
        defaults = {
            "kind": "missed_session",
            "due_at": NOW + timedelta(hours=1),
            "opened_at": NOW,
            "client": cast.dan,
        }
        return FollowUp.objects.create(
            service=cast.service, owner=owner, site=cast.north, **(defaults | fields)
        )

    return make
