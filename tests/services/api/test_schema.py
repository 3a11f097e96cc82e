"""The API describes itself, whole and without a warning, on a page that needs no script of its own."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from drf_spectacular.drainage import reset_generator_stats
from drf_spectacular.generators import SchemaGenerator

ANYWHERE = {"type", "detail", "fields"}


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def operations(schema):
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if "/reports/" not in path:
                yield method, path, operation


def test_it_is_valid_without_a_warning(tmp_path):
    reset_generator_stats()
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yaml"))
    assert (tmp_path / "schema.yaml").read_text().startswith("openapi: 3.0")


def test_every_operation_says_who_is_asked_and_how_it_refuses(schema):
    refusal = schema["components"]["schemas"]["Refusal"]
    assert set(refusal["properties"]) == ANYWHERE
    for method, path, operation in operations(schema):
        assert {"token": []} in operation["security"], path
        assert {"401", "404"} <= set(operation["responses"]), path
        if method in ("patch", "put"):
            assert {"412", "428", "422"} <= set(operation["responses"]), path
            assert "If-Match" in {parameter["name"] for parameter in operation["parameters"]}, path


def test_what_creates_says_that_it_needs_a_key(schema):
    asked = {
        path
        for method, path, operation in operations(schema)
        for parameter in operation.get("parameters", [])
        if parameter["name"] == "Idempotency-Key" and parameter.get("required")
    }
    assert asked == {
        "/api/v1/appointments/",
        "/api/v1/assessments/",
        "/api/v1/clients/",
        "/api/v1/closures/",
        "/api/v1/curricula/",
        "/api/v1/enquiries/",
        "/api/v1/follow-ups/",
        "/api/v1/gate-overrides/",
        "/api/v1/groups/",
        "/api/v1/guardian-consents/",
        "/api/v1/qualifications/",
        "/api/v1/leaves/",
        "/api/v1/mandates/",
        "/api/v1/mandates/{id}/hearings/",
        "/api/v1/notes/",
        "/api/v1/notes/{id}/amend/",
        "/api/v1/orders/",
        "/api/v1/programs/",
        "/api/v1/referrals/",
        "/api/v1/referrals/{id}/contacts/",
        "/api/v1/risk-results/",
        "/api/v1/sessions/",
        "/api/v1/skills/",
    }


def test_reads_of_one_row_give_its_version(schema):
    reads = {
        path
        for method, path, operation in operations(schema)
        if method == "get" and "ETag" in operation["responses"]["200"].get("headers", {})
    }
    assert "/api/v1/clients/{id}/" in reads
    assert "/api/v1/sessions/{id}/register/" in reads
    assert "/api/v1/clients/" not in reads
    assert "/api/v1/sites/{id}/" not in reads


def test_it_is_served_and_can_be_read_on_a_page(client, db):
    served = client.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    assert served.json()["info"]["title"] == "Alongside"
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"<style" not in page.content
    assert b"<script>" not in page.content
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert client.get("/api/v1/docs/?script=")["Content-Type"].startswith("application/javascript")
