"""How a director says how the service answers its doors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.actions.front_desks import FIELDS
from referrals.models import FrontDesk

MOST_HOURS, MOST_DAYS = 24 * 14, 365


class FrontDeskForm(forms.ModelForm):
    tries_on_days = forms.CharField(
        label=gettext_lazy("Days on which he is tried"),
        help_text=gettext_lazy("Days after the referral: 0, 2, 5, 10."),
        max_length=60,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    OUTSIDE = ("doors_open", "phone", "crisis_numbers", "other_help", "read_within_hours")
    CLOCKS = ("hours_today", "days_this_week", "days_soon")
    WAITING = ("tries_on_days", "keep_warm_days", "waiting_alarm_days")

    class Meta:
        model = FrontDesk
        fields = FIELDS
        widgets = {
            "crisis_numbers": forms.Textarea(attrs={"rows": 3}),
            "other_help": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "phone": gettext_lazy("Shown at every door, and alone when the doors are shut."),
            "crisis_numbers": gettext_lazy("Shown outside, and read aloud during a call."),
            "other_help": gettext_lazy("Shown to partners and families where you have no partner worker."),
            "read_within_hours": gettext_lazy("This is what people outside are told."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = 0 if self.instance._state.adding else self.instance.version
        self.initial["version"] = self.fields["version"].initial
        self.initial["tries_on_days"] = ", ".join(str(day) for day in self.instance.tries_on_days)

    def clean_tries_on_days(self) -> list[int]:
        try:
            return [int(part) for part in self.cleaned_data["tries_on_days"].split(",")]
        except ValueError as error:
            raise ValidationError(_("Write them like this: 0, 2, 5, 10.")) from error

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"].strip()
        if phone and sum(sign.isdigit() for sign in phone) < 3:
            raise ValidationError(_("Write the number as people dial it."))
        return phone

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in (*self.CLOCKS, "read_within_hours", "keep_warm_days", "waiting_alarm_days"):
            most = MOST_HOURS if "hours" in name else MOST_DAYS
            if given.get(name) and given[name] > most:
                self.add_error(name, _("%(n)d is the most.") % {"n": most})
        if given.get("doors_open") is False and not given.get("phone"):
            self.add_error("phone", _("A shut door says which number to call. Write it here first."))
        return given

    def part(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    def outside(self) -> list[forms.BoundField]:
        return self.part(self.OUTSIDE)

    def clocks(self) -> list[forms.BoundField]:
        return self.part(self.CLOCKS)

    def waiting(self) -> list[forms.BoundField]:
        return self.part(self.WAITING)
