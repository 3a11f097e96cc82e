from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from services.actions import team
from services.actions.team import InvitationClosed
from services.errors import NotAcceptable, Refused
from services.models import AuditEntry, Invitation, Membership, Staff
from services.wall import acting_as, set_frame
from tests.conftest import NOW
from tests.factories import PASSWORD

WEEK = timedelta(days=7)


def invite(cast, email="Nora@Example.org ", role="counselor", **how):
    return team.invite(email=email, role=role, by=cast.ada, at=NOW, **how)


def accept(key, *, name="Nora Vance", password=PASSWORD, at=NOW):
    """As somebody does who is signed in nowhere: nobody is named yet."""
    with acting_as():
        return team.accept(key=key, name=name, password=password, at=at)


def test_an_invitation_opens_one_door_for_a_week(cast):
    invitation, key = invite(cast, site=cast.north)
    assert (invitation.email, invitation.expires_at, invitation.created_at) == (
        "nora@example.org",
        NOW + WEEK,
        NOW,
    )
    assert key not in str(Invitation.objects.values().get())


def test_who_comes_in_by_it_has_an_account_and_the_role(cast):
    _invitation, key = invite(cast, site=cast.north)
    staff = accept(key)
    held = Membership.objects.get(staff=staff)
    assert (staff.email, staff.name, held.role, held.site) == (
        "nora@example.org",
        "Nora Vance",
        "counselor",
        cast.north,
    )
    assert staff.check_password(PASSWORD)
    assert "staff.joined" in AuditEntry.objects.values_list("what", flat=True)


def test_it_opens_once(cast):
    _invitation, key = invite(cast)
    accept(key)
    with pytest.raises(InvitationClosed):
        accept(key, name="Somebody Else")
    assert Staff.objects.filter(email="nora@example.org").get().name == "Nora Vance"


def test_a_key_replaced_while_somebody_joins_with_it_lets_nobody_in(cast, monkeypatch):
    """The page was open with the old key when an administrator made a new one."""
    invitation, key = invite(cast)
    found = team.invitation_behind

    def then_renewed(key, *, at):
        behind = found(key, at=at)
        set_frame(service=cast.service.pk)
        team.renew_invitation(invitation=invitation, by=cast.ada, at=NOW)
        return behind

    monkeypatch.setattr(team, "invitation_behind", then_renewed)
    with pytest.raises(InvitationClosed):
        team.accept(key=key, name="Nora Vance", password=PASSWORD, at=NOW)
    assert not Staff.objects.filter(email="nora@example.org").exists()


def test_of_taking_back_and_joining_one_happens(cast):
    invitation, key = invite(cast)
    accept(key)
    for step in (team.cancel_invitation, team.renew_invitation):
        with pytest.raises(InvitationClosed):
            step(invitation=invitation, by=cast.ada, at=NOW)
    other, other_key = invite(cast, email="otto@example.org")
    team.cancel_invitation(invitation=other, by=cast.ada, at=NOW)
    with pytest.raises(InvitationClosed):
        accept(other_key)


@pytest.mark.parametrize("case", ["run out", "never made"])
def test_a_door_that_is_shut_stays_shut(cast, case):
    _invitation, key = invite(cast)
    before = Staff.objects.count()
    with pytest.raises(InvitationClosed):
        accept(key if case == "run out" else "guess", at=NOW + WEEK if case == "run out" else NOW)
    assert Staff.objects.count() == before


def test_just_before_it_runs_out_it_opens(cast):
    _invitation, key = invite(cast)
    assert accept(key, at=NOW + WEEK - timedelta(seconds=1))


def test_an_account_one_has_is_kept_and_asked_for_its_password(cast):
    cast.wes.set_password(PASSWORD)
    cast.wes.save()
    _invitation, key = invite(cast, email=cast.wes.email)
    with pytest.raises(NotAcceptable) as refusal, transaction.atomic():
        accept(key, password="not his password")
    assert "password" in refusal.value.fields
    assert not Membership.objects.filter(staff=cast.wes).exists()
    assert accept(key) == cast.wes
    assert Membership.objects.get(staff=cast.wes).role == "counselor"


def test_a_role_one_has_is_not_offered_again(cast):
    with pytest.raises(NotAcceptable):
        invite(cast, email=cast.tom.email)
    assert not Invitation.objects.exists()


def test_a_role_given_in_the_meantime_is_no_accident(cast):
    cast.wes.set_password(PASSWORD)
    cast.wes.save()
    _invitation, key = invite(cast, email=cast.wes.email)
    team.add_member(service=cast.service, staff=cast.wes, role="counselor", by=cast.ada, at=NOW)
    accept(key)
    assert Membership.objects.filter(staff=cast.wes).count() == 1


def test_a_role_is_held_once(cast):
    with pytest.raises(IntegrityError, match="membership_once"), transaction.atomic():
        team.add_member(service=cast.service, staff=cast.tom, role="counselor", by=cast.ada, at=NOW)


def test_whoever_is_let_go_leaves_the_desk_and_not_the_history(cast):
    held = Membership.objects.get(staff=cast.tom)
    team.end(membership=held, by=cast.ada, at=NOW)
    team.end(membership=held, by=cast.ada, at=NOW + WEEK)
    held.refresh_from_db()
    assert held.ended_at == NOW
    assert AuditEntry.objects.filter(what="staff.left").count() == 1
    assert not Membership.objects.current().filter(staff=cast.tom).exists()


def test_the_last_administrator_stays(cast):
    held = Membership.objects.get(staff=cast.ada)
    with pytest.raises(Refused, match="last administrator"):
        team.end(membership=held, by=cast.ada, at=NOW)
    held.refresh_from_db()
    assert held.ended_at is None
