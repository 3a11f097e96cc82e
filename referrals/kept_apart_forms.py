"""The shape of what people say about who must not meet."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from referrals.models import KeptApart
from services.models import Staff


class KeptApartForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Another man: his reference, number or name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Or a colleague"),
        help_text=gettext_lazy("He or she does not see this man from now on."),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=gettext_lazy("No colleague"),
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=KeptApart.Why.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In a few words"),
        help_text=gettext_lazy("Only intake and directors read it. Never write what a partner said."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = colleagues
