from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy

from programs.actions.moves import How
from programs.forms.days import DayField
from programs.forms.group_sessions import Hours
from programs.models import GroupSession


class MoveForm(Hours):
    """Where a session goes, and what becomes of those after it."""

    day = DayField(label=gettext_lazy("New day"))
    how = forms.ChoiceField(
        label=gettext_lazy("What moves"),
        choices=How.choices,
        initial=How.ALONE,
        widget=forms.RadioSelect,
    )
    field_order = ["day", "begins", "ends", "how"]

    def __init__(
        self, *args, zone: ZoneInfo, session: GroupSession, initial: dict | None = None, **kwargs
    ) -> None:
        starts, ends = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
        when = {"day": starts.date(), "begins": starts.time(), "ends": ends.time()}
        super().__init__(*args, initial=when | (initial or {}), **kwargs)
        self.zone = zone

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        day, said = self.cleaned_data["day"], {"how": self.cleaned_data["how"]}
        for name, hour in (("starts_at", "begins"), ("ends_at", "ends")):
            said[name] = datetime.combine(day, self.cleaned_data[hour], tzinfo=self.zone)
        return said
