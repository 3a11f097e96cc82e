from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.forms.days import DayField
from programs.models import GroupSession, Module

LEAST, MOST = 15, 600


def hour_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def minutes_between(begins: time, ends: time) -> int:
    """Minutes on the wall; an end before the beginning is nobody's evening."""
    return (ends.hour - begins.hour) * 60 + ends.minute - begins.minute


class Hours(forms.Form):
    """From when to when, on the clock of the place."""

    begins = forms.TimeField(label=gettext_lazy("Begins"), widget=hour_input())
    ends = forms.TimeField(label=gettext_lazy("Ends"), widget=hour_input())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and not LEAST <= minutes_between(begins, ends) <= MOST:
            self.add_error("ends", _("A session takes between a quarter of an hour and ten hours."))
        return cleaned


class SeriesForm(Hours):
    """The same days and hour again and again. `optional`: left empty, nothing is planned."""

    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Days of the week"),
        choices=[*WEEKDAYS_ABBR.items()],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    every_weeks = forms.TypedChoiceField(
        label=gettext_lazy("How often"),
        choices=[
            (1, gettext_lazy("Every week")),
            (2, gettext_lazy("Every two weeks")),
            (3, gettext_lazy("Every three weeks")),
            (4, gettext_lazy("Every four weeks")),
        ],
        coerce=int,
        initial=1,
    )
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=200, required=False)
    until = DayField(label=gettext_lazy("Or until"), required=False)
    skip_holidays = forms.BooleanField(
        label=gettext_lazy("Not on public holidays"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Those of the place. “How many” counts the evenings that are left."),
    )
    field_order = ["weekdays", "every_weeks", "begins", "ends", "count", "until", "skip_holidays"]

    def __init__(self, *args, optional: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.optional = optional
        if optional:
            for name in ("every_weeks", "begins", "ends"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        told = [name for name in ("begins", "ends", "count", "until") if cleaned.get(name)]
        if not cleaned.get("weekdays"):
            if "weekdays" in self.errors or (self.optional and not told):
                return cleaned
            empty = _("Choose the days, or leave all of this empty.") if self.optional else _("Choose a day.")
            self.add_error("weekdays", empty)
            return cleaned
        if self.optional:
            for name in ("begins", "ends"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Say at what hour."))
        if not {"count", "until"} & set(self.errors) and bool(cleaned.get("count")) == bool(
            cleaned.get("until")
        ):
            self.add_error("count", _("Say how many, or until when: one of the two."))
        return cleaned

    def recurrence(self, *, on_or_after: date) -> dict[str, Any] | None:
        """What the action takes: from the first such day on."""
        said = self.cleaned_data
        if not said.get("weekdays"):
            return None
        ahead = min((weekday - on_or_after.weekday()) % 7 for weekday in said["weekdays"])
        return {
            "first_on": on_or_after + timedelta(days=ahead),
            "begins": said["begins"],
            "minutes": minutes_between(said["begins"], said["ends"]),
            "weekdays": said["weekdays"],
            "every_weeks": said["every_weeks"] or 1,
            "count": said["count"],
            "until": said["until"],
            "skip_holidays": said["skip_holidays"],
        }


class PlanForm(SeriesForm):
    """More sessions of a group that is there already."""

    first_on = DayField(
        label=gettext_lazy("From"),
        help_text=gettext_lazy("The first session is on the first such day from here on."),
    )
    first_number = forms.IntegerField(
        label=gettext_lazy("Number of the first"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("What the group works through goes on from there."),
    )
    field_order = ["first_on", "first_number", *SeriesForm.field_order]

    def recurrence(self, *, on_or_after: date) -> dict[str, Any]:
        rule = super().recurrence(on_or_after=on_or_after) or {}
        return rule | {"first_number": self.cleaned_data["first_number"]}


class SessionForm(Hours):
    """One session: when, and what it is about."""

    day = DayField(label=gettext_lazy("Day"))
    number = forms.IntegerField(
        label=gettext_lazy("Number, 0 for orientation"),
        min_value=0,
        max_value=1000,
        required=False,
    )
    topic = forms.CharField(label=gettext_lazy("Topic"), max_length=200, required=False)
    module = forms.ModelChoiceField(
        label=gettext_lazy("Part of the program"),
        queryset=Module.objects.none(),
        required=False,
        empty_label=gettext_lazy("None of them"),
    )
    room = forms.CharField(
        label=gettext_lazy("Room, where it is another"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For this session alone."),
    )
    field_order = ["day", "begins", "ends", "number", "module", "topic", "room"]
    WHEN = ("day", "begins", "ends")

    def __init__(self, *args, modules, zone: ZoneInfo, session: GroupSession | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["module"].queryset = modules
        if session:
            starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
            self.initial = {
                "day": starts.date(),
                "begins": starts.time(),
                "ends": ends.time(),
                "number": session.number,
                "topic": session.topic,
                "module": session.module_id,
                "room": session.room,
            }

    def stays_when_it_was(self) -> None:
        """Nobody moves an evening that has begun."""
        for name in self.WHEN:
            del self.fields[name]

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in self.WHEN}
        if "day" in self.cleaned_data:
            for name, hour in (("starts_at", "begins"), ("ends_at", "ends")):
                moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data[hour])
                said[name] = moment.replace(tzinfo=self.zone)
        return said


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why there is no group"),
        max_length=200,
        widget=forms.TextInput(),
        help_text=gettext_lazy("A few words. Whoever opens the register reads them."),
    )
