from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from services.api.fields import EARLIEST, LATEST
from services.forms import day_input


class DayField(forms.DateField):
    """A day somebody may mean: a slip in the year is told at once."""

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"widget": day_input()} | kwargs)

    def clean(self, value) -> date | None:
        day = super().clean(value)
        if day and not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(gettext_lazy("This day is too far away to be right."))
        return day
