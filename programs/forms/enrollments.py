from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models.enrollment import COMPLETIONS, DROPOUT, NEUTRAL, EndedBy, ExitReason


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
