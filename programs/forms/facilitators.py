from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy

from programs.forms.days import DayField
from programs.forms.groups import RUN_GROUPS
from programs.models import Facilitator, Group
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


class CoverForm(forms.Form):
    """Somebody in the place of a colleague who is away, until a day."""

    covers = forms.ModelChoiceField(
        label=gettext_lazy("Who is away"),
        queryset=Staff.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )
    staff = forms.ModelChoiceField(
        label=gettext_lazy("Who covers"),
        queryset=Staff.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )
    since = DayField(label=gettext_lazy("First day"))
    until = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy(
            "Until then the register and the men are open to whoever covers, and a month after."
        ),
    )

    def __init__(self, *args, group: Group, by: Staff, on: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        runs = Facilitator.objects.visible_to(by).filter(group=group).exclude(until__lt=on)
        self.fields["covers"].queryset = Staff.objects.filter(pk__in=runs.values("staff")).order_by(
            "name", "id"
        )
        self.fields["staff"].queryset = colleagues_of(by, *RUN_GROUPS)
