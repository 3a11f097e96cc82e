"""allauth's forms in our words: a label stays readable while one types, a placeholder does not."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django.utils.translation import gettext_lazy as _

WORDS = {
    "login": _("Work e-mail"),
    "email": _("Work e-mail"),
    "password": _("Password"),
    "oldpassword": _("Your password now"),
    "password1": _("New password"),
    "password2": _("The same again"),
}
HINTS = {"password1": _("Ten characters or more. A sentence is easy to keep.")}


class InOurWords:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = WORDS[name]
            field.help_text = HINTS.get(name, "")
            field.widget.attrs.pop("placeholder", None)


class SignIn(InOurWords, allauth.LoginForm):
    pass


class AskForPassword(InOurWords, allauth.ResetPasswordForm):
    pass


class NewPassword(InOurWords, allauth.ResetPasswordKeyForm):
    pass


class ChangePassword(InOurWords, allauth.ChangePasswordForm):
    pass
