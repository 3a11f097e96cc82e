from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from services.models import ApiToken


def token(*words: str) -> list[str]:
    out = StringIO()
    call_command("token", *words, stdout=out)
    return out.getvalue().splitlines()


def test_it_stands_alone_on_the_last_line_and_opens_the_door(cast, client):
    secret = token("--service", "north", "--role", "director", "--name", "Nightly figures")[-1]
    assert secret.startswith("al_")
    assert " " not in secret
    assert client.get("/api/v1/groups/", headers={"Authorization": f"Bearer {secret}"}).status_code == 200
    kept = ApiToken.objects.get()
    assert (kept.name, kept.staff.can_log_in) == ("Nightly figures", False)
    assert secret not in kept.token_hash


def test_a_caseload_needs_somebody_whose_it_is(cast):
    with pytest.raises(CommandError, match="--as EMAIL") as refused:
        token("--service", "north", "--role", "counselor")
    assert refused.value.returncode == 2
    assert not ApiToken.objects.exists()
    token("--service", "north", "--role", "counselor", "--as", cast.tom.email.upper())
    assert ApiToken.objects.get().staff == cast.tom


def test_nobody_gets_more_than_the_person_has(cast):
    with pytest.raises(CommandError, match="is not a Program director"):
        token("--service", "north", "--role", "director", "--as", cast.tom.email)
    with pytest.raises(CommandError, match="is not a Program director"):
        token("--service", "north", "--role", "director", "--as", cast.wes.email)
    assert not ApiToken.objects.exists()


def test_an_unknown_service_is_named_with_the_known_ones(cast):
    with pytest.raises(CommandError, match="Known: north, south") as refused:
        token("--service", "east", "--role", "director")
    assert refused.value.returncode == 2
