"""Every refusal has one shape and one sentence, whatever went wrong and wherever."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.test import Client as Browser

from services.actions import clients, tokens
from services.models import ApiToken, AuditEntry, Client
from services.wall import acting_as
from tests import factories
from tests.api import ROOT, Api, token_of


def refusal(answer, status: int) -> dict:
    """The body of a refusal, after looking at its shape."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"].startswith("application/json")
    body = answer.json()
    assert {"type", "detail", "fields"} <= set(body)
    assert body["detail"].endswith((".", "…"))
    return body


def raw(api: Api, method: str, path: str, body: bytes | str = b"", **headers):
    headers = {"Authorization": f"Bearer {api.token}", "Idempotency-Key": "raw"} | headers
    kind = headers.pop("content_type", "application/json")
    return getattr(Browser(), method)(ROOT + path, body, content_type=kind, headers=headers)


@pytest.fixture
def ines(cast, api):
    return api(cast.ines)


@pytest.mark.parametrize("token", ["", "al_made_up", "two words"])
def test_without_a_known_token_nothing_opens(cast, token):
    body = refusal(Api(token).get("clients"), 401)
    assert "token" in body["detail"].lower() or "Bearer" in body["detail"]
    assert Api(token).get("clients")["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_token_is_told_so(cast, api):
    caller = api(cast.ines)
    assert caller.get("clients").status_code == 200
    tokens.revoke(token=ApiToken.objects.get(), by=cast.ada, at=factories.NOW)
    assert "revoked" in refusal(caller.get("clients"), 401)["detail"]


def test_a_token_whose_role_was_taken_away_is_told_so(cast):
    caller = Api(token_of(cast.tom, "director"))
    assert "role" in refusal(caller.get("clients"), 401)["detail"]


def test_a_token_has_its_one_role_whatever_its_person_may_be(cast):
    with acting_as(service=cast.service.pk, roles=["director"]):
        factories.Membership.objects.create(service=cast.service, staff=cast.tom, role="director")
    assert Api(token_of(cast.tom, "counselor")).get("clients").json()["results"] == []
    assert len(Api(token_of(cast.tom, "director")).get("clients").json()["results"]) == 2


def test_the_browser_s_session_may_read_and_needs_its_csrf_token_to_write(cast):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(cast.ines)
    assert browser.get(f"{ROOT}clients/").status_code == 200
    body = {"first_name": "Sam"}
    headers = {"Idempotency-Key": "one"}
    answer = browser.post(f"{ROOT}clients/", body, content_type="application/json", headers=headers)
    assert "CSRF" in refusal(answer, 403)["detail"]
    assert Client.objects.count() == 2


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "clients/17/",
        "clients/4f6b7f6e-0000-4000-8000-000000000000/",
        "clients/x/y/",
        "clients",
        "",
    ],
)
def test_what_is_not_there_is_a_404(ines, path):
    refusal(raw(ines, "get", path), 404)
    refusal(Browser().get(f"{ROOT}nothing/"), 404)
    refusal(Browser(enforce_csrf_checks=True).post(f"{ROOT}nothing/"), 404)


def test_a_wrong_method_is_a_405(ines):
    answer = raw(ines, "delete", "clients/4f6b7f6e-0000-4000-8000-000000000000/")
    refusal(answer, 405)
    assert "GET" in answer["Allow"]
    refusal(raw(ines, "put", "clients/"), 405)
    refusal(raw(ines, "options", "clients/"), 405)


@pytest.mark.parametrize(
    "body",
    [b"{", b"[]", b"3", b"null", b'"text"', b"{'a': 1}", b'{"a": NaN}', b"\xff\xfe", b"[" * 100_000],
    ids=["open", "list", "number", "null", "text", "python", "nan", "bytes", "deep"],
)
def test_what_is_not_one_json_object_is_a_400(ines, body):
    assert refusal(raw(ines, "post", "clients/", body), 400)["type"] == "malformed"


def test_other_media_types_are_a_415(ines):
    refusal(
        raw(ines, "post", "clients/", "first_name=Sam", content_type="application/x-www-form-urlencoded"), 415
    )


def test_an_answer_in_another_format_is_a_406(ines):
    refusal(raw(ines, "get", "clients/", Accept="text/csv"), 406)


def test_too_much_at_once_is_a_413(ines, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    refusal(raw(ines, "post", "clients/", b'{"first_name": "' + b"a" * 100 + b'"}'), 413)


def test_every_wrong_field_is_named_at_once(ines):
    body = refusal(ines.post("clients", body={"first_name": 7 * "abcdefghijklmnop", "is_father": "x"}), 422)
    assert set(body["fields"]) == {"first_name", "is_father"}
    assert "first_name" in body["detail"]


def test_what_the_database_refuses_has_its_sentence_too(ines, monkeypatch, cast):
    def faster_than_the_form(**_kwargs):
        factories.make_client(service=cast.service, reference=cast.dan.reference)

    monkeypatch.setattr(clients, "make", faster_than_the_form)
    body = refusal(ines.post("clients", body={"first_name": "Sam"}), 409)
    assert body["detail"] == "Another man already has this reference."


@pytest.mark.parametrize("exception", [RuntimeError("Sam's secret"), IntegrityError("Key (name)=(Sam)")])
def test_what_nobody_expected_says_nothing_and_saves_nothing(ines, monkeypatch, exception):
    kept = clients.make

    def half_done(**kwargs):
        kept(**kwargs)
        raise exception

    monkeypatch.setattr(clients, "make", half_done)
    ines.browser.raise_request_exception = False
    answer = ines.post("clients", body={"first_name": "Sam"})
    assert refusal(answer, 500)["type"] == "broken"
    assert b"Sam" not in answer.content
    assert Client.objects.count() == 2
    assert not AuditEntry.objects.filter(what="client.made").exists()


def test_a_refused_request_leaves_nothing_of_its_first_half(ines):
    """The man is made before his number turns out to be none."""
    refusal(ines.post("clients", body={"first_name": "Sam", "phone": "twelve"}), 422)
    assert Client.objects.count() == 2


def test_answers_are_not_kept_by_a_browser(cast, ines):
    assert ines.get("clients")["Cache-Control"] == "no-store"
