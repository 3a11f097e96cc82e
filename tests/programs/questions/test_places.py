from __future__ import annotations

from datetime import timedelta

from programs.questions import places
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


def left(cast, name: str, *, days_ago: int):
    man = factories.make_client(service=cast.service, first_name=name, last_name="Example")
    return factories.make_enrollment(
        client=man,
        group=cast.group,
        status="exited",
        exit_reason="moved",
        ended_by="man",
        ended_on=TODAY - timedelta(days=days_ago),
    )


def test_open_places_stand_by_name_and_the_last_six_that_ended_by_day(cast):
    for number, name in enumerate(("Abe", "Bo", "Cy", "Del", "Ed", "Flo", "Gus")):
        left(cast, name, days_ago=number)
    for man in (cast.luis, cast.dan):
        factories.make_enrollment(client=man, group=cast.group)
    running, ended = places.in_group(cast.tom, cast.group, held=[])
    assert [place.name for place in running] == ["Dan O.", "Luis F."]
    assert [place.name for place in ended] == ["Abe E.", "Bo E.", "Cy E.", "Del E.", "Ed E.", "Flo E."]


def test_a_peer_reads_first_names(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    running, _ended = places.in_group(cast.pete, cast.group, held=[])
    assert [place.name for place in running] == ["Dan"]


def test_who_has_no_business_there_finds_nobody(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    assert places.in_group(cast.ada, cast.group, held=[]) == ([], [])
