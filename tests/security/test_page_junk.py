"""What no page of ours would send gets a sentence, and never the way around somebody else's work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import Attendance
from services.models import Client
from tests import factories
from tests.conftest import NOW

# Python refuses to read a number of more than some thousand digits, and the database one of twenty.
ENDLESS, LONG = "9" * 5_000, "9" * 20


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def tom(cast, sign_in):
    """He and Dan, who came an hour ago and whose mark somebody kept already."""
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(hours=1))
    factories.make_attendance(session=session, enrollment=place, outcome="present")
    browser = sign_in(cast.tom)
    browser.place, browser.register = place, f"/sessions/{session.pk}/register/"
    return browser


def details(cast, **more) -> dict:
    return {"first_name": "Daniel", "last_name": "Okafor", "is_father": ""} | more


@pytest.mark.parametrize("version", [None, "", "0", "-1", "x", ENDLESS, LONG])
def test_a_man_is_not_changed_by_a_page_that_does_not_say_what_it_saw(cast, tom, version):
    sent = details(cast) if version is None else details(cast, version=version)
    answer = tom.post(f"/clients/{cast.dan.pk}/edit/", sent)
    assert answer.status_code == 412
    assert Client.objects.get(pk=cast.dan.pk).first_name == "Dan"
    # What was typed is still there, and once both were seen it is kept.
    assert "Daniel" in answer.content.decode()
    assert tom.post(f"/clients/{cast.dan.pk}/edit/", details(cast, version="1")).status_code == 302


@pytest.mark.parametrize("version", [None, "", "x", ENDLESS, LONG])
def test_a_mark_is_not_changed_by_a_page_that_does_not_say_what_it_saw(tom, version):
    key = str(tom.place.pk)
    sent = {f"outcome-{key}": "unexcused"} | ({} if version is None else {f"version-{key}": version})
    assert tom.post(tom.register, sent).status_code == 412
    assert Attendance.objects.get().outcome == "present"
    assert tom.post(tom.register, sent | {f"version-{key}": "1"}).status_code == 302
    assert Attendance.objects.get().outcome == "unexcused"


@pytest.mark.parametrize("field", ["outcome", "other", "late", "attended", "reason", "version", "saw"])
@pytest.mark.parametrize("junk", ["<svg onload=x>", "\0", ENDLESS, "x" * 100_000])
def test_no_junk_breaks_a_register(tom, field, junk):
    key = str(tom.place.pk)
    sent = {
        f"outcome-{key}": "late",
        f"version-{key}": "1",
        f"saw-{key}": "present|||",
        f"{field}-{key}": junk,
    }
    answer = tom.post(tom.register, sent)
    assert answer.status_code in (302, 409, 412, 422)
    assert "<svg onload=x>" not in answer.content.decode()


@pytest.mark.parametrize("field", ["counted", "group_note_version", "themes"])
@pytest.mark.parametrize("junk", ["\0", ENDLESS, LONG, "-1"])
def test_no_junk_breaks_what_is_said_of_the_group(tom, field, junk):
    sent = {"group_note_version": "0", "themes": "Listening.", field: junk}
    assert tom.post(tom.register, sent).status_code in (302, 412, 422)
