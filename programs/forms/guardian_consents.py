from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from programs.forms.days import DayField


class GuardianConsentForm(forms.Form):
    guardian = forms.CharField(label=gettext_lazy("Who agreed"), max_length=200)
    relation = forms.CharField(
        label=gettext_lazy("Who this is to him"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example: mother, uncle, youth worker."),
    )
    given_on = DayField(label=gettext_lazy("Agreed on"))
