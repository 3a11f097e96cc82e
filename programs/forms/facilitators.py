from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from programs.forms.days import DayField
from programs.forms.groups import RUN_GROUPS
from services.access import colleagues_of
from services.models import Staff


class FacilitatorForm(forms.Form):
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Who"), queryset=Staff.objects.none(), empty_label=gettext_lazy("Choose one")
    )
    since = DayField(label=gettext_lazy("From"))

    def __init__(self, *args, by: Staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = colleagues_of(by, *RUN_GROUPS)


class FacilitatorEndForm(forms.Form):
    until = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("What is still owed from the time before can be done for a month after it."),
    )
