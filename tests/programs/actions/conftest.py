"""One session of Tom's group, and places for Dan and Luis."""

from __future__ import annotations

import pytest

from programs.models import Enrollment, GroupSession
from tests import factories


@pytest.fixture
def session(cast) -> GroupSession:
    return factories.make_session(group=cast.group)


@pytest.fixture
def dan(cast) -> Enrollment:
    return factories.make_enrollment(client=cast.dan, group=cast.group)


@pytest.fixture
def luis(cast) -> Enrollment:
    return factories.make_enrollment(client=cast.luis, group=cast.group)
