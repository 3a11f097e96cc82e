"""The shape of what people write about orders, hearings and what is owed by when."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import RuleProfile
from referrals.actions.mandates import FIELDS
from referrals.models import Mandate, Referrer
from services.forms import day_input


class MandateForm(forms.Form):
    """One order. Only what kind it is must be known; the paper may come later."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of order"), choices=Mandate.Kind.choices)
    number = forms.CharField(label=gettext_lazy("Order or file number"), max_length=60, required=False)
    issued_on = forms.DateField(label=gettext_lazy("Made on"), required=False, widget=day_input())
    due_on = forms.DateField(label=gettext_lazy("To be done by"), required=False, widget=day_input())
    amount = forms.IntegerField(
        label=gettext_lazy("How many"), min_value=1, max_value=1000, required=False,
        help_text=gettext_lazy("Leave it empty when the order does not say."),
    )  # fmt: skip
    counting = forms.ChoiceField(
        label=gettext_lazy("Counted in"),
        choices=Mandate.Counting.choices,
        initial=Mandate.Counting.SESSIONS,
        widget=forms.RadioSelect,
    )
    conditions = forms.CharField(
        label=gettext_lazy("Conditions, as they are written"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rules = forms.ModelChoiceField(
        label=gettext_lazy("Which rules set the days"),
        queryset=RuleProfile.objects.none(),
        required=False,
        empty_label=gettext_lazy("Those of his program"),
    )
    reports_to = forms.ModelChoiceField(
        label=gettext_lazy("Who must hear from us"),
        queryset=Referrer.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody, or not known yet"),
    )
    office_name = forms.CharField(label=gettext_lazy("Or somebody new: name"), max_length=120, required=False)
    office = forms.CharField(label=gettext_lazy("Their office"), max_length=200, required=False)
    office_phone = forms.CharField(label=gettext_lazy("Their phone number"), max_length=60, required=False)
    authority = forms.ChoiceField(
        label=gettext_lazy("What allows us to tell them"),
        choices=Mandate.Authority.choices,
        initial=Mandate.Authority.NONE,
        widget=forms.RadioSelect,
    )
    authority_words = forms.CharField(
        label=gettext_lazy("Where it says so"),
        help_text=gettext_lazy("The paragraph of the order, or the day he signed."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, profiles, referrers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rules"].queryset = profiles
        self.fields["reports_to"].queryset = referrers
        self.fields["reports_to"].label_from_instance = office_words

    def order(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in FIELDS}

    def office_told(self) -> dict[str, object] | None:
        """Somebody not written down yet."""
        given = self.cleaned_data
        if not given["office_name"].strip():
            return None
        return {
            "kind": Referrer.Kind.COURT,
            "name": given["office_name"].strip(),
            "organization": given["office"].strip(),
            "phone": given["office_phone"].strip(),
        }


def office_words(referrer: Referrer) -> str:
    return ", ".join(filter(None, [referrer.name, referrer.organization]))


class EndForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("No longer in force since"), widget=day_input())


class HearingForm(forms.Form):
    on = forms.DateField(label=gettext_lazy("Day"), widget=day_input())
    about = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)


class OutcomeForm(forms.Form):
    """What came of a day in court: words, another day, or both."""

    outcome = forms.CharField(label=gettext_lazy("What came of it"), max_length=300, required=False)
    to = forms.DateField(
        label=gettext_lazy("Put off to"), required=False, widget=day_input(),
        help_text=gettext_lazy("Leave it empty when it was held."),
    )  # fmt: skip

    def clean(self) -> dict:
        given = self.cleaned_data
        if not given.get("outcome", "").strip() and not given.get("to") and not self.errors:
            self.add_error("outcome", _("Say what came of it, in a few words."))
        return given


class DoneForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("How"),
        help_text=gettext_lazy("Who was told, and in which way. One sentence."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 2}),
    )
