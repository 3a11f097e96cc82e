"""My work asks whoever runs a group for what nobody has said yet: how many came, and whether a man is back."""

from __future__ import annotations

from datetime import timedelta

from referrals.models import Deadline
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.followups.views.test_my_work import URL, titles


def test_heads_nobody_counted_and_a_man_who_should_be_back_ask_who_runs_it(cast, sign_in):
    talks = factories.make_program(service=cast.service, name="Talks", kind="prevention")
    series = factories.make_group(program=talks, name="Shed talks", facilitators=[cast.tom, cast.pete])
    event = factories.make_session(group=series, starts_at=NOW - timedelta(days=2))
    factories.make_session(group=series, starts_at=NOW - timedelta(days=3), counted=9)
    factories.make_session(group=series, starts_at=NOW - timedelta(days=4), cancelled_at=NOW)
    away = {"group": cast.group, "status": "paused"}
    place = factories.make_enrollment(client=cast.dan, returns_on=NOW.date() - timedelta(days=1), **away)
    factories.make_enrollment(client=cast.luis, returns_on=NOW.date() + timedelta(days=1), **away)
    page = sign_in(cast.tom).get(URL)
    assert titles(page) == ["Count heads: Shed talks", "Is Dan O. back?"]
    told = page.content.decode()
    assert f"/sessions/{event.pk}/heads/" in told
    assert f"/enrollments/{place.pk}/back/" in told
    # A peer counts heads and is not asked after a man on leave; who runs neither is asked nothing.
    assert titles(sign_in(cast.pete).get(URL)) == ["Count heads: Shed talks"]
    assert titles(sign_in(cast.priya).get(URL)) == []
    assert asked(sign_in(cast.tom), URL) <= MOST


def test_days_the_front_desk_owes_ask_who_holds_him_or_whoever_receives(cast, sign_in):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    held = factories.make_referral(client=cast.dan, status="placed", owner=cast.tom, site=cast.north)
    free = factories.make_referral(client=cast.luis, status="triaged", site=cast.north)
    for referral, days in ((held, 2), (free, -1)):
        Deadline.objects.create(
            service=cast.service,
            referral=referral,
            kind="first_report",
            due_at=NOW + timedelta(days=days),
            why="Oregon: every 1 month after he began.",
        )
    far = {"kind": "answer", "due_at": NOW + timedelta(days=20)}
    Deadline.objects.create(service=cast.service, referral=held, **far)
    later = sign_in(cast.tom).get(URL).context["work"].later
    (item,) = [item for item in later if "/deadlines/" in item.url]
    said = (item.title, item.when, item.line)
    assert said == ("The first report: Dan O.", "In 2 days", "Oregon: every 1 month after he began.")
    page = sign_in(cast.ines).get(URL)
    work = page.context["work"]
    (item,) = [item for item in [work.now, *work.today, *work.later] if item and "/deadlines/" in item.url]
    assert (item.title, item.when) == ("The first report: Luis F.", "1 day late")
    assert asked(sign_in(cast.ines), URL) <= MOST
