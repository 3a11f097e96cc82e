"""The header Idempotency-Key: a request that is sent again is answered again, and done once.

Whoever got the answer gets it again: a token and the browser of its person are two, and so is somebody whose
roles have changed since, to whom the answer may say too much by now.

The key is looked at before If-Match: a repeat carries the version that its first sending already changed.
A refusal is not kept: nothing was done, so the same key may be tried again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps

from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from services.actions import idempotency_keys
from services.api.errors import Malformed
from services.models import ApiToken, IdempotencyKey

LONGEST = 200


def needs_key(handler: Callable) -> Callable:
    """For what would be done twice when sent twice."""
    return _once(handler, required=True)


def takes_key(handler: Callable) -> Callable:
    """For what its state would refuse the second time: the key is optional."""
    return _once(handler, required=False)


def _once(handler: Callable, *, required: bool) -> Callable:
    @wraps(handler)
    def once(self, request: Request, *args, **kwargs) -> Response:
        key = _key_of(request, required=required)
        if not key:
            return handler(self, request, *args, **kwargs)
        sent = [request.method, request.path, request.data, _rights(request)]
        earlier = idempotency_keys.claim(key=key, request=sent, by=request.user, at=self.at)
        if earlier:
            return _again(earlier)
        response = handler(self, request, *args, **kwargs)
        idempotency_keys.keep(
            key=key,
            request=sent,
            status=response.status_code,
            answer=JSONRenderer().render(response.data).decode(),
            etag=response.get("ETag", ""),
            by=request.user,
            at=self.at,
        )
        return response

    once.key_is = "required" if required else "optional"
    return once


def _key_of(request: Request, *, required: bool) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key and required:
        raise Malformed(
            _(
                "Send the header Idempotency-Key with a text of your own, new for each thing you send: then a repeat makes nothing twice."
            )
        )
    if len(key) > LONGEST or not key.isprintable():
        raise Malformed(_("An Idempotency-Key has at most %(most)d letters.") % {"most": LONGEST})
    return _of_the_token(request, key)


def _of_the_token(request: Request, key: str) -> str:
    """The key as it is kept: each token has keys of its own, whoever it acts as."""
    if not key or not isinstance(request.auth, ApiToken):
        return key
    return f"{request.auth.pk} {hashlib.sha256(key.encode()).hexdigest()}"


def _rights(request: Request) -> dict[str, list[str] | None]:
    """The roles the answer was given to, with their sites; None is every site."""
    held = request.user.desk.sites
    return {role: sites if sites is None else sorted(map(str, sites)) for role, sites in held.items()}


def _again(earlier: IdempotencyKey) -> Response:
    answer = idempotency_keys.answer_of(earlier)
    response = Response(json.loads(answer) if answer else None, status=earlier.status)
    response["Idempotency-Replayed"] = "true"
    if earlier.etag:
        response["ETag"] = earlier.etag
    return response
