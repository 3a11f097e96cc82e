"""Who is asking through the API: a token of one service and one role, or the browser's session."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed

from services.access import Desk, desk_of
from services.actions import tokens
from services.languages import speak_to
from services.models import ApiToken, Staff
from services.wall import set_frame


class Token(BaseAuthentication):
    def authenticate(self, request):
        words = get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() != "bearer":
            return None
        if len(words) != 2:
            raise AuthenticationFailed(_("Write the header as: Authorization: Bearer <token>."))
        token = tokens.behind(words[1])
        if token is None:
            raise AuthenticationFailed(
                _("This token is not known here, or was revoked. Ask your administrator for a new one.")
            )
        speak_to(token.staff, token.service)
        return sit_token_down(token), token

    def authenticate_header(self, request) -> str:
        return 'Bearer realm="Alongside"'


def sit_token_down(token: ApiToken) -> Staff:
    """The token's staff row in the token's one role; it may hold more elsewhere, the token does not."""
    staff, service = token.staff, token.service
    timezone.activate(ZoneInfo(service.zone))
    set_frame(service=service.pk, person=staff.pk, roles=[token.role])
    held = desk_of(staff, service, on=timezone.localdate())
    if token.role not in held.sites:
        set_frame()
        raise AuthenticationFailed(
            _("The role this token was made for was taken away. Ask your administrator.")
        )
    staff.desk = Desk(service=service, on=held.on, sites={token.role: held.sites[token.role]})
    return staff


class Session(SessionAuthentication):
    """The signed-in person of the browser, already seated by the middleware; POST needs the CSRF token."""

    def authenticate_header(self, request) -> str:
        return "Session"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "services.api.authentication.Token"
    name = "token"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "services.api.authentication.Session"
    name = "session"

    def get_security_definition(self, auto_schema):
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
