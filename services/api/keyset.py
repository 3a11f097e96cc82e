"""Pages by the last row seen, never by counting: the thousandth page costs what the first does."""

from __future__ import annotations

import base64
import json
from urllib.parse import urlencode

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from services.api.errors import Malformed
from services.errors import NotAcceptable
from services.fields import decrypt, encrypt

SIZE, MOST = 50, 200


class Keyset(BasePagination):
    """`view.keys` names the columns of the order, ending in one that is unique; a minus before all turns it round."""

    def paginate_queryset(self, queryset, request: Request, view=None) -> list:
        self.request = request
        self.keys = [key.removeprefix("-") for key in view.keys]
        self.falling = view.keys[0].startswith("-")
        size = self._size(request)
        backward, seen = self._read(request.query_params.get("cursor", ""))
        rows = queryset.order_by(*(key if self.falling == backward else f"-{key}" for key in self.keys))
        if seen:
            rows = rows.filter(beyond(self.keys, seen, up=self.falling == backward))
        found = list(rows[: size + 1])
        more, found = len(found) > size, found[:size]
        if backward:
            found.reverse()
        self.next = self._link(found[-1], backward=False) if found and (more or backward) else None
        self.previous = (
            self._link(found[0], backward=True) if found and (more if backward else seen) else None
        )
        return found

    def get_paginated_response(self, data) -> Response:
        return Response({"next": self.next, "previous": self.previous, "results": data})

    def _size(self, request: Request) -> int:
        text = request.query_params.get("limit", "")
        if not text:
            return SIZE
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= MOST):
            words = _("Give a whole number from 1 to %(most)d.") % {"most": MOST}
            raise NotAcceptable(words, fields={"limit": [words]})
        return int(text)

    def _link(self, row, *, backward: bool) -> str:
        """The address of a page. Its cursor is sealed: a name or a day may be what the list is ordered by."""
        place = [backward, self._list(), *(getattr(row, key) for key in self.keys)]
        sealed = encrypt(json.dumps(place, cls=DjangoJSONEncoder))
        cursor = base64.urlsafe_b64encode(sealed).decode()
        query = [
            (name, text)
            for name, texts in self.request.query_params.lists()
            for text in texts
            if name != "cursor"
        ]
        return self.request.build_absolute_uri(
            f"{self.request.path}?{urlencode([*query, ('cursor', cursor)])}"
        )

    def _list(self) -> str:
        """Which list of which service a cursor belongs to: in another it would be read aloud where it does not fit."""
        return f"{self.request.path} {self.request.user.desk.service_id}"

    def _read(self, cursor: str) -> tuple[bool, list]:
        if not cursor:
            return False, []
        try:
            backward, of_list, *seen = json.loads(decrypt(base64.urlsafe_b64decode(cursor)))
        except Exception:  # noqa: BLE001 (sealed by us, so whatever does not open is not ours)
            backward, of_list, seen = False, "", []
        if of_list != self._list() or len(seen) != len(self.keys):
            raise Malformed(_("This cursor is not one of ours. Start again from the first page."))
        return backward, seen

    def get_schema_operation_parameters(self, view) -> list[dict]:
        text, number = {"type": "string"}, {"type": "integer", "minimum": 1, "maximum": MOST, "default": SIZE}
        return [
            {"name": "cursor", "in": "query", "schema": text, "description": "From `next` or `previous`."},
            {"name": "limit", "in": "query", "schema": number, "description": "Rows on a page."},
        ]

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": "string", "format": "uri", "nullable": True}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


def beyond(keys: list[str], seen: list, *, up: bool) -> Q:
    """(a, b) > (x, y) written so that PostgreSQL starts in the index at a >= x."""
    word = "gt" if up else "lt"
    later = Q()
    for place, key in enumerate(keys):
        same = Q(**dict(zip(keys[:place], seen[:place], strict=True)))
        later |= same & Q(**{f"{key}__{word}": seen[place]})
    return Q(**{f"{keys[0]}__{word}e": seen[0]}) & later
