"""Versions: a read gives the row's as `ETag`, a change says in `If-Match` which one it saw."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from services.api.errors import Malformed, VersionMissing

ANY = "*"
WRITTEN = re.compile(r'(?:W/)?"?(\d{1,9})"?')


def with_version(response: Response, version: int) -> Response:
    response["ETag"] = f'"{version}"'
    return response


def seen_version(request: Request, *, any_allowed: bool = False) -> int | None:
    """The version the sender saw; None for `*`, where that is allowed. Raises VersionMissing or Malformed."""
    header = request.headers.get("If-Match", "").strip()
    if header == ANY and any_allowed:
        return None
    if header in ("", ANY):
        raise VersionMissing(
            _("Say in the header If-Match which version you saw: the ETag of your last read.")
        )
    written = WRITTEN.fullmatch(header)
    if written is None:
        raise Malformed(_('Write If-Match just as the ETag was given to you, like "3".'))
    return int(written[1])
