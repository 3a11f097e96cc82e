"""The shape of what a director says when a colleague looks after one man."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from services.forms import day_input
from services.models import Staff


class CaseCoverForm(forms.Form):
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Who looks after him"), queryset=Staff.objects.none(), empty_label=None
    )
    since = forms.DateField(label=gettext_lazy("From"), widget=day_input())
    until = forms.DateField(
        label=gettext_lazy("Until"), help_text=gettext_lazy("This day counts, too."), widget=day_input()
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence. Whoever looks at this later reads it."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        staff: Any = self.fields["staff"]
        staff.queryset = colleagues
