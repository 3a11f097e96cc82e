"""The API as another program sees it: JSON, a token, a key for each thing sent."""

from __future__ import annotations

from itertools import count
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client as Browser

from services.access import seat
from services.actions import tokens
from services.models import Staff
from services.wall import acting_as
from tests import factories

ROOT = "/api/v1/"
_number = count(1)


class Api:
    """`api.post("referrals", {...})`: one segment for each word, a fresh Idempotency-Key unless told another."""

    def __init__(self, token: str) -> None:
        self.browser, self.token = Browser(), token

    def get(self, *where: str | UUID, **query) -> HttpResponse:
        return self._send("get", where, query)

    def post(
        self, *where: str | UUID, body: dict | None = None, key: str | None = "", **headers
    ) -> HttpResponse:
        key = f"key-{next(_number)}" if key == "" else key
        return self._send("post", where, body, Idempotency_Key=key, **headers)

    def patch(self, *where: str | UUID, body: dict, seen: int | str | None, **headers) -> HttpResponse:
        return self._send("patch", where, body, If_Match=_etag(seen), **headers)

    def put(
        self, *where: str | UUID, body: dict, seen: int | str | None, key: str | None = None
    ) -> HttpResponse:
        return self._send("put", where, body, If_Match=_etag(seen), Idempotency_Key=key)

    def _send(self, method: str, where, body, **headers) -> HttpResponse:
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        address = ROOT + "".join(f"{part}/" for part in where)
        if method == "get":
            return self.browser.get(address, body, headers=headers)
        return getattr(self.browser, method)(
            address, body or {}, content_type="application/json", headers=headers
        )


def _etag(seen: int | str | None) -> str | None:
    return f'"{seen}"' if isinstance(seen, int) else seen


def token_of(staff: Staff, role: str) -> str:
    """A token that acts as this person; written inside the frame of the person's service."""
    with acting_as(service=staff.desk.service_id, roles=[role]):
        return tokens.make(service=staff.desk.service, role=role, acts_as=staff, by=staff, at=factories.NOW)[
            1
        ]


@pytest.fixture
def api():
    """`api(cast.tom)` speaks with Tom's only role, `api(nora, "director")` with one of hers; `api()` has no token."""

    def as_(staff: Staff | None = None, role: str = "") -> Api:
        if staff is None:
            return Api("")
        if not role:
            (role,) = staff.desk.roles
        return Api(token_of(staff, role))

    return as_


@pytest.fixture
def wes_api(cast, api):
    """Another service's director, who must see none of it."""
    with acting_as(service=cast.other_service.pk, person=cast.wes.pk):
        seat(cast.wes, cast.other_service, on=factories.TODAY)
    return api(cast.wes)
