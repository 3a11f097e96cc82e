from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.forms.days import DayField
from programs.models import Group
from programs.models.completion import Of
from programs.models.enrollment import COMPLETIONS, DROPOUT, NEUTRAL, EndedBy, ExitReason
from programs.models.pause import Reason


class ExitForm(forms.Form):
    """Why a place ends, in words that part what he did from what we did."""

    reason = forms.ChoiceField(label=gettext_lazy("Why it ends"))
    ended_by = forms.ChoiceField(
        label=gettext_lazy("Who ended it"), choices=EndedBy.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(
        label=gettext_lazy("His last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Sessions after this day were not offered to him."),
    )
    note = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Leave it out if the reason says enough. Nothing that a partner told us."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        named = [
            (_("He finished"), [*COMPLETIONS, ExitReason.MANDATE_COMPLETED]),
            (
                _("Life, or another service"),
                [reason for reason in NEUTRAL if reason != ExitReason.MANDATE_COMPLETED],
            ),
            (_("He left early, or we ended it"), DROPOUT),
        ]
        choices = [(name, [(reason.value, reason.label) for reason in reasons]) for name, reasons in named]
        self.fields["reason"].choices = [("", _("Choose one")), *choices]


class ReinstateForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why he is taken back"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class PauseForm(forms.Form):
    """He is away for a while and keeps his place."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why he is away"), choices=Reason.choices, widget=forms.RadioSelect
    )
    since = DayField(
        label=gettext_lazy("Away from"),
        help_text=gettext_lazy("The first day on which he is not expected. It may be past or to come."),
    )
    returns_on = DayField(
        label=gettext_lazy("Expected back on"),
        help_text=gettext_lazy("Your best guess is enough; it can be changed."),
    )


class ReturnForm(forms.Form):
    returns_on = DayField(label=gettext_lazy("Expected back on"))
    version = forms.IntegerField(widget=forms.HiddenInput)


class BackForm(forms.Form):
    on = DayField(
        label=gettext_lazy("Back since"),
        help_text=gettext_lazy("From this day on he is expected at every session."),
    )


class TransferForm(forms.Form):
    """Where he goes on, from when, and whether what he did goes along."""

    group = forms.ModelChoiceField(
        label=gettext_lazy("He goes on in"),
        queryset=Group.objects.none(),
        empty_label=gettext_lazy("Choose one"),
    )
    start_on = DayField(label=gettext_lazy("His first day there"))
    credit = forms.BooleanField(
        label=gettext_lazy("What he did here counts there, too"), required=False, initial=True
    )

    def __init__(self, *args, groups, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class CompleteForm(forms.Form):
    """What a person says before it is signed; the sessions are counted by the house."""

    of = forms.ChoiceField(
        label=gettext_lazy("He finished"), choices=Of.choices, initial=Of.PROGRAM, widget=forms.RadioSelect
    )
    dose_reason = forms.CharField(
        label=gettext_lazy("Why fewer sessions are enough"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where he came to fewer than are asked."),
    )
    took_part = forms.BooleanField(label=gettext_lazy("He took part"), required=False)
    reviewed_on = DayField(label=gettext_lazy("Day of the last review"))
    review = forms.CharField(
        label=gettext_lazy("What the review found"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Begin with his strengths. It stands in no letter and on no certificate."),
    )
    on = DayField(label=gettext_lazy("His last day"))


class MakeUpForm(forms.Form):
    on = DayField(label=gettext_lazy("Made up on"))
