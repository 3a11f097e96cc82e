from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from services.models import Staff


class CompleteForm(forms.Form):
    outcome = forms.CharField(
        label=gettext_lazy("How did it go?"),
        help_text=gettext_lazy("One sentence is enough."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class HandOverForm(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("To whom"),
        queryset=Staff.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues
