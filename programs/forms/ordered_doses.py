from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from programs.forms.days import DayField


class OrderedDoseForm(forms.Form):
    """What one order asks of him. Empty is what it does not say."""

    name = forms.CharField(
        label=gettext_lazy("Which order"),
        max_length=80,
        help_text=gettext_lazy("As you would say it: family court, bail, probation."),
    )
    sessions_required = forms.IntegerField(
        label=gettext_lazy("Sessions it asks for"), min_value=1, max_value=1000, required=False
    )
    minutes_required = forms.IntegerField(
        label=gettext_lazy("Minutes it asks for"), min_value=1, max_value=100_000, required=False
    )
    credited_from = DayField(
        label=gettext_lazy("Counts from"),
        required=False,
        help_text=gettext_lazy("Sessions before this day are not credited to it."),
    )
    due_on = DayField(label=gettext_lazy("To be done by"), required=False)


class OrderedDoseEditForm(OrderedDoseForm):
    lifted_on = DayField(
        label=gettext_lazy("No longer in force since"),
        required=False,
        help_text=gettext_lazy("When it was lifted or ran out. What he came to stays on record."),
    )
