"""Tonight's group, and a clock that stands still."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories
from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


class Evening:
    """A session that ended eleven minutes ago, with Dan and Luis expected and nobody marked."""

    def __init__(self, cast) -> None:
        self.session = factories.make_session(
            group=cast.group, starts_at=NOW - timedelta(hours=2, minutes=11), number=7
        )
        self.dan = factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")
        self.luis = factories.make_enrollment(client=cast.luis, group=cast.group)

    @property
    def url(self) -> str:
        return f"/sessions/{self.session.pk}/register/"

    def sent(self, page, **said: str) -> dict[str, str]:
        """The form as a browser would send it back, with some marks changed: `dan="late"`, `late_dan="10"`."""
        form = page.context["form"]
        fields = {"group_note_version": "0", "themes": "", "peer_support": "", "challenge": "", "counted": ""}
        for row in form.rows:
            fields |= {f"version-{row.key}": str(row.version), f"saw-{row.key}": row.saw}
            if row.outcome:
                fields[f"outcome-{row.key}"] = row.outcome
        for name, value in said.items():
            what, _line, who = name.rpartition("_")
            if who in ("dan", "luis"):
                fields[f"{what or 'outcome'}-{getattr(self, who).pk}"] = value
            else:
                fields[name] = value
        return fields


@pytest.fixture
def evening(cast) -> Evening:
    return Evening(cast)
