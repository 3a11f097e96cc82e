"""A place whose first session with others comes before the part on himself: said, and never refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Enrollment, SessionPlan
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def accepted(at_status):
    return at_status("accepted")


@pytest.fixture
def parts(cast):
    me, we = factories.make_modules("Calm", "Listening", program=cast.program)
    we.stage = "we"
    we.save()
    return me, we


def begin(cast, *modules, plan=None) -> None:
    cast.group.curriculum = modules[0].curriculum
    cast.group.save()
    for week, module in enumerate(modules, start=1):
        factories.make_session(
            group=cast.group, starts_at=NOW + timedelta(weeks=week), module=module, plan=plan
        )


def place(cast, sign_in, referral, start_on="2026-03-12"):
    browser = sign_in(cast.ines)
    url = f"/referrals/{referral.pk}/place/"
    page = browser.get(url).content.decode()
    told = browser.post(url, {"group": str(cast.group.pk), "start_on": start_on}, follow=True)
    return page, told.content.decode()


def test_the_page_warns_and_says_from_when_on_it_would_be_in_order(cast, sign_in, accepted, parts):
    me, we = parts
    begin(cast, we, me, we)
    page, told = place(cast, sign_in, accepted)
    assert "His first session with others would be on 19 March, before the part on himself." in page
    assert "From 26 March on it would be in order." in page
    assert "His first session with others is on 19 March" in told
    assert Enrollment.objects.get().client == cast.luis


def test_a_later_first_day_warns_of_nothing(cast, sign_in, accepted, parts):
    me, we = parts
    begin(cast, we, me, we)
    _page, told = place(cast, sign_in, accepted, start_on="2026-03-20")
    assert "first session with others" not in told


def test_what_is_for_everybody_warns_of_nothing(cast, sign_in, accepted, parts):
    _me, we = parts
    plan = SessionPlan.objects.create(
        service=cast.service, module=we, position=1, name="Time-out", for_everybody=True
    )
    begin(cast, we, plan=plan)
    page, told = place(cast, sign_in, accepted)
    assert "before the part on himself" not in page + told
    assert Enrollment.objects.exists()
