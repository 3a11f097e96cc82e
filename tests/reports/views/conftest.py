"""Pages are asked at their own now; the sample history lies well before it."""

import pytest

from tests.reports.history import load_history


@pytest.fixture
def history(cast):
    load_history(cast.service, program=cast.program)
