"""The shape of what is written down while somebody is on the phone. Nothing is owed but one safe way to call back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Referral
from referrals.questions import next_try
from services.actions.clients import normalize_phone
from services.errors import NotAcceptable
from services.forms import born_before, day_input
from services.models import Site

# A browser that remembers what was typed would show it to whoever types next.
UNREMEMBERED = {"autocomplete": "off"}
MOMENT = "%Y-%m-%dT%H:%M"
# What may wait until one talks again.
FOLDED = (
    "crisis",
    "crisis_on",
    "told_he_needs",
    "source",
    "pressure",
    "availability",
    "site",
    "received_on",
    "next_try_at",
)


def line(label, *, longest: int = 200, hint: object = "", **attrs: object) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=hint,
        widget=forms.TextInput(attrs=UNREMEMBERED | attrs),
    )


class CallForm(forms.Form):
    """A man of whom somebody speaks on the phone."""

    # The phone is ringing: the page opens where one types.
    phone = line(gettext_lazy("His phone number"), longest=40, inputmode="tel", autofocus=True)
    may_contact = forms.BooleanField(label=gettext_lazy("We may call or text this number"), required=False)
    may_leave_message = forms.BooleanField(
        label=gettext_lazy("It is safe to leave a message"), required=False
    )
    hours = line(gettext_lazy("When is it safe to call?"), longest=120)
    call_back = line(
        gettext_lazy("Or another way"),
        hint=gettext_lazy("“Message through his sister Ana”, “no phone yet, he calls on Monday”."),
    )
    first_name = line(gettext_lazy("First name"), longest=100)
    last_name = line(gettext_lazy("Last name"), longest=100)
    date_of_birth = forms.DateField(label=gettext_lazy("Date of birth"), required=False, widget=day_input())
    crisis = forms.ChoiceField(
        label=gettext_lazy("What had just happened"),
        choices=Referral.Crisis.choices,
        initial=Referral.Crisis.NONE,
        required=False,
    )
    crisis_on = forms.DateField(label=gettext_lazy("When"), required=False, widget=day_input())
    told_he_needs = forms.CharField(
        label=gettext_lazy("What he was told he needs"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=UNREMEMBERED | {"rows": 2}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("How he came"),
        choices=Referral.Source.choices,
        initial=Referral.Source.SELF,
        required=False,
        widget=forms.RadioSelect,
    )
    pressure = forms.ChoiceField(
        label=gettext_lazy("Under what pressure"),
        choices=[*Referral.Pressure.choices, ("", gettext_lazy("Not asked"))],
        required=False,
        widget=forms.RadioSelect,
    )
    availability = forms.MultipleChoiceField(
        label=gettext_lazy("When he can come"),
        choices=Referral.Availability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    site = forms.ModelChoiceField(
        label=gettext_lazy("Site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received"),
        required=False,
        help_text=gettext_lazy("Earlier than today, where it came by letter."),
        widget=day_input(),
    )
    next_try_at = forms.DateTimeField(
        label=gettext_lazy("Next safe try"),
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )

    # The one door this form stands for; None: he says himself how he came.
    door: str | None = None
    ways_back: tuple[str, ...] = ("phone", "call_back")
    several = ("availability",)

    def __init__(self, *args, sites, every_site: bool, today: date, country: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.country, self.every_site = today, country, every_site
        self.fields["site"].queryset = sites
        self.fields["received_on"].initial = today
        if not every_site:
            # Somebody of one site would not see again what belongs to none.
            self.fields["site"].required, self.fields["site"].empty_label = True, None
            self.fields["site"].initial = sites.first()
        if self.door:
            del self.fields["source"]

    @property
    def shows_more(self) -> bool:
        """Is the folded part to be seen: something was said there, or has to be put right."""
        if not self.every_site or any(name in self.errors for name in FOLDED):
            return True
        asked = (self[name] for name in FOLDED if name in self.fields)
        return any(str(each.value() or "") not in ("", "[]", str(each.field.initial or "")) for each in asked)

    def clean_date_of_birth(self) -> date | None:
        return born_before(self.cleaned_data["date_of_birth"], today=self.today)

    def clean_crisis(self) -> str:
        return self.cleaned_data["crisis"] or Referral.Crisis.NONE

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"].strip()
        try:
            return normalize_phone(phone, country=self.country) if phone else ""
        except NotAcceptable as refused:
            raise ValidationError(str(refused)) from refused

    def clean(self) -> dict:
        given = super().clean() or self.cleaned_data
        if "phone" not in self.errors and not any(given.get(name) for name in self.ways_back):
            self.add_error(
                self.ways_back[0],
                _("Write one safe way to call back. “No phone yet” beside it is an answer, too."),
            )
        if (given.get("may_contact") or given.get("may_leave_message")) and given.get("phone") == "":
            self.add_error("phone", _("Which number may we use?"))
        if given.get("may_leave_message") and not given.get("may_contact"):
            self.add_error(
                "may_leave_message", _("Without a call there is no message: tick both, or neither.")
            )
        return given

    def person(self) -> dict[str, object]:
        names = ("first_name", "last_name", "date_of_birth")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    def rule(self) -> dict[str, object]:
        """What he allowed, with the day he said it; nothing when he allowed nothing."""
        given = self.cleaned_data
        allowed = {name: True for name in ("may_contact", "may_leave_message") if given.get(name)}
        said = {"hours": given["hours"]} if given.get("hours") else {}
        return said | (allowed | {"confirmed_on": self.today} if allowed else {})

    def told(self) -> dict[str, object]:
        """What stands on the referral."""
        names = ("crisis", "crisis_on", "told_he_needs", "pressure", "availability", "site", "next_try_at")
        given = self.cleaned_data
        told = {name: given[name] for name in (*names, "call_back") if name in given}
        told["received_on"] = given.get("received_on") or self.today
        return told | {"source": self.door or given.get("source") or Referral.Source.SELF}

    def said(self) -> dict[str, Any]:
        """What the action takes of it."""
        given = self.cleaned_data
        return {
            "person": self.person(),
            "phone": given.get("phone", ""),
            "rule": self.rule() if given.get("phone") else {},
            **self.told(),
        }

    def half(self) -> dict[str, Any]:
        """The same of a form that is still being filled in: what was refused stays in the draft alone."""
        said = self.said()
        if not self.every_site and not said.get("site"):
            said["site"] = self.fields["site"].initial
        return said

    def calls_it_a_day(self, *, at: datetime, nothing_owed: bool) -> None:
        """He hung up. A number or a word to find him again is enough; what was refused is kept as words."""
        refused = [
            f"{field.label}: {self.data.get(name, '').strip()}"
            for name, field in self.fields.items()
            if name in self.errors
            and isinstance(field.widget, forms.TextInput)
            and self.data.get(name, "").strip()
        ]
        given = self.cleaned_data
        given["call_back"] = " · ".join(filter(None, [given.get("call_back", ""), *refused]))
        if not (nothing_owed or any(given.get(name) for name in self.ways_back)):
            return
        if not self.every_site and not given.get("site"):
            given["site"] = self.fields["site"].initial
        if not given.get("next_try_at"):
            words = " ".join(given.get(name) or "" for name in ("hours", "call_back"))
            given["next_try_at"] = next_try.proposed(words, at=at)
        self._errors = ErrorDict()


class SafetyForm(forms.Form):
    """One line about danger, which is kept alone."""

    safety = forms.CharField(
        label=gettext_lazy("What was said about danger"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=UNREMEMBERED | {"rows": 2}),
    )


class NextTryForm(forms.Form):
    next_try_at = forms.DateTimeField(
        label=gettext_lazy("Another day and hour"),
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
