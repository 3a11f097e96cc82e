"""Every refusal of the API in one shape: {"type", "detail", "fields"}. Nothing of a refused request is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, RequestDataTooBig
from django.core.exceptions import ValidationError as ModelError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import csrf, defaults
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.views import exception_handler

from services.errors import NotAcceptable, Refused, Stale

UNDER = "/api/v1/"
# Doors for people outside: what goes wrong there shows no trace of the pages inside either.
DOORS = "/refer/"
UNNAMED = (NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY)
SAID = {
    400: ("malformed", gettext_lazy("This could not be read as JSON.")),
    401: ("not_signed_in", gettext_lazy("Send a token as “Authorization: Bearer <token>”, or sign in.")),
    403: (
        "not_allowed",
        gettext_lazy("The browser's session needs its CSRF token in the header X-CSRFToken."),
    ),
    404: ("not_found", gettext_lazy("There is nothing here, or it is not yours to see.")),
    405: ("method_not_allowed", gettext_lazy("This address does not take that method.")),
    406: ("only_json", gettext_lazy("This address answers in JSON only.")),
    413: ("too_large", gettext_lazy("This is more than we take at once.")),
    415: ("unsupported_media_type", gettext_lazy("Send JSON, with “Content-Type: application/json”.")),
    422: ("not_acceptable", gettext_lazy("Some of this cannot be taken as it is.")),
    429: ("too_many_requests", gettext_lazy("That was too much at once. Wait a little.")),
    500: ("broken", gettext_lazy("Something broke on our side. Nothing was saved; please try again.")),
}


class Malformed(Refused):
    """The request itself cannot be understood."""

    status = 400
    slug = "malformed"


class VersionMissing(Refused):
    status = 428
    slug = "version_missing"


class TooLarge(exceptions.APIException):
    status_code = 413


def answer(exc: Exception, context: Mapping) -> Response | None:
    """One answer for each way to refuse; what we did not expect goes on and becomes a 500."""
    refused = _as_refused(exc)
    if refused is not None:
        body = said(refused.status, refused.slug, str(refused), refused.fields)
        if isinstance(refused, Stale):
            body["current"] = context["view"].current(refused.current)
        response: Response | None = Response(body, status=refused.status)
    else:
        response = exception_handler(TooLarge() if isinstance(exc, RequestDataTooBig) else exc, context)
        if response is None:
            return None
        response.data = _reworded(exc, response.status_code)
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return response


def said(status: int, slug: str = "", detail: str = "", fields: Mapping | None = None) -> dict:
    known, sentence = SAID.get(status, ("refused", gettext_lazy("This was refused.")))
    return {"type": slug or known, "detail": detail or str(sentence), "fields": dict(fields or {})}


def _as_refused(exc: Exception) -> Refused | None:
    """The same refusal, whoever noticed it: an action, a serializer, a model or the database."""
    if isinstance(exc, Refused):
        return exc
    if isinstance(exc, exceptions.ValidationError):
        return _wrong_fields(dict(_flat(exc.detail)))
    if isinstance(exc, ModelError):
        found = exc.message_dict if hasattr(exc, "error_dict") else {NON_FIELD_ERRORS: exc.messages}
        return _taken(found) or _wrong_fields(found)
    if isinstance(exc, IntegrityError):
        return _broken_rule(exc)
    return None


def _taken(found: Mapping[str, list[str]]) -> Refused | None:
    """What a model says of its unique keys before the database does: 409, as when the database was asked."""
    unique = (rule for rule in _constraints().values() if isinstance(rule, models.UniqueConstraint))
    taken = {str(rule.get_violation_error_message()) for rule in unique} & set(
        found.get(NON_FIELD_ERRORS, [])
    )
    return Refused(taken.pop()) if taken else None


def _wrong_fields(found: Mapping[str, list[str]]) -> NotAcceptable:
    """Sentences that belong to no field become the detail; else the detail names the fields."""
    fields = {name: sentences for name, sentences in found.items() if name not in UNNAMED}
    unnamed = [sentence for name in UNNAMED for sentence in found.get(name, [])]
    named = _("Please look again at: %(fields)s.") % {"fields": ", ".join(fields)}
    return NotAcceptable(" ".join(unnamed) or named, fields=fields)


def _flat(detail: object, name: str = "") -> Iterable[tuple[str, list[str]]]:
    """{"entries": [{}, {"outcome": [...]}]} as {"entries.1.outcome": [...]}: names to sentences, nothing deeper."""
    if isinstance(detail, Mapping):
        pairs: Iterable = detail.items()
    elif isinstance(detail, list) and any(isinstance(part, Mapping | list) for part in detail):
        pairs = enumerate(detail)
    else:
        yield (
            name or NON_FIELD_ERRORS,
            [str(part) for part in (detail if isinstance(detail, list) else [detail])],
        )
        return
    for key, part in pairs:
        if part and key in UNNAMED:
            yield from _flat(part, name)
        elif part:
            yield from _flat(part, f"{name}.{key}" if name else str(key))


def _broken_rule(exc: IntegrityError) -> Refused | None:
    """A constraint with a sentence of its own: another request was faster, or no form asks for it."""
    constraint = _constraints().get(getattr(getattr(exc.__cause__, "diag", None), "constraint_name", None))
    if constraint is None:
        return None
    taken = isinstance(constraint, models.UniqueConstraint)
    return (Refused if taken else NotAcceptable)(constraint.get_violation_error_message())


@cache
def _constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    }


def _reworded(exc: Exception, status: int) -> dict:
    """Our words for what the framework refuses; a sentence somebody wrote for this very case stays."""
    if isinstance(exc, exceptions.AuthenticationFailed | exceptions.ParseError):
        return said(status, detail=str(exc.detail))
    return said(status)


@csrf_exempt
def unknown_address(request: HttpRequest, *_rest: str | None) -> HttpResponse:
    """Under /api/v1/ even what is not there answers in JSON."""
    sentence = "" if request.path.endswith("/") else _("Addresses end in a slash.")
    return JsonResponse(said(404, detail=sentence), status=404)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(UNDER):
        return unknown_address(request)
    if request.path.startswith(DOORS):
        return render(request, "refer/not_here.html", status=404)
    return defaults.page_not_found(request, exception)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its mark: the page was open for too long, or the browser keeps no cookies."""
    at_a_door = request.path.startswith(DOORS)
    return csrf.csrf_failure(request, reason, "refer/not_sent.html" if at_a_door else "403_csrf.html")


def failed(request: HttpRequest) -> HttpResponse:
    """What nobody expected: no word about why, and the middleware has rolled everything back."""
    if request.path.startswith(UNDER):
        return JsonResponse(said(500), status=500)
    if request.path.startswith(DOORS):
        return defaults.server_error(request, template_name="refer/broken.html")
    return defaults.server_error(request)
