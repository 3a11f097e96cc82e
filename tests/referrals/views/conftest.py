from __future__ import annotations

import pytest
from django.utils import timezone

from tests import factories
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def referral(cast):
    """Luis reached us three days ago, through a court, and nobody has called him yet."""
    return factories.make_referral(client=cast.luis, source="court", crisis="separation", site=cast.north)


@pytest.fixture
def at_status(cast):
    """`at_status("triaged")` is a referral of Luis that stands there."""

    def make(status: str, **fields):
        return factories.make_referral(client=cast.luis, site=cast.north, status=status, **fields)

    return make
