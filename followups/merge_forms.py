"""The shape of what people say about two records of one man."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class FindOtherForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The other record: its reference, number or name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class MergeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("How do you know that they are one man?"),
        help_text=gettext_lazy("One sentence. It stays with both records."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 2}),
    )
