"""The shape of what is told at the wing's doors and at its desk."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.models import Enquiry, EnquiryContact, Tie
from referrals.call_forms import UNREMEMBERED, line
from referrals.door_forms import DoorForm
from services.forms import born_before, day_input


def passage(label, *, rows: int = 4, longest: int = 20000, hint: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs=UNREMEMBERED | {"rows": rows}),
    )


class SafeContactForm(forms.Form):
    """How to reach the caller. Until somebody says that it is safe, nobody does."""

    contact = line(gettext_lazy("Number or address"), inputmode="tel", autofocus=True)
    may_contact = forms.BooleanField(label=gettext_lazy("We may use it"), required=False)
    may_leave_message = forms.BooleanField(label=gettext_lazy("We may leave a message"), required=False)
    may_say_who = forms.BooleanField(label=gettext_lazy("We may say who we are"), required=False)
    contact_when = line(gettext_lazy("When is it safe?"))
    contact_who_else = line(gettext_lazy("Who else sees or hears it?"))

    def clean(self) -> dict:
        told = super().clean() or self.cleaned_data
        if told.get("may_contact") and not told.get("contact", "").strip():
            self.add_error("contact", _("Which number or address may we use?"))
        if (told.get("may_leave_message") or told.get("may_say_who")) and not told.get("may_contact"):
            self.add_error(
                "may_contact", _("Without a call there is no message: tick this, too, or neither.")
            )
        return told


class EnquiryForm(SafeContactForm):
    """One page for one call. Nothing is required but one thing to keep."""

    her_name = line(gettext_lazy("Caller’s name"))
    relation = forms.ChoiceField(
        label=gettext_lazy("To him, the caller is"),
        choices=Enquiry.Relation.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    said = passage(gettext_lazy("What does the caller say?"))
    asked_for = forms.MultipleChoiceField(
        label=gettext_lazy("What does the caller ask for?"),
        choices=Enquiry.Asked.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    asked_words = line(gettext_lazy("In the caller’s words"), longest=500)
    his_name = line(gettext_lazy("His name"))
    his_birth = forms.DateField(label=gettext_lazy("His date of birth"), required=False, widget=day_input())
    his_phone = line(gettext_lazy("His phone number"), inputmode="tel")

    field_order = (*SafeContactForm.base_fields, "her_name", "relation", "said")

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_his_birth(self) -> date | None:
        return born_before(self.cleaned_data["his_birth"], today=self.today)

    def clean(self) -> dict:
        told = super().clean()
        if not any(str(told.get(name) or "").strip() for name in ("said", "contact", "her_name")):
            self.add_error("said", _("Write at least one thing: a safe way to call back, or what was said."))
        return told

    def told(self) -> dict[str, object]:
        """What the action takes; a day as it is written."""
        born = self.cleaned_data["his_birth"]
        return self.cleaned_data | {"his_birth": born.isoformat() if born else ""}


class SomeoneForm(DoorForm):
    """The same from outside, signed out: shorter, in the words of whoever writes."""

    words = passage(gettext_lazy("What would you like to tell us?"), rows=5)
    asked_for = forms.MultipleChoiceField(
        label=gettext_lazy("What would help you?"),
        choices=Enquiry.Asked.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    her_name = line(gettext_lazy("What may we call you?"))
    contact = line(gettext_lazy("Your phone number or e-mail"))
    may_contact = forms.BooleanField(label=gettext_lazy("You may call or write to me there"), required=False)
    may_leave_message = forms.BooleanField(label=gettext_lazy("You may leave a message"), required=False)
    contact_when = line(gettext_lazy("When is it safe to call you?"))
    contact_who_else = line(gettext_lazy("Who else sees or hears it?"))
    relation = forms.ChoiceField(
        label=gettext_lazy("To him, you are"),
        choices=Enquiry.Relation.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    his_name = line(gettext_lazy("His name, if you like to say it"))

    PARTS = (
        (gettext_lazy("What is on your mind"), ("words", "asked_for")),
        (
            gettext_lazy("How we may reach you safely"),
            ("her_name", "contact", "may_contact", "may_leave_message", "contact_when", "contact_who_else"),
        ),
        (gettext_lazy("About him"), ("relation", "his_name")),
    )

    def clean(self) -> dict:
        told = super().clean()
        if told.get("may_leave_message") and not told.get("may_contact"):
            self.add_error(
                "may_contact", _("Without a call there is no message: tick this, too, or neither.")
            )
        if told.get("may_contact") and not told.get("contact"):
            self.add_error("contact", _("Which number or address may we use?"))
        if not any(told.get(name) for name in ("words", "contact", "her_name")):
            self.add_error("words", _("Write a few words, or how we may reach you."))
        return told

    def told(self) -> dict[str, object]:
        given = {name: self.cleaned_data[name] for _heading, names in self.PARTS for name in names}
        return given | {"said": given.pop("words")}


class ContactForm(forms.Form):
    channel = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=EnquiryContact.Channel.choices,
        initial=EnquiryContact.Channel.CALL,
        widget=forms.RadioSelect,
    )
    result = forms.ChoiceField(
        label=gettext_lazy("How it went"), choices=EnquiryContact.Result.choices, widget=forms.RadioSelect
    )
    words = passage(gettext_lazy("In a few words"), rows=2, longest=2000)


class OptionsForm(forms.Form):
    options = forms.MultipleChoiceField(
        label=gettext_lazy("What we offered"),
        choices=Enquiry.Option.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    options_words = passage(gettext_lazy("In a few words"), rows=2, longest=2000)


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it end?"), choices=Enquiry.Outcome.choices, widget=forms.RadioSelect
    )
    outcome_words = passage(gettext_lazy("In a few words"), rows=3, longest=2000)


class TieForm(forms.Form):
    """Which of the men who fit, and what the caller agreed to."""

    man_id = forms.TypedChoiceField(label=gettext_lazy("Which man"), widget=forms.RadioSelect, coerce=str)
    agreed_on = forms.DateField(label=gettext_lazy("When the caller agreed"), widget=day_input())
    agreed_how = forms.ChoiceField(
        label=gettext_lazy("How it was said"), choices=Tie.Said.choices, widget=forms.RadioSelect
    )
    agreed_words = forms.CharField(
        label=gettext_lazy("What the caller agreed to"),
        max_length=2000,
        widget=forms.Textarea(attrs=UNREMEMBERED | {"rows": 3}),
    )

    def __init__(self, *args, facts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["man_id"].choices = [(str(fact.pk), fact.words) for fact in facts]
        if len(facts) == 1:
            self.fields["man_id"].initial = str(facts[0].pk)
