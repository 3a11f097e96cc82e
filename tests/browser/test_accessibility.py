"""Every page of groups, registers and notes: nothing that axe finds wrong, at 320 px and in the dark, nothing off the side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from programs.actions import written_curricula
from programs.curricula.examples import examples
from programs.models import Appointment, Closure
from services.models import Qualification, QualificationKind, Supervision
from services.models.qualification import WARN
from services.wall import acting_as, set_frame
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


@pytest.fixture
def run_by_priya(scene) -> list[str]:
    """What stands around groups: days away and closed, what people hold, talks, an hour with one man, and what is taught."""
    cast, today = scene.cast, timezone.localdate()
    here = {"service": cast.service}
    with acting_as(service=cast.service.pk, roles=["director"]):
        Closure.objects.create(**here, name="Spring clean", since=today, until=today + timedelta(days=1))
        kind = QualificationKind.objects.create(**here, name="First aid", months=12)
        Qualification.objects.create(
            **here, staff=cast.tom, kind=kind, got_on=today - timedelta(days=340), expires_on=today + WARN
        )
        set_frame(service=cast.service.pk, person=cast.priya.pk, roles=["director"])
        talk = Supervision(
            **here, staff=cast.tom, supervisor=cast.priya, held_on=today, themes="A long night."
        )
        talk.save()
        place = scene.places[0]
        now = timezone.now()
        hour = Appointment.objects.create(
            **here,
            enrollment=place,
            staff=cast.tom,
            meets_on=today,
            starts_at=now,
            ends_at=now + timedelta(hours=1),
        )
        edition = written_curricula.bring_in(
            program=cast.program, written=examples()["steady-ground"], by=cast.priya, at=now
        )
    return [
        "/calls/new/",
        "/calls/himself/",
        "/calls/court/",
        "/calendar/",
        "/team/closures/",
        edition.get_absolute_url(),
        "/team/qualifications/",
        f"/supervision/{talk.pk}/",
        f"/programs/enrollments/{place.pk}/appointments/{hour.pk}/mark/",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_everybody_can_use_these_pages(scene, addresses, run_by_priya, width, scheme):
    asked = [(address, scene.cast.tom) for address in addresses]
    asked += [(address, scene.cast.priya) for address in run_by_priya]
    for address, staff in asked:
        page = scene.open(address, staff=staff, width=width, color_scheme=scheme)
        found = [(each["id"], each["nodes"][0]["html"]) for each in Axe().run(page).response["violations"]]
        assert found == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
