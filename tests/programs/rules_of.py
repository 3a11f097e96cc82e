"""Published rules, and a man with sessions under them, in one line each."""

from __future__ import annotations

from datetime import timedelta

from programs.actions import rule_profiles
from programs.models import Enrollment, RuleProfile
from tests import factories
from tests.conftest import NOW


def published(cast, **rules) -> RuleProfile:
    """Rules that men of the cast's program begin under."""
    key = f"r{RuleProfile.objects.count()}"
    act = {"by": cast.priya, "at": NOW}
    draft = rule_profiles.draft(service=cast.service, key=key, name=key.upper(), rules=rules, **act)
    profile = rule_profiles.publish(profile=draft, **act)
    cast.program = rule_profiles.choose(program=cast.program, profile=profile, **act)
    return profile


def weeks(place: Enrollment, *outcomes: str | None) -> None:
    """A session of two hours a week up to yesterday, with his mark."""
    for n, outcome in enumerate(reversed(outcomes)):
        session = factories.make_session(group=place.group, starts_at=NOW - timedelta(days=1, weeks=n))
        factories.make_attendance(session=session, enrollment=place, outcome=outcome)
