from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from followups.models import FollowUp
from programs.models import Attendance, Enrollment, Group, GroupSession, Module, Program, ProgressNote
from programs.models.attendance import Outcome
from referrals.models import Referral
from referrals.models.referral import Crisis, Pressure, Source, Status
from reports.demo import build, people, scale, tonight
from reports.questions.retention import retention
from services.access import seat
from services.models import Client, ContactRule, Membership, Service, Staff
from services.models.membership import Role
from services.wall import acting_as
from tests import factories

AT = datetime(2026, 3, 12, 3, 10, tzinfo=UTC)  # late in the evening there, the day before
ROLES = ("intake", "counselor", "director")


def demo(*words: str) -> str:
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """Built once for the tests of this file, and taken back after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        services = build.build(at=AT)
        with acting_as(service=services[0].pk, roles=ROLES):
            yield services[0]
        transaction.set_rollback(True)


@pytest.fixture
def house(built, db):
    return built


def count(model, field: str) -> Counter:
    return Counter(model.objects.values_list(field, flat=True))


def test_it_has_the_promised_size(house):
    assert Service.objects.filter(is_demo=True).count() == 2
    assert (Program.objects.count(), Group.objects.count(), Client.objects.count()) == (3, 6, 120)
    held = GroupSession.objects.held(at=AT).order_by("session_on")
    assert held.last().session_on - held.first().session_on >= timedelta(weeks=25)
    assert set(count(Group, "entry")) == {"rolling", "closed"}


def test_each_role_has_a_login_that_opens_the_door(house, client):
    held = {
        (membership.staff.email, membership.role) for membership in Membership.objects.select_related("staff")
    }
    assert {(f"{role}@demo.example", role) for role in Role.values} <= held
    assert client.post("/accounts/login/", {"login": "counselor@demo.example", "password": people.PASSWORD})[
        "Location"
    ]
    assert client.get("/").status_code == 200


def test_men_come_by_every_door_and_stand_at_every_stage(house):
    assert set(count(Referral, "source")) == set(Source)
    assert set(count(Referral, "pressure")) == set(Pressure)
    assert set(count(Referral, "crisis")) == set(Crisis)
    assert set(count(Referral, "status")) == set(Status)
    assert count(Referral, "episode")[2] >= 5


def test_the_groups_went_as_groups_go(house):
    outcomes = count(Attendance, "outcome")
    assert set(outcomes) == {None, *(code for code in Outcome.values if code != Outcome.CANCELLED)}
    assert 0.55 < outcomes["present"] / outcomes.total() < 0.8
    assert len(set(count(Enrollment, "exit_reason")) - {""}) >= 8
    assert count(Enrollment, "status")["completed"] >= 8
    assert GroupSession.objects.exclude(cancelled_at=None).count() == 3
    assert set(Module.objects.values_list("stage", flat=True)) == {"me", "we"}


def test_the_counselor_has_an_evening_before_him(house):
    counselor = seat(Staff.objects.get(email="counselor@demo.example"), house, on=AT.date())
    today = AT.astimezone(ZoneInfo(house.zone)).date()
    session = GroupSession.objects.markable_by(counselor).get(session_on=today)
    assert session.starts_at <= AT - timedelta(hours=2)
    assert Enrollment.objects.filter(group=session.group).active(on=today).count() >= 7
    kinds = Counter(FollowUp.objects.owed_by(counselor).values_list("kind", flat=True))
    assert {"note_owed", "register_owed", "missed_session", "crisis"} <= set(kinds)
    assert (
        ProgressNote.objects.filter(author=counselor, status="draft").exclude(risk_seen_at=None).count() == 1
    )
    assert ProgressNote.objects.filter(author=counselor, status="signed").count() >= 40


@pytest.mark.parametrize(("hour", "minute"), [(4, 2), (5, 30), (14, 0), (23, 0)])
def test_tonight_has_begun_at_whatever_hour_it_is_built(hour, minute):
    """Times of the service's own clock, four hours behind: just past midnight, early, mid-morning, evening."""
    at = datetime(2026, 7, 9, hour, minute, tzinfo=UTC)
    starts = tonight.starts_at(at=at, zone="America/Toronto")
    assert starts <= at
    assert starts.date() == at.astimezone(starts.tzinfo).date()


def test_the_doors_differ_in_who_stays(house):
    director = seat(Staff.objects.get(email="director@demo.example"), house, on=AT.date())
    answer = retention(staff=director, at=AT, by="source")
    assert {group["key"] for group in answer["groups"]} == set(Source)
    assert all(group["n"] >= 5 for group in answer["groups"])


def test_everybody_is_unreachable_by_accident(house):
    """Numbers and addresses that ring nowhere."""
    for rule in ContactRule.objects.all():
        assert "55501" in rule.value if rule.kind == "phone" else rule.value.endswith(".example")
    assert len({rule.value for rule in ContactRule.objects.filter(kind="phone")}) == 120


def test_the_other_service_sees_none_of_it(house):
    south = Service.objects.get(slug="demo-south")
    with acting_as(service=south.pk, roles=ROLES):
        assert (Client.objects.count(), Group.objects.count()) == (14, 1)
        assert not Client.objects.filter(service=house).exists()


def test_the_same_day_brings_the_same_story(db):
    def told() -> list[tuple]:
        with transaction.atomic():
            south = build.build(at=AT, houses=build.HOUSES[1:])[0]
            with acting_as(service=south.pk, roles=ROLES):
                rows = Attendance.objects.order_by("session__starts_at", "enrollment__client__reference")
                story = list(rows.values_list("enrollment__client__reference", "session__number", "outcome"))
            transaction.set_rollback(True)
        return story

    first = told()
    assert len(first) > 60
    assert told() == first


def test_it_grows_by_copies_that_hang_together(db):
    south = build.build(at=AT, houses=build.HOUSES[1:])[0]
    scale.multiply(south, times=3)
    with acting_as(service=south.pk, roles=ROLES):
        assert (Client.objects.count(), Group.objects.count()) == (42, 3)
        copies = [
            Attendance.objects.filter(session__group=group, enrollment__group=group).count()
            for group in Group.objects.all()
        ]
        assert len(set(copies)) == 1
        assert sum(copies) == Attendance.objects.count()
        assert Referral.objects.filter(client__reference__endswith=" 2").count() == 14


# --- The command ----------------------------------------------------------------------------------------------


def test_a_database_with_a_real_service_is_refused(db):
    factories.make_service(slug="north")
    with pytest.raises(CommandError, match=r"real service \(north\)") as refused:
        demo()
    assert refused.value.returncode == 1
    assert demo("--if-empty") == ""
    assert [service.slug for service in Service.objects.all()] == ["north"]


def test_a_second_demo_is_refused(db):
    factories.make_service(slug="demo", is_demo=True)
    with pytest.raises(CommandError, match="there already"):
        demo()
    assert demo("--if-empty") == ""


def test_it_is_never_smaller_than_itself(db):
    with pytest.raises(CommandError) as refused:
        demo("--scale", "0")
    assert refused.value.returncode == 2


def test_without_a_demo_the_logins_say_so(db):
    assert "manage.py demo" in demo("--logins")
    factories.make_service(slug="north")
    assert demo("--logins").strip() == "There is no demo in this database."


def test_the_logins_are_printed_with_their_password(house):
    said = demo("--logins")
    assert people.PASSWORD in said
    assert all(f"{role}@demo.example" in said for role in Role.values)
