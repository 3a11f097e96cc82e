from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from followups.actions import follow_ups
from services.models import Membership
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
URL = "/supervised/"


@pytest.fixture
def load(cast, monkeypatch):
    """Priya supervises Tom, whose group has Luis, whom nobody has seen lately, and Dan, who came and has no note."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    Membership.objects.filter(staff=cast.tom).update(supervisor=cast.priya)
    dan = factories.make_enrollment(client=cast.dan, group=cast.group, status="attending")
    luis = factories.make_enrollment(client=cast.luis, group=cast.group, status="attending")
    for days in (1, 8):
        session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=days))
        factories.make_attendance(session=session, enrollment=luis, outcome="unexcused")
        factories.make_attendance(session=session, enrollment=dan, outcome="present")
    factories.make_note(
        enrollment=dan, session=session, author=cast.tom, status="signed", signed_at=NOW, risk_seen_at=NOW
    )
    follow_ups.open(
        kind="crisis", owner=cast.tom, due_at=NOW - timedelta(hours=1), client=cast.dan, by=cast.tom, at=NOW
    )
    follow_ups.open(
        kind="crisis", owner=cast.tom, due_at=NOW + timedelta(days=1), client=cast.luis, by=cast.tom, at=NOW
    )


def test_each_worker_stands_there_with_the_load(cast, load, sign_in):
    [tom] = sign_in(cast.priya).get(URL).context["loads"]
    assert (tom.worker, tom.groups, tom.places, tom.not_seen) == (cast.tom, 1, 2, 1)
    assert (tom.notes_owed, tom.crises, tom.crises_late, tom.incidents) == (1, 2, 1, 1)


def test_it_names_no_man(cast, load, sign_in):
    page = sign_in(cast.priya).get(URL).content.decode()
    assert "Tom Beck" in page
    assert not [name for name in ("Dan", "Luis", "Okafor", "Ferreira") if name in page]


def test_a_supervisor_without_notes_is_told_no_figure_of_them(cast, load, sign_in):
    Membership.objects.filter(staff=cast.tom).update(supervisor=cast.ines)
    page = sign_in(cast.ines).get(URL)
    [tom] = page.context["loads"]
    assert (tom.notes_owed, tom.incidents, tom.places) == (None, None, 2)
    assert b"Notes owed" not in page.content


@pytest.mark.parametrize("who", ["tom", "ada", "pete", "wes"])
def test_who_supervises_nobody_sees_nobody(cast, load, sign_in, who):
    page = sign_in(getattr(cast, who)).get(URL)
    assert page.context["loads"] == []
    assert b"You supervise nobody here." in page.content


def test_a_role_that_ended_is_supervised_no_more(cast, load, sign_in):
    Membership.objects.filter(staff=cast.tom).update(ended_at=NOW)
    assert sign_in(cast.priya).get(URL).context["loads"] == []


def test_it_sends_a_stranger_to_the_door(client):
    assert client.get(URL).url.startswith("/accounts/login/")


@pytest.mark.parametrize("n", [1, 4])
def test_it_asks_the_same_however_many(cast, load, sign_in, n):
    for number in range(n):
        staff = factories.make_staff(name=f"Worker {number}", service=cast.service)
        Membership.objects.filter(staff=staff).update(supervisor=cast.priya)
    assert asked(sign_in(cast.priya), URL) == 10 <= MOST


def test_a_peer_owes_no_notes(cast, load, sign_in):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    Membership.objects.filter(staff=cast.pete).update(supervisor=cast.priya)
    pete, _tom = sign_in(cast.priya).get(URL).context["loads"]
    assert (pete.worker, pete.places, pete.notes_owed, pete.incidents) == (cast.pete, 2, None, None)
