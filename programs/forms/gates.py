from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class LetInForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why he need not wait"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "What he has done already, and what makes it safe for the others. Kept with your name."
        ),
    )
