from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.appointments import MARKS
from programs.forms.days import DayField
from programs.forms.group_sessions import hour_input, minutes_between
from programs.models import Appointment, Attendance, Enrollment, SessionPlan
from programs.models.appointment import Kind
from programs.questions.appointments import missed_sessions, plans_of
from services.access import KNOW_HIM, colleagues_of
from services.models import Staff

LEAST, MOST = 5, 600


class _Missed(forms.ModelChoiceField):
    def label_from_instance(self, row: Attendance) -> str:
        session = row.session
        day = date_format(session.session_on, "j F Y")
        if not session.number:
            return day
        return _("Session %(n)d, %(day)s") % {"n": session.number, "day": day}


class AppointmentForm(forms.Form):
    """What for, with whom, and when, on the clock of the place."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What for"),
        choices=Kind.choices,
        initial=Kind.ONE_TO_ONE,
        widget=forms.RadioSelect,
    )
    makes_up = _Missed(
        label=gettext_lazy("Missed session he makes up"),
        queryset=Attendance.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Only for a make-up. If he comes, the register says that he made it up."),
    )
    plan = forms.ModelChoiceField(
        label=gettext_lazy("Session of the plan he does here"),
        queryset=SessionPlan.objects.none(),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("If he comes, this session counts as done for him."),
    )
    staff = forms.ModelChoiceField(
        label=gettext_lazy("With"), queryset=Staff.objects.none(), empty_label=None
    )
    day = DayField(label=gettext_lazy("Day"))
    begins = forms.TimeField(label=gettext_lazy("Begins"), widget=hour_input())
    ends = forms.TimeField(label=gettext_lazy("Ends"), widget=hour_input())
    anyway = forms.BooleanField(label=gettext_lazy("Keep this hour anyway"), required=False)

    def __init__(
        self,
        *args,
        enrollment: Enrollment,
        by: Staff,
        zone: ZoneInfo,
        appointment: Appointment | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["staff"].queryset = colleagues_of(by, *KNOW_HIM)
        self.fields["plan"].queryset = plans_of(enrollment, staff=by)
        self.fields["makes_up"].queryset = missed_sessions(enrollment, staff=by)
        if appointment:
            starts, ends = appointment.starts_at.astimezone(zone), appointment.ends_at.astimezone(zone)
            self.initial = {
                "kind": appointment.kind,
                "staff": appointment.staff_id,
                "plan": appointment.plan_id,
                "makes_up": appointment.makes_up_id,
                "day": starts.date(),
                "begins": starts.time(),
                "ends": ends.time(),
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("begins"), cleaned.get("ends")
        if begins and ends and not LEAST <= minutes_between(begins, ends) <= MOST:
            self.add_error("ends", _("An appointment takes between five minutes and ten hours."))
        if cleaned.get("makes_up") and cleaned.get("kind") not in (None, Kind.MAKE_UP):
            self.add_error("makes_up", _("Leave it empty, or choose make-up."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What the action takes."""
        said = {name: self.cleaned_data[name] for name in ("kind", "staff", "plan", "makes_up", "anyway")}
        for name, hour in (("starts_at", "begins"), ("ends_at", "ends")):
            moment = datetime.combine(self.cleaned_data["day"], self.cleaned_data[hour])
            said[name] = moment.replace(tzinfo=self.zone)
        return said


class AppointmentMarkForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("How it went"),
        choices=[(code.value, code.label) for code in MARKS],
        widget=forms.RadioSelect,
    )
