"""A new service: from nothing to tonight's register, on pages alone."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from services.models import Membership
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
HERE = r'href="([^"]+)"'


def button(page) -> str:
    """Where the one filled button of a page leads."""
    return re.search(r'class="btn btn-primary" ' + HERE, page.content.decode())[1]


def test_a_director_gets_from_nothing_to_a_running_group(cast, sign_in, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with acting_as(service=cast.other_service.pk, roles=["administrator"]):
        gwen = factories.make_staff(name="Gwen South", service=cast.other_service, role="counselor")
        assert Membership.objects.filter(staff=gwen).exists()
    wes = sign_in(cast.wes)

    empty = wes.get("/groups/")
    assert b"No group runs yet" in empty.content
    first = wes.get(button(empty))
    assert b"First a program" in first.content
    address = button(first)
    parts = {
        "parts-TOTAL_FORMS": "1",
        "parts-INITIAL_FORMS": "0",
        "parts-0-name": "Calm",
        "parts-0-stage": "me",
    }
    program = wes.post(
        address,
        {"name": "Evenings", "kind": "behavior_change", "sessions_planned": "8", "is_active": "on"} | parts,
        follow=True,
    )
    assert b"Now it needs a group" in program.content
    form = wes.get(button(program))
    chosen = form.context["form"].initial["program"]
    group = wes.post(
        "/groups/new/",
        {
            "name": "Thursday at South",
            "program": chosen,
            "site": str(cast.south.pk),
            "capacity": "12",
            "entry": "rolling",
            "started_on": NOW.date().isoformat(),
            "facilitators": [str(gwen.pk)],
            "weekdays": [str(NOW.weekday())],
            "every_weeks": "1",
            "begins": "20:00",
            "ends": "22:00",
            "count": "8",
        },
        follow=True,
    )
    assert b"The group stands." in group.content
    assert b"Run by Gwen South" in " ".join(group.content.decode().split()).encode()
    tonight = button(group)
    assert tonight.endswith("/register/")

    gwens = sign_in(gwen)
    assert b"Thursday at South" in gwens.get("/groups/").content
    assert gwens.get(tonight).status_code == 200
