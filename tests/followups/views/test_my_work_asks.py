"""My work asks whoever runs a group for what nobody has said yet: how many came, and whether a man is back."""

from __future__ import annotations

from datetime import timedelta

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
