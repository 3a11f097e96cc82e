"""Some dozen random years of a service: every figure of the report is the figure of the reference."""

import pytest

from reports.questions import exits, retention
from services.access import seat
from services.wall import set_frame
from tests import factories as make
from tests.conftest import NOW
from tests.reports import reference, stories

pytestmark = pytest.mark.django_db
SPLITS = ("source", "pressure", "program", "group", "site", "facilitator", "none")


@pytest.fixture
def told(db):
    """`told(seed)` answers a story, its director and the rows by which its groups are known."""

    def tell(seed: int):
        service = make.make_service(slug=f"story-{seed}", name=f"Story {seed}")
        set_frame(service=service.pk, roles=["director", "intake", "counselor"])
        staff = [make.make_staff(name=f"Staff {n}", service=service, role="director") for n in range(3)]
        seat(staff[0], service, on=NOW.date())
        story = stories.invent(seed)
        return story, staff[0], stories.tell(story, service, staff=staff) | {"staff": staff}

    return tell


def windows(story) -> list[dict]:
    days = sorted(day for evenings in story.evenings for day in evenings)
    middle = days[len(days) // 2]
    return [{}, {"since": middle}, {"until": middle}, {"since": days[len(days) // 4], "until": middle}]


@pytest.mark.parametrize("seed", range(30))
def test_every_figure_is_the_reference_figure(told, seed):
    story, director, names = told(seed)
    for number, by in enumerate(SPLITS):
        asked = {"by": by} | windows(story)[(seed + number) % 4]
        left = (seed + number) % 3 == 0
        expected = stories.units(story, names=names, **asked, left_if_not_seen=left)
        answer = retention(staff=director, at=NOW, count_not_seen="left" if left else "", **asked)
        assert {group["key"] for group in answer["groups"]} == set(expected)
        assert answer["n"] == sum(map(len, expected.values()))
        for group in answer["groups"]:
            theirs = reference.kaplan_meier(expected[group["key"]])
            assert {name: group[name] for name in theirs if name != "curve"} == {
                name: value for name, value in theirs.items() if name != "curve"
            }
            assert group["curve"] == [pytest.approx(point, abs=1e-9) for point in theirs["curve"]]
        theirs = reference.log_rank(list(expected.values()))
        assert answer["logrank"] == (theirs and pytest.approx(theirs, abs=1e-9))
        for group in exits(staff=director, at=NOW, count_not_seen="left" if left else "", **asked)["groups"]:
            theirs = reference.aalen_johansen(expected[group["key"]])
            assert group["curve"] == [pytest.approx(point, abs=1e-9) for point in theirs]


def test_the_stories_hold_what_could_go_wrong():
    """A twin that can say no: were the stories dull, they would prove nothing."""
    told = [stories.invent(seed) for seed in range(30)]
    stays = [stay for story in told for stay in story.stays]
    places = [(id(story), stay.man, stay.group) for story in told for stay in story.stays]
    assert len(places) > len(set(places)) + 20, "men who come back after an exit"
    assert any(not received for story in told for received in story.referrals), "men nobody referred"
    assert any(stay.ended_on and stay.marks[-1][0] > stay.ended_on for stay in stays), (
        "absences after the end"
    )
    assert any(mark is None for stay in stays for _day, mark in stay.marks), "evenings nobody recorded"
    assert any(len(pair) > 2 for story in told for pair in story.pairs), "pairs that change"
