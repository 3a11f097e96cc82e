from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from programs.models.calendar_feed import Shows


class CalendarFeedForm(forms.Form):
    shows = forms.ChoiceField(
        label=gettext_lazy("What it says of a group"),
        choices=Shows.choices,
        initial=Shows.INITIALS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "A phone lies on tables. The first letters say enough to you, and little to others."
        ),
    )
