"""The shape of what people send about a referral."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Group
from referrals.models import ContactAttempt, Referral
from services.forms import day_input
from services.models import Client, Site, Staff

ANOTHER = "another"


class HowHeCameForm(forms.Form):
    """What stands on a referral about the way a man reached us."""

    source = forms.ChoiceField(
        label=gettext_lazy("How he came"), choices=Referral.Source.choices, widget=forms.RadioSelect
    )
    pressure = forms.ChoiceField(
        label=gettext_lazy("Under what pressure"),
        choices=[*Referral.Pressure.choices, ("", gettext_lazy("Not asked"))],
        required=False,
        widget=forms.RadioSelect,
    )
    crisis = forms.ChoiceField(
        label=gettext_lazy("What had just happened"),
        choices=Referral.Crisis.choices,
        initial=Referral.Crisis.NONE,
    )
    crisis_on = forms.DateField(label=gettext_lazy("When"), required=False, widget=day_input())
    told_he_needs = forms.CharField(
        label=gettext_lazy("What he was told he needs"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    order_number = forms.CharField(label=gettext_lazy("Order number"), max_length=60, required=False)
    required_sessions = forms.IntegerField(
        label=gettext_lazy("Sessions ordered"), min_value=1, max_value=1000, required=False
    )
    reports_to = forms.CharField(label=gettext_lazy("Who must hear from us"), max_length=200, required=False)
    site = forms.ModelChoiceField(
        label=gettext_lazy("Site"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=gettext_lazy("Not known yet"),
    )

    def __init__(self, *args, sites, every_site: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        if not every_site:
            # Somebody of one site would not see again what belongs to none.
            self.fields["site"].required, self.fields["site"].empty_label = True, None


class CorrectionForm(HowHeCameForm):
    """The same, put right later, with whose it is."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("With whom it is"),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=gettext_lazy("No one yet"),
    )

    def __init__(self, *args, colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = colleagues


class SameManForm(forms.Form):
    """Asked when somebody like him is here already. `asked` holds whom the page showed."""

    who = forms.ChoiceField(
        label=gettext_lazy("Is he one of them?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one, so that no man gets two files.")},
    )
    asked = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, men: list[Client], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.men = {str(man.pk): man for man in men}
        self.fields["who"].choices = [
            *((pk, self._words(man)) for pk, man in self.men.items()),
            (ANOTHER, _("Another man")),
        ]

    def _words(self, man: Client) -> str:
        born = f", {date_format(man.date_of_birth, 'j F Y')}" if man.date_of_birth else ""
        words = _("The same man: %(name)s, %(reference)s%(born)s") % {
            "name": man.full_name,
            "reference": man.reference,
            "born": born,
        }
        was_here = getattr(man, "was_here", "")
        return f"{words}. {was_here}" if was_here else words

    def clean(self) -> dict:
        # Whoever came to light after the page was drawn has to be looked at, too.
        if set(self.men) - set(self.cleaned_data.get("asked", "").split(",")):
            raise ValidationError(_("Somebody else like him is here as well. Look once more."))
        return self.cleaned_data

    @property
    def chosen(self) -> Client | None:
        return self.men.get(self.cleaned_data["who"])


class ContactForm(forms.ModelForm):
    """A try, and how it went. Whoever waits for a place is also called just to stay in touch."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How it went"),
        choices=ContactAttempt.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how it went.")},
    )

    class Meta:
        model = ContactAttempt
        fields = ["channel", "outcome", "words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 2})}


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("One sentence. Whoever opens this later reads it."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SecondForm(forms.Form):
    """What a second person says who has looked at a high risk."""

    seconded_words = forms.CharField(
        label=gettext_lazy("What you agreed"),
        help_text=gettext_lazy("One sentence: what keeps everybody safe until the next talk."),
        max_length=2000,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """A colleague's answer."""

    answer = forms.CharField(
        label=gettext_lazy("What you agreed"),
        max_length=5000,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SetAsideForm(forms.Form):
    """What became of old referrals that nobody took up. `seen` is how many the page listed."""

    which = forms.ChoiceField(
        label=gettext_lazy("Which"),
        choices=[("ticked", gettext_lazy("Those I ticked")), ("all", gettext_lazy("All of this list"))],
        initial="ticked",
        widget=forms.RadioSelect,
    )
    to = forms.ChoiceField(
        label=gettext_lazy("What became of them"),
        choices=[
            (Referral.Status.NO_CONTACT, gettext_lazy("Not reached, or nobody knows")),
            (Referral.Status.WITHDRAWN, gettext_lazy("They withdrew")),
        ],
        initial=Referral.Status.NO_CONTACT,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why you close them"),
        help_text=gettext_lazy("One sentence; it stands on each of them."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    group = forms.ModelChoiceField(
        label=gettext_lazy("Group"),
        queryset=Group.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    start_on = forms.DateField(label=gettext_lazy("His first day"), widget=day_input())
    credit = forms.BooleanField(label=gettext_lazy("What he did before counts"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why there all the same"),
        help_text=gettext_lazy("Only where a line above speaks against it."),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
    )

    def __init__(self, *args, groups, may_credit: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups
        if not may_credit:
            del self.fields["credit"]
