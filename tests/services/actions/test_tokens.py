from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from services.actions import tokens
from services.models import ApiToken, AuditEntry, Membership
from services.wall import acting_as
from tests.conftest import NOW


@pytest.fixture
def made(cast):
    return tokens.make(service=cast.service, role="intake", name="The court's list", by=cast.ada, at=NOW)


def test_a_token_is_shown_once_and_kept_as_a_fingerprint(made):
    token, secret = made
    assert secret.startswith("al_")
    assert secret not in str(ApiToken.objects.values().get())
    assert token.created_at == NOW


def test_it_acts_as_a_row_of_its_own_that_cannot_log_in(cast, made):
    token, _secret = made
    assert (token.staff.can_log_in, token.staff.has_usable_password()) == (False, False)
    assert Membership.objects.get(staff=token.staff).role == "intake"


def test_it_may_act_as_a_person(cast):
    token, _secret = tokens.make(
        service=cast.service, role="counselor", acts_as=cast.tom, by=cast.ada, at=NOW
    )
    assert token.staff == cast.tom
    assert Membership.objects.filter(staff=cast.tom).count() == 1


def test_it_is_found_by_whoever_holds_it_and_by_nobody_else(cast, made):
    _token, secret = made
    with acting_as():
        assert not ApiToken.objects.exists()
    with acting_as(token=tokens.hash_of(secret)):
        assert ApiToken.objects.count() == 1
    with acting_as(token=tokens.hash_of("al_guess")):
        assert not ApiToken.objects.exists()


def test_a_revoked_token_stays_revoked(cast, made):
    token, _secret = made
    tokens.revoke(token=token, by=cast.ada, at=NOW)
    tokens.revoke(token=token, by=cast.ada, at=NOW.replace(day=13))
    token.refresh_from_db()
    assert token.revoked_at == NOW
    assert AuditEntry.objects.filter(what="token.revoked").count() == 1


def test_two_tokens_are_never_the_same(cast, made):
    token, _secret = made
    with pytest.raises(IntegrityError, match="api_token_once"), transaction.atomic():
        ApiToken.objects.create(
            service=cast.service, staff=cast.tom, role="intake", token_hash=token.token_hash, created_at=NOW
        )
