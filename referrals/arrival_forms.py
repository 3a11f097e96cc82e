"""What intake says of a message from outside: whose it is, why it is set aside, how an office was called back."""

from __future__ import annotations

from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Referrer
from referrals.questions.arrivals import Letter
from services.models import Site, Staff


class TakeUpForm(forms.Form):
    """Where he belongs; and of an office, whether we know it."""

    referrer = forms.ModelChoiceField(
        label=gettext_lazy("Who wrote"),
        help_text=gettext_lazy("Choose an office we know only if it is the very same."),
        queryset=Referrer.objects.none(),
        required=False,
        empty_label=gettext_lazy("A new one, as written"),
    )
    site = forms.ModelChoiceField(
        label=gettext_lazy("Site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )

    def __init__(self, *args, staff: Staff, letter: Letter, sites, every_site: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        site = cast(forms.ModelChoiceField, self.fields["site"])
        site.queryset = sites
        if not every_site:
            # Somebody of one site would not see again what belongs to none.
            site.required, site.empty_label = True, None
        if letter.referrer:
            known = Referrer.objects.visible_to(staff)
            same = {name: letter.referrer[name] for name in ("name", "organization")}
            office = cast(forms.ModelChoiceField, self.fields["referrer"])
            office.queryset, office.initial = known, known.filter(**same).first()
            office.label_from_instance = _named  # type: ignore[method-assign, assignment]
        else:
            del self.fields["referrer"]


def _named(referrer: Referrer) -> str:
    named = ", ".join(text for text in (referrer.name, referrer.organization) if text)
    if referrer.verified_at is None:
        return named
    return _("%(named)s (called back)") % {"named": named}


class AsideForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why nobody answers"),
        help_text=gettext_lazy("One sentence: for example, advertising, or the same message again."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ManyAsideForm(AsideForm):
    """After a flood. `seen` is how many the page listed."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[("ticked", gettext_lazy("Those I ticked")), ("all", gettext_lazy("All of this list"))],
        initial="ticked",
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class CalledBackForm(forms.Form):
    how = forms.CharField(
        label=gettext_lazy("How we made sure"),
        help_text=gettext_lazy(
            "Which number you called, and where you found it. Not the one in the message."
        ),
        max_length=200,
        required=False,  # the action says when it is owed, in its own words
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
