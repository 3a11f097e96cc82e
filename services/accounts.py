"""How people come to an account: only through an invitation; tokens and the house never log in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.actions import tallies
from services.languages import in_language_of
from services.limits import account


class InvitedOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not belong together. Look at both again."
        ),
        "enter_current_password": _("This is not the password you have now."),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def authenticate(self, request, **credentials):
        # allauth would otherwise take whoever knows the password as far as the page for closed accounts.
        staff = super().authenticate(request, **credentials)
        return staff if staff is None or staff.can_log_in else None

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("services:preferences")

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """In the language of whoever reads it, not of whoever asked for it."""
        with in_language_of(context.get("user")):
            super().send_mail(template_prefix, email, context)


class PeopleOnly(AuthenticationBackend):
    """Asked at the door and at every request after: who may not log in any more is out at once."""

    def user_can_authenticate(self, user) -> bool:
        return super().user_can_authenticate(user) and user.can_log_in


def begin_anew(sender, user, **kwargs) -> None:
    """Whoever proved to read the account's mail need not wait for guesses to be forgotten."""
    tallies.forget(what="password", who=account(user.email))
