from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from programs.actions.head_counts import MOST
from programs.forms.days import DayField


class HeadCountForm(forms.Form):
    counted = forms.IntegerField(
        label=gettext_lazy("How many came"),
        min_value=0,
        max_value=MOST,
        help_text=gettext_lazy("A figure alone. Nobody is written down here."),
    )


class EventsForm(forms.Form):
    """From when until when; left empty, everything."""

    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)
