"""Long lists to choose from are drawn by hand, so they have to escape by hand, too."""

from __future__ import annotations

from django import forms
from django.template import engines
from django.test.html import parse_html
from django.utils.safestring import SafeString

from services.choices import LongSelect, options

WICKED = '"><script>alert(1)</script>'


def drawn(**context) -> str:
    return engines["django"].from_string("{% load choices %}{% options rows chosen %}").render(context)


def test_words_and_codes_are_escaped_even_those_called_safe():
    for wicked in (WICKED, SafeString(WICKED)):
        for row in ((wicked, "Thursday group"), ("7", wicked)):
            assert "<script>" not in options([row], ())
            assert "&quot;&gt;&lt;script&gt;" in options([row], ())


def test_a_page_marks_what_was_chosen_and_nothing_when_nothing_was():
    rows = [(1, "One"), (2, "Two")]
    assert drawn(rows=rows, chosen="2") == (
        '<option value="1">One</option><option value="2" selected>Two</option>'
    )
    assert "selected" not in drawn(rows=[("", "All"), *rows], chosen="")


def test_a_long_select_says_what_djangos_own_says():
    rows = [("", "All"), (1, "One & all"), ("two", "Two")]

    class Asked(forms.Form):
        own = forms.ChoiceField(choices=rows, required=False)
        long = forms.ChoiceField(
            choices=rows, required=False, widget=LongSelect(attrs={"class": "form-select"})
        )

    for chosen in ("", "1", "two", "7"):
        form = Asked({"own": chosen, "long": chosen})
        form.fields["own"].widget.attrs["class"] = "form-select"
        own, long = (parse_html(str(form[name]).replace(name, "it")) for name in ("own", "long"))
        assert own == long
