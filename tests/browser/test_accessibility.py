"""Every page of groups, registers and notes: nothing that axe finds wrong, at 320 px and in the dark, nothing off the side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from services.wall import acting_as
from tests import factories

pytestmark = pytest.mark.browser


@pytest.fixture
def addresses(scene) -> list[str]:
    """The pages with something on each: marks, a draft, a signed note, a session of last week."""
    now, tom = timezone.now(), scene.cast.tom
    with acting_as(service=scene.cast.service.pk, roles=["director"]):
        draft = factories.make_note(enrollment=scene.places[0], author=tom, session=scene.session)
        signed = factories.make_note(
            enrollment=scene.places[1], author=tom, status="signed", signed_at=now, none_seen_yet=True
        )
        last_week = factories.make_session(
            group=scene.cast.group, starts_at=now - timedelta(weeks=1), roster_frozen_at=now, number=6
        )
        for place in scene.places:
            factories.make_attendance(session=last_week, enrollment=place, outcome="present")
        for place, outcome in zip(scene.places, ("present", "late", "excused"), strict=False):
            factories.make_attendance(
                session=scene.session, enrollment=place, outcome=outcome, marked_by=tom, marked_at=now
            )
    return [
        "/groups/",
        scene.cast.group.get_absolute_url(),
        "/programs/",
        scene.register,
        f"/notes/{draft.pk}/edit/",
        signed.get_absolute_url(),
        f"/sessions/{scene.session.pk}/sign-in/",
        f"/programs/enrollments/{scene.places[0].pk}/exit/",
        "/nowhere/",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_use_these_pages(scene, addresses, width, scheme):
    for address in addresses:
        page = scene.open(address, width=width, color_scheme=scheme)
        found = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
        assert found == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
