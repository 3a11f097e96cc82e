from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import Count

from followups.models import FollowUp
from programs.models import (
    Appointment,
    Attendance,
    Closure,
    Enrollment,
    Facilitator,
    Group,
    GroupSession,
    Module,
    OrderedDose,
    Program,
    ProgressNote,
)
from programs.models.attendance import Outcome
from referrals.models import Referral
from referrals.models.referral import Crisis, Pressure, Source, Status
from reports.demo import build, logins, people
from reports.questions.retention import retention
from services.access import seat
from services.models import Client, ContactRule, Leave, Membership, Qualification, Service, Staff
from services.models.membership import Role
from services.wall import acting_as

AT = datetime(2026, 3, 12, 3, 10, tzinfo=UTC)  # late in the evening there, the day before
ROLES = ("intake", "counselor", "director")


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
    assert (Program.objects.count(), Group.objects.count(), Client.objects.count()) == (3, 6, 121)
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
    assert set(count(Referral, "pressure")) - {""} == set(Pressure)
    assert set(count(Referral, "crisis")) == set(Crisis)
    assert set(count(Referral, "status")) == set(Status)
    assert count(Referral, "episode")[2] >= 5


def test_the_groups_went_as_groups_go(house):
    outcomes = count(Attendance, "outcome")
    assert set(outcomes) == {None, *(code for code in Outcome.values if code != Outcome.CANCELLED)}
    assert 0.5 < outcomes["present"] / outcomes.total() < 0.8
    assert len(set(count(Enrollment, "exit_reason")) - {""}) >= 8
    assert count(Enrollment, "status")["completed"] >= 6
    assert GroupSession.objects.exclude(cancelled_at=None).count() == 3
    assert set(Module.objects.values_list("stage", flat=True)) == {"me", "we"}


def test_the_counselor_has_an_evening_before_him(house):
    counselor = seat(Staff.objects.get(email="counselor@demo.example"), house, on=AT.date())
    today = AT.astimezone(ZoneInfo(house.zone)).date()
    session = GroupSession.objects.markable_by(counselor).get(session_on=today)
    assert session.starts_at <= AT - timedelta(hours=2)
    assert Enrollment.objects.filter(group=session.group).active(on=today).count() >= 7
    kinds = Counter(FollowUp.objects.owed_by(counselor).values_list("kind", flat=True))
    assert {"note_owed", "register_owed", "crisis"} <= set(kinds)
    assert (
        ProgressNote.objects.filter(author=counselor, status="draft").exclude(risk_seen_at=None).count() == 1
    )
    assert ProgressNote.objects.filter(author=counselor, status="signed").count() >= 40


def test_around_the_groups_there_is_something_of_each(house):
    """A newcomer meets days away with cover, a closed day, an hour apart, two orders and what must be renewed."""
    assert Facilitator.objects.exclude(covers=None).count() == Leave.objects.count() == 1
    assert Closure.objects.count() == 1
    assert Appointment.objects.filter(outcome=None).count() == 1
    assert OrderedDose.objects.values("enrollment").annotate(n=Count("pk")).filter(n=2).exists()
    assert Qualification.objects.count() == 2


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
        assert (Client.objects.count(), Group.objects.count()) == (15, 1)
        assert not Client.objects.filter(service=house).exists()


def test_the_logins_are_printed_with_their_password(house):
    said = logins.table()
    assert people.PASSWORD in said
    assert all(f"{role}@demo.example" in said for role in Role.values)
