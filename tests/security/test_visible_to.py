"""The first wall: whom and what each role finds in one service with two sites. Read the table like a page of prose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from followups.models import FollowUp
from programs.models import Attendance, Enrollment, Facilitator, Group, GroupNote, GroupSession, ProgressNote
from referrals.models import ImportBatch, Referral
from services.access import seat
from services.models import Client, Membership
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast

TODAY = NOW.date()
ROLES = ("intake", "counselor", "peer", "director", "partner_worker", "researcher", "administrator")


class Town(Cast):
    """Dan is in the North group that Tom runs, Luis in the East group; Paul waits for North and Karl for East."""

    def __init__(self) -> None:
        super().__init__()
        self.east = factories.make_site(service=self.service, name="East")
        self.east_group = factories.make_group(program=self.program, name="East group", site=self.east)
        self.paul = factories.make_client(service=self.service, first_name="Paul")
        self.karl = factories.make_client(service=self.service, first_name="Karl")
        factories.make_referral(client=self.paul, site=self.north)
        factories.make_referral(client=self.karl, site=self.east)
        for man, group in ((self.dan, self.group), (self.luis, self.east_group)):
            place = factories.make_enrollment(client=man, group=group)
            session = factories.make_session(group=group)
            factories.make_attendance(session=session, enrollment=place, outcome="present")
            factories.make_note(enrollment=place, author=self.priya, status="signed", signed_at=NOW)
            GroupNote.objects.create(
                service=self.service, session=session, written_by=self.priya, written_at=NOW
            )
        for man, site in ((self.dan, self.north), (self.luis, self.east)):
            for kind in ("crisis", "waiting"):
                FollowUp.objects.create(
                    service=self.service,
                    kind=kind,
                    owner=self.priya,
                    site=site,
                    client=man,
                    due_at=NOW,
                    opened_at=NOW,
                )
        ImportBatch.objects.create(
            service=self.service, kind="exits", file_name="x.csv", uploaded_by=self.priya, uploaded_at=NOW
        )

    def somebody(self, role: str, site=None, *, runs=None):
        staff = factories.make_staff(name="Some Body", service=self.service, role=role, site=site)
        if runs:
            Facilitator.objects.create(
                service=self.service, group=runs, staff=staff, since=TODAY - timedelta(weeks=4)
            )
        return seat(staff, self.service, on=TODAY)


@pytest.fixture
def town(db) -> Town:
    return Town()


def finds(staff) -> dict[str, set[str]]:
    """What a person finds, each thing under the name of its man or group."""
    by_man = {
        "men": Client.objects.visible_to(staff).values_list("first_name"),
        "referrals": Referral.objects.visible_to(staff).values_list("client__first_name"),
        "places": Enrollment.objects.visible_to(staff).values_list("client__first_name"),
        "marks": Attendance.objects.visible_to(staff).values_list("enrollment__client__first_name"),
        "notes": ProgressNote.objects.visible_to(staff).values_list("enrollment__client__first_name"),
        "groups": Group.objects.visible_to(staff).values_list("name"),
        "registers_kept": Group.objects.markable_by(staff).values_list("name"),
        "sessions": GroupSession.objects.visible_to(staff).values_list("group__name"),
        "group_notes": GroupNote.objects.visible_to(staff).values_list("session__group__name"),
        "crises": FollowUp.objects.visible_to(staff).filter(kind="crisis").values_list("client__first_name"),
        "other_follow_ups": FollowUp.objects.visible_to(staff)
        .exclude(kind="crisis")
        .values_list("client__first_name"),
        "imports": ImportBatch.objects.visible_to(staff).values_list("file_name"),
    }
    return {what: {value for (value,) in rows} for what, rows in by_man.items()}


ALL_MEN, BOTH = {"Dan", "Luis", "Paul", "Karl"}, {"Dan", "Luis"}
GROUPS, NORTH = {"Thursday group", "East group"}, {"Thursday group"}
KINDS = """men referrals places marks notes groups registers_kept sessions group_notes crises other_follow_ups imports"""
NOTHING: dict[str, set[str]] = {kind: set() for kind in KINDS.split()}
READS_GROUPS = {"places": BOTH, "marks": BOTH, "groups": GROUPS, "sessions": GROUPS, "group_notes": GROUPS}
READS_NORTH = {"places": {"Dan"}, "marks": {"Dan"}, "groups": NORTH, "sessions": NORTH, "group_notes": NORTH}
EVERYWHERE = {
    "intake": READS_GROUPS | {"men": ALL_MEN, "referrals": {"Paul", "Karl"}, "crises": BOTH},
    "director": READS_GROUPS
    | {
        "men": ALL_MEN,
        "referrals": {"Paul", "Karl"},
        "notes": BOTH,
        "registers_kept": GROUPS,
        "crises": BOTH,
        "other_follow_ups": BOTH,
        "imports": {"x.csv"},
    },
}
AT_NORTH = {
    "intake": READS_NORTH | {"men": {"Dan", "Paul"}, "referrals": {"Paul"}, "crises": {"Dan"}},
    "director": READS_NORTH
    | {
        "men": {"Dan", "Paul"},
        "referrals": {"Paul"},
        "notes": {"Dan"},
        "registers_kept": NORTH,
        "crises": {"Dan"},
        "other_follow_ups": {"Dan"},
    },
}
RUNNING_A_GROUP = {
    "counselor": READS_NORTH | {"men": {"Dan"}, "notes": {"Dan"}, "registers_kept": NORTH},
    "peer": READS_NORTH | {"men": {"Dan"}, "registers_kept": NORTH},
}


@pytest.mark.parametrize("role", ROLES)
def test_a_role_at_every_site(town, role):
    assert finds(town.somebody(role)) == NOTHING | EVERYWHERE.get(role, {})


@pytest.mark.parametrize("role", ROLES)
def test_a_role_at_one_site(town, role):
    assert finds(town.somebody(role, town.north)) == NOTHING | AT_NORTH.get(role, {})


@pytest.mark.parametrize("role", sorted(RUNNING_A_GROUP))
@pytest.mark.parametrize("site", ["everywhere", "North"])
def test_who_runs_a_group_finds_its_men(town, role, site):
    staff = town.somebody(role, town.north if site == "North" else None, runs=town.group)
    assert finds(staff) == NOTHING | RUNNING_A_GROUP[role]


def test_rights_of_two_roles_are_their_union(town):
    staff = town.somebody("intake", town.east, runs=town.group)
    Membership.objects.create(service=town.service, staff=staff, role="counselor")
    found = finds(seat(staff, town.service, on=TODAY))
    assert found["men"] == {"Dan", "Luis", "Karl"}
    assert (found["notes"], found["crises"]) == ({"Dan"}, {"Luis"})


def test_nobody_finds_anything_in_another_service(town):
    """Whatever the desk says, with the wall open on North."""
    assert finds(seat(town.wes, town.other_service, on=TODAY)) == NOTHING


def test_at_the_desk_of_north_in_the_frame_of_south_nothing_is_found(town):
    with acting_as(service=town.other_service.pk, roles=["director"]):
        assert finds(town.priya) == NOTHING


# --- What makes a man a counselor's own -------------------------------------------------------------------------


def own(town, staff) -> set[str]:
    return finds(seat(staff, town.service, on=TODAY))["men"]


def test_an_open_referral_makes_him_own_until_it_is_closed(town):
    staff = town.somebody("counselor")
    held = Referral.objects.filter(client=town.karl)
    held.update(owner=staff)
    assert own(town, staff) == {"Karl"}
    held.update(status="withdrawn")
    assert own(town, staff) == set()


def test_something_owed_makes_him_own_until_it_is_done(town):
    staff = town.somebody("counselor")
    owed = FollowUp.objects.filter(client=town.luis, kind="waiting")
    owed.update(owner=staff)
    assert own(town, staff) == {"Luis"}
    owed.update(status="done", closed_at=NOW, closed_by=staff)
    assert own(town, staff) == set()


@pytest.mark.parametrize(("days", "men"), [(30, {"Dan"}), (31, set())])
def test_a_group_handed_on_stays_own_for_a_month(town, days, men):
    staff = town.somebody("counselor", runs=town.group)
    Facilitator.objects.filter(staff=staff).update(until=TODAY - timedelta(days=days))
    assert own(town, staff) == men


def left(town, man, *, days: int) -> Enrollment:
    """His place ended so many days ago."""
    place = Enrollment.objects.get(client=man)
    place.status, place.exit_reason, place.ended_by = "exited", "moved", "man"
    place.ended_on = TODAY - timedelta(days=days)
    place.started_on = min(place.started_on, place.ended_on)
    place.save()
    return place


@pytest.mark.parametrize("role", ["counselor", "peer"])
@pytest.mark.parametrize(("days", "men"), [(30, {"Dan"}), (31, set())])
def test_a_man_who_left_stays_own_for_a_month(town, role, days, men):
    left(town, town.dan, days=days)
    assert own(town, town.somebody(role, runs=town.group)) == men


def test_what_goes_out_of_sight_with_him_and_what_still_counts(town):
    factories.make_referral(client=town.dan, site=town.north, status="placed")
    staff = town.somebody("counselor", runs=town.group)
    left(town, town.dan, days=30)
    found = finds(staff)
    assert found["referrals"] == found["notes"] == {"Dan"}
    left(town, town.dan, days=31)
    found = finds(staff)
    assert found["men"] == found["referrals"] == found["notes"] == set()
    assert not Enrollment.objects.readable_by(staff).exists()
    # The register and the report of his group are not the poorer for it.
    assert found["places"] == found["marks"] == {"Dan"}


@pytest.mark.parametrize("role", ["intake", "director"])
@pytest.mark.parametrize("site", ["everywhere", "North"])
def test_intake_and_directors_still_find_him(town, role, site):
    left(town, town.dan, days=400)
    staff = town.somebody(role, town.north if site == "North" else None)
    assert "Dan" in own(town, staff)
    assert {place.client for place in Enrollment.objects.readable_by(staff)} >= {town.dan}


def test_a_man_who_came_back_is_own_with_what_was_written_before(town):
    staff = town.somebody("counselor", runs=town.group)
    left(town, town.dan, days=400)
    factories.make_enrollment(client=town.dan, group=town.group, episode=2, started_on=TODAY)
    found = finds(staff)
    assert found["men"] == found["notes"] == {"Dan"}


@pytest.mark.parametrize(("status", "men"), [("draft", {"Dan"}), ("signed", set())])
def test_a_note_begun_keeps_a_man_who_left_until_it_is_signed(town, status, men):
    staff = town.somebody("counselor", runs=town.group)
    place = left(town, town.dan, days=31)
    factories.make_note(
        enrollment=place, author=staff, status=status, signed_at=NOW if status == "signed" else None
    )
    assert own(town, staff) == men


def test_the_note_a_colleague_began_keeps_nobody(town):
    staff = town.somebody("counselor", runs=town.group)
    factories.make_note(enrollment=left(town, town.dan, days=31), author=town.tom)
    assert own(town, staff) == set()


@pytest.mark.parametrize(("days", "men"), [(30, {"Luis"}), (31, set())])
def test_a_referral_held_is_open_while_the_place_that_came_of_it_is(town, days, men):
    staff = town.somebody("counselor")
    factories.make_referral(client=town.luis, status="placed", owner=staff)
    assert own(town, staff) == {"Luis"}
    left(town, town.luis, days=days)
    assert own(town, staff) == men


def test_something_owed_to_a_man_who_left_keeps_him_own(town):
    staff = town.somebody("peer", runs=town.group)
    left(town, town.dan, days=31)
    FollowUp.objects.filter(client=town.dan, kind="waiting").update(owner=staff)
    assert own(town, staff) == {"Dan"}


def test_what_was_done_for_a_man_goes_out_of_sight_with_him(town):
    staff = town.somebody("counselor", runs=town.group)
    done = FollowUp.objects.filter(client=town.dan, kind="waiting")
    done.update(owner=staff, status="done", closed_at=NOW - timedelta(days=31), closed_by=staff)
    left(town, town.dan, days=30)
    assert finds(staff)["other_follow_ups"] == {"Dan"}
    left(town, town.dan, days=31)
    assert finds(staff)["other_follow_ups"] == set()
    done.update(closed_at=NOW - timedelta(days=30))
    assert finds(staff)["other_follow_ups"] == {"Dan"}


def test_a_peer_finds_no_referral_even_if_his_name_is_on_it(town):
    staff = town.somebody("peer")
    Referral.objects.filter(client=town.karl).update(owner=staff)
    assert finds(staff)["referrals"] == set()


def test_a_draft_is_read_by_its_author_alone(town):
    place = Enrollment.objects.get(client=town.dan)
    draft = factories.make_note(enrollment=place, author=town.tom)
    assert draft in ProgressNote.objects.readable_by(town.tom)
    assert draft not in ProgressNote.objects.readable_by(town.priya)
