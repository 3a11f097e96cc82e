from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from services.actions import leaves
from services.forms import day_input
from services.models import Staff


class LeaveForm(forms.Form):
    staff = forms.ModelChoiceField(label=gettext_lazy("Who"), queryset=Staff.objects.none(), empty_label=None)
    since = forms.DateField(label=gettext_lazy("First day away"), widget=day_input())
    until = forms.DateField(label=gettext_lazy("Last day away"), widget=day_input())

    def __init__(self, *args, by: Staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not by.desk.has(*leaves.LEADERS):
            del self.fields["staff"]
            return
        whose: Any = self.fields["staff"]
        whose.queryset, whose.initial = leaves.whose(by), by.pk
