"""Everybody is spoken to in their own language, else their service's, else what their browser asks for."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import translation

from services.languages import in_language_of, language_of
from services.models import Service, Staff

LOGIN = "/accounts/login/"
FRENCH = {"headers": {"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5"}}


def speaks(person, language: str) -> None:
    person.language = language
    person.save(update_fields=["language"])


def service_speaks(cast, language: str) -> None:
    Service.objects.filter(pk=cast.service.pk).update(locale=language)


@pytest.mark.parametrize(
    ("own", "house", "spoken"),
    [
        ("fr-ca", "en", "fr-ca"),
        ("en-au", "fr-ca", "en-au"),
        ("", "fr_CA", "fr-ca"),
        ("fr", "en", "fr-ca"),
        ("en-gb", "fr-ca", "en"),
        ("tlh", "en-ca", "en-ca"),
        ("", "tlh", ""),
    ],
)
def test_ones_own_choice_then_the_services(own, house, spoken):
    assert language_of(Staff(language=own), Service(locale=house)) == spoken


def test_without_person_or_service_nothing_changes():
    with translation.override("en-au"):
        with in_language_of(None):
            assert translation.get_language() == "en-au"
        assert language_of(None, None) == ""


def test_words_for_another_are_in_the_others_language():
    with translation.override("en"):
        with in_language_of(Staff(language="fr-ca"), Service(locale="en")):
            assert translation.get_language() == "fr-ca"
        assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("fr", "fr-ca"),
        ("fr-FR,en;q=0.5", "fr-ca"),
        ("en-AU", "en-au"),
        ("de, en-CA;q=0.3", "en-ca"),
        ("de", "en"),
    ],
)
def test_a_stranger_is_answered_in_the_browsers_language(client, db, asked, spoken):
    page = client.get(LOGIN, headers={"Accept-Language": asked})
    assert page["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in page.content.decode()
    assert "Accept-Language" in page["Vary"]


def test_nobody_who_asks_for_nothing_gets_another_language(client, db):
    assert client.get(LOGIN)["Content-Language"] == "en"


def test_the_services_language_wins_over_the_browsers(cast, sign_in):
    assert sign_in(cast.tom).get("/", **FRENCH)["Content-Language"] == "en"
    service_speaks(cast, "fr-ca")
    page = sign_in(cast.tom).get("/")
    assert page["Content-Language"] == "fr-ca"
    assert '<html lang="fr-ca"' in page.content.decode()


def test_ones_own_choice_wins_over_the_services(cast, sign_in):
    service_speaks(cast, "fr-ca")
    speaks(cast.tom, "en-au")
    assert sign_in(cast.tom).get("/")["Content-Language"] == "en-au"
    assert sign_in(cast.ines).get("/")["Content-Language"] == "fr-ca"


def test_the_next_request_begins_anew(cast, client, sign_in):
    speaks(cast.tom, "fr-ca")
    sign_in(cast.tom).get("/")
    assert client.get(LOGIN)["Content-Language"] == "en"


def test_somebody_without_a_service_is_answered_in_the_browsers_language(cast, sign_in):
    cast.tom.memberships.update(ended_at=cast.service.created_at)
    assert sign_in(cast.tom).get("/", **FRENCH)["Content-Language"] == "fr-ca"


def test_the_api_answers_a_token_in_the_language_of_its_service(cast, api):
    tom = api(cast.tom)
    assert tom.get("clients", cast.dan.pk)["Content-Language"] == "en"
    service_speaks(cast, "fr-ca")
    answer = tom.get("clients", "00000000-0000-0000-0000-000000000000")
    assert answer.status_code == 404
    assert answer["Content-Language"] == "fr-ca"


def test_without_a_token_the_api_answers_as_asked(cast, client):
    assert client.get("/api/v1/clients/", **FRENCH)["Content-Language"] == "fr-ca"


def test_a_mail_is_in_the_language_of_whoever_reads_it(cast, client):
    speaks(cast.tom, "fr-ca")
    client.post("/accounts/password/reset/", {"email": cast.tom.email}, headers={"Accept-Language": "en"})
    client.post("/accounts/password/reset/", {"email": cast.ines.email}, headers={"Accept-Language": "en"})
    french, english = mail.outbox
    assert "mot de passe" in french.body
    assert "password" in english.body
