"""Codes that come from outside: one of the list, or a sentence that says which there are."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from services.errors import NotAcceptable

Choice = TypeVar("Choice", bound=TextChoices)


def known(choices: type[Choice], code: object, *, field: str) -> Choice:
    """The choice a code stands for. Raises NotAcceptable with what could have been said."""
    if code not in choices.values:
        raise NotAcceptable(
            _("“%(code)s” is not known here. Use one of: %(known)s.")
            % {"code": str(code)[:40], "known": ", ".join(choices.values)},
            fields={field: [_("Unknown code.")]},
        )
    return choices(code)
