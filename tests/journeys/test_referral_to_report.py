"""One man through the whole building, page by page: from the call to the figure the board sees."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from followups.actions import registers
from followups.models import FollowUp
from programs.models import Enrollment, ProgressNote
from referrals.models import Referral
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date().isoformat()


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def tonight(cast):
    """Tom's group ended eleven minutes ago."""
    return factories.make_session(group=cast.group, starts_at=NOW - timedelta(hours=2, minutes=11), number=1)


def send(browser, url: str, **fields):
    """Post a form that is expected to go through; answers the page it leads to."""
    answer = browser.post(url, fields, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    assert answer.status_code == 200
    return answer


def test_from_the_call_to_the_report(cast, sign_in, tonight):
    ines, tom, priya = sign_in(cast.ines), sign_in(cast.tom), sign_in(cast.priya)

    # He calls. Ines notes how he came, speaks with him, and asks what is urgent first.
    send(
        ines,
        reverse("referrals:call_himself"),
        call_back="On his way here.",
        first_name="Marek",
        last_name="Dvorsky",
        source="partner",
        pressure="ultimatum",
        crisis="separation",
        received_on=TODAY,
    )
    referral = Referral.objects.get(client__last_name="Dvorsky")
    url = referral.get_absolute_url()
    send(ines, f"{url}contact/", channel="call", outcome="spoke", words="Glad that somebody rang.")
    send(
        ines,
        f"{url}triage/",
        urgency="this_week",
        immediate_plan="He stays at his brother's.",
        next_step_plan="The group tonight.",
    )
    send(ines, f"{url}step/accept/")
    send(ines, f"{url}place/", group=cast.group.pk, start_on=TODAY)
    referral.refresh_from_db()
    place = Enrollment.objects.get(client=referral.client)
    assert (referral.status, place.status, place.group) == ("placed", "placed", cast.group)

    # Had nobody marked him for an hour, it would stand on Tom's list.
    registers.sweep(service=cast.service, at=NOW + timedelta(hours=1))
    assert FollowUp.objects.owed_by(cast.tom).get().session == tonight

    # Tom logs the group and writes about him, strengths first.
    register = tom.get(tonight.get_absolute_url()).content.decode()
    assert "Marek D." in register
    hidden = dict(
        re.findall(r'<input type="hidden" name="((?:version|saw)-[^"]+)" value="([^"]*)"', register)
    )
    send(tom, tonight.get_absolute_url(), **hidden, **{f"outcome-{place.pk}": "present"})
    place.refresh_from_db()
    assert (place.status, place.attendances.get().outcome) == ("attending", "present")
    note = reverse("programs:progress_note_new", args=[tonight.pk, place.pk])
    send(tom, note, strengths=["spoke_honestly"], did="Rang before he came.", act="sign")
    assert ProgressNote.objects.get(enrollment=place).status == "signed"

    # He stops; the report says so, by the door he came through, and leads to him.
    send(
        tom,
        reverse("programs:enrollment_exit", args=[place.pk]),
        reason="withdrew",
        ended_by="man",
        on=TODAY,
    )
    answer = priya.get("/api/v1/reports/retention/").json()
    (door,) = answer["groups"]
    assert (door["key"], door["n"], door["events"]) == ("partner", 1, 1)
    assert door["curve"][0]["survival"] == 0
    assert "A partner suggested it" in priya.get(reverse("reports:retention")).content.decode()
    assert "Marek" in priya.get(reverse("reports:retention_people")).content.decode()


def test_nobody_from_another_service_meets_him_on_the_way(cast, sign_in, tonight):
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    referral = factories.make_referral(client=cast.dan)
    wes = sign_in(cast.wes)
    addresses = [
        referral.get_absolute_url(),
        tonight.get_absolute_url(),
        cast.group.get_absolute_url(),
        cast.dan.get_absolute_url(),
        reverse("programs:enrollment_exit", args=[place.pk]),
    ]
    assert {wes.get(address).status_code for address in addresses} == {404}
    assert wes.get("/api/v1/reports/retention/").json()["groups"] == []
