"""The same figures as the pages, for another program."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from reports import exports
from reports.access import READERS
from reports.forms import FORMS
from reports.questions import QUESTIONS
from reports.questions.reasons import PARTS
from services.api.schema import Refusal
from services.errors import NotAcceptable

DAY = {"type": "string", "format": "date", "nullable": True}
ANSWER = {
    "type": "object",
    "required": ["definition", "from", "to", "generated_at", "n", "groups"],
    "properties": {
        "definition": {"type": "string", "description": "The sentences printed under the figure."},
        "from": DAY,
        "to": DAY,
        "generated_at": {"type": "string", "format": "date-time"},
        "n": {"type": "integer", "nullable": True},
        "groups": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["key", "label"],
                "properties": {"key": {"type": "string"}, "label": {"type": "string"}},
                "additionalProperties": True,
            },
        },
        "logrank": {
            "type": "object",
            "nullable": True,
            "properties": {"chi2": {"type": "number"}, "df": {"type": "integer"}, "p": {"type": "number"}},
        },
        "reasons": {
            "type": "array",
            "description": "Exits: how many places ended for each reason. `part` says whether he left (`man`), we ended it "
            "(`program`), others did, or nobody left; custody stands apart.",
            "items": {
                "type": "object",
                "required": ["part", "reason", "label", "n"],
                "properties": {
                    "part": {"type": "string", "enum": sorted(PARTS)},
                    "reason": {"type": "string"},
                    "label": {"type": "string"},
                    "n": {"type": "integer", "nullable": True},
                },
            },
        },
        "few_from": {
            "type": "object",
            "description": "Exits: for each group the session from which fewer than five men are counted.",
            "additionalProperties": {"type": "integer", "nullable": True},
        },
        "suppressed": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Figures that are null because they are small, as group.figure.",
        },
    },
}
DAYS_INCLUDED = (
    "Both days included. Taken on the first session he came to; for attendance, on the day of the session."
)


def _words(name: str, about: str = "", enum: list[str] | None = None, kind: type = str) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=about, enum=enum)


class Report(APIView):
    """A report by its name."""

    @extend_schema(
        operation_id="reports_retrieve",
        parameters=[
            OpenApiParameter("name", str, OpenApiParameter.PATH, enum=sorted(QUESTIONS)),
            OpenApiParameter("from", {"type": "string", "format": "date"}, description=DAYS_INCLUDED),
            OpenApiParameter("to", {"type": "string", "format": "date"}, description=DAYS_INCLUDED),
            _words("by", "What to split by; each report and role has splits of its own."),
            _words("group", "The id of one group."),
            _words("kind", "One kind of program, such as fathers."),
            _words("program", "The id of one program."),
            _words("site", "The id of one site."),
            _words("count_not_seen", "Retention: men not seen lately count as gone.", enum=["left"]),
            _words("format", "What comes back.", enum=["json", "csv", "xlsx"]),
        ],
        responses={200: ANSWER, 401: Refusal, 404: Refusal, 422: Refusal, 429: Refusal},
    )
    def get(self, request: Request, name: str) -> Response | HttpResponseBase:
        if name not in QUESTIONS or not request.user.desk.has(*READERS):
            raise Http404
        form = FORMS[name](request.query_params, staff=request.user)
        if not form.is_valid():
            fields = {field: list(map(str, sentences)) for field, sentences in form.errors.items()}
            raise NotAcceptable(_("This cannot be asked."), fields=fields)
        staff, at = request.user, timezone.now()
        answer = QUESTIONS[name](staff=staff, at=at, **form.asked())
        kind = form.cleaned_data["format"]
        return exports.as_response(answer, kind, name=name, by=staff, at=at) or Response(answer)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, Any]:
        """`?format=` is ours to read, and a refusal is JSON whatever was asked for."""
        return JSONRenderer(), JSONRenderer.media_type
