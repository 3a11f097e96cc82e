"""An icon is drawn once, and each as its template asks."""

from __future__ import annotations

from django.template import engines
from heroicons.templatetags import heroicons


def drawn(tag: str, **context) -> str:
    return engines["django"].from_string("{% " + tag + " %}").render(context)


def test_each_is_what_the_library_draws():
    for _again in range(2):
        assert drawn('heroicon_micro "check"') == heroicons.heroicon_micro("check")
        assert drawn("heroicon_outline name size=20", name="check") == heroicons.heroicon_outline(
            "check", size=20
        )
        assert drawn("heroicon_outline name", name="inbox") == heroicons.heroicon_outline("inbox")
