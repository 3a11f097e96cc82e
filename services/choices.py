"""Long lists to choose from. Django draws two templates for each choice, and a town has hundreds of groups."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def options(choices: Iterable[tuple[Any, Any]], chosen: Collection[str]) -> SafeString:
    """The options of a select, those chosen marked. Codes and words are escaped, even those called safe."""
    drawn = "".join(_option(str(code), str(word), chosen) for code, word in choices)
    return mark_safe(drawn)  # noqa: S308 (each piece is escaped in _option)


def _option(code: str, word: str, chosen: Collection[str]) -> str:
    return f'<option value="{escape(code)}"{" selected" if code in chosen else ""}>{escape(word)}</option>'


class LongSelect(forms.Select):
    """A select of codes and words, without groups of options, drawn in one go."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        drawn = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", drawn, options(self.choices, self.format_value(value)))
