"""What a select on a page offers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from services import choices

register = template.Library()


@register.simple_tag
def options(rows: Iterable[tuple[Any, Any]], chosen: str = "") -> SafeString:
    """Options for (code, word) pairs, the chosen one marked; nothing is marked when nothing was chosen."""
    return choices.options(rows, (chosen,) if chosen else ())
