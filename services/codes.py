"""Codes that come from outside: one of the list, or a sentence that says which there are."""

from __future__ import annotations

import re
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from services.errors import NotAcceptable

Choice = TypeVar("Choice", bound=TextChoices)
# JSON can say NUL and half of a pair ("\ud800"); no database keeps them, and no answer can be written with them.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def writable(text: str) -> bool:
    """Can it be kept, and said again?"""
    return not UNWRITABLE.search(text)


def name_told(name: object) -> str:
    """A name that somebody sent, as a refusal can say it."""
    return UNWRITABLE.sub("?", str(name)[:40])


def known(choices: type[Choice], code: object, *, field: str) -> Choice:
    """The choice a code stands for. Raises NotAcceptable with what could have been said."""
    if code not in choices.values:
        raise NotAcceptable(
            _("“%(code)s” is not known here. Use one of: %(known)s.")
            % {"code": str(code)[:40], "known": ", ".join(choices.values)},
            fields={field: [_("Unknown code.")]},
        )
    return choices(code)
