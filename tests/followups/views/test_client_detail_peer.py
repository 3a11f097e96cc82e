"""What a peer of his group reads on a man's page, and what stays with the colleague he told it to."""

from __future__ import annotations

from datetime import timedelta

from tests import factories
from tests.conftest import NOW


def test_a_peer_does_not_read_what_he_told_a_colleague(cast, sign_in):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    place = factories.make_enrollment(
        client=cast.dan,
        group=cast.group,
        status="attending",
        started_on=NOW.date() - timedelta(days=20),
    )
    factories.make_attendance(
        session=factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=3), number=3),
        enrollment=place,
        outcome="excused",
        reason="A court date.",
        marked_by=cast.tom,
        marked_at=NOW,
    )
    url = cast.dan.get_absolute_url()
    assert "A court date." in sign_in(cast.tom).get(url).content.decode()
    page = sign_in(cast.pete).get(url).content.decode()
    assert "Told us" in page
    assert "A court date." not in page
