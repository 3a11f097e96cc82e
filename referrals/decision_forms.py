"""The shape of what people say when they decide: a no, help elsewhere, and what became of it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from referrals.forms import WhyForm
from referrals.models import Redirection
from services.forms import day_input


class DeclineForm(WhyForm):
    told_on = forms.DateField(
        label=gettext_lazy("He was told in writing on"),
        help_text=gettext_lazy("Leave it empty if he was not yet; the page keeps asking."),
        required=False,
        widget=day_input(),
    )


class RedirectForm(forms.Form):
    to_whom = forms.CharField(
        label=gettext_lazy("Where he is helped"),
        help_text=gettext_lazy("The service, and whom you spoke to there if he may be named."),
        max_length=200,
        required=False,  # the action says when it is owed, in its own words
    )
    warm = forms.BooleanField(
        label=gettext_lazy("We called there together, or for him with his yes"), required=False
    )
    ask_again_on = forms.DateField(
        label=gettext_lazy("Ask how it went on"),
        help_text=gettext_lazy("It comes back on My work that day. Two weeks is a good time."),
        required=False,
        widget=day_input(),
    )
    reason = WhyForm.base_fields["reason"]


class ToldForm(forms.Form):
    told_on = forms.DateField(label=gettext_lazy("He was told in writing on"), widget=day_input())


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=Redirection.Outcome.choices,
        widget=forms.RadioSelect,
    )
    ask_again_on = forms.DateField(
        label=gettext_lazy("If nobody knows yet, ask again on"), required=False, widget=day_input()
    )
