"""The shape of what people send about men, their numbers, and colleagues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.actions import clients
from services.choices import LongSelect
from services.models import Client, ContactRule, Service, Site, Staff
from services.models.membership import Role
from services.models.staff import Gender

DAY = {"type": "date"}


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs=DAY, format="%Y-%m-%d")


def yes_no(label) -> forms.TypedChoiceField:
    """Yes, no, or never asked: three things, and none is chosen beforehand."""
    return forms.TypedChoiceField(
        label=label,
        choices=[("", gettext_lazy("Not asked")), ("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))],
        coerce=lambda word: {"yes": True, "no": False}[word],
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def yes_or_no(known: bool | None) -> str:
    """What stands chosen in a `yes_no`."""
    return {True: "yes", False: "no", None: ""}[known]


class ReasonForm(forms.Form):
    reason_to_open = forms.CharField(
        label=gettext_lazy("Why do you open this?"),
        help_text=gettext_lazy("Kept with your name and the hour, for whoever reviews it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ClientForm(forms.ModelForm):
    is_father = yes_no(gettext_lazy("Is he a father?"))
    new_baby = yes_no(gettext_lazy("A new baby, or one on the way?"))
    reads_easily = yes_no(gettext_lazy("Does he read easily?"))

    class Meta:
        model = Client
        fields = clients.FIELDS
        labels = {
            "needs_interpreter": gettext_lazy("He needs an interpreter"),
            "identity": gettext_lazy("Indigenous identity, in his words"),
        }
        help_texts = {
            "needs_interpreter": gettext_lazy("A trained one. Never a relative, a child or a friend."),
            "identity": gettext_lazy("Only if he wants to say. Nobody has to ask twice."),
        }
        widgets = {"date_of_birth": day_input(), "identity": forms.TextInput(attrs={"maxlength": 300})}

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("is_father", "new_baby", "reads_easily"):
            self.initial[name] = yes_or_no(getattr(self.instance, name))

    def clean_date_of_birth(self) -> date | None:
        return born_before(self.cleaned_data["date_of_birth"], today=self.today)


class ContactRuleForm(forms.ModelForm):
    """What may be done with a number of his. The number can be written only while it is new."""

    confirmed = forms.BooleanField(label=gettext_lazy("He confirmed this today"), required=False)

    class Meta:
        model = ContactRule
        fields = ["kind", "value", "may_contact", "may_leave_message", "may_say_who", "hours", "who_else"]
        labels = {
            "may_contact": gettext_lazy("We may use it"),
            "may_leave_message": gettext_lazy("We may leave a message"),
            "may_say_who": gettext_lazy("We may say who we are"),
            "hours": gettext_lazy("When"),
            "who_else": gettext_lazy("Who else sees or hears it"),
        }
        help_texts = {
            "may_contact": gettext_lazy("Only when he said so. Until then nobody calls or writes."),
            "hours": gettext_lazy("For example: weekdays after 5 pm."),
        }
        widgets = {"value": forms.TextInput(), "kind": forms.RadioSelect}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.value_print:
            del self.fields["kind"], self.fields["value"]
        else:
            self.fields["kind"].choices = ContactRule.Kind.choices
            self.fields["kind"].initial = ContactRule.Kind.PHONE
            self.fields["value"].max_length = 254

    def clean_value(self) -> str:
        value = self.cleaned_data["value"].strip()
        if self.cleaned_data.get("kind") == ContactRule.Kind.EMAIL:
            return forms.EmailField().clean(value)
        return value

    def rule(self, *, today: date) -> dict[str, object]:
        """What the action takes; the day he confirmed it only moves when he did."""
        names = ("may_contact", "may_leave_message", "may_say_who", "hours", "who_else")
        rule = {name: self.cleaned_data[name] for name in names}
        if self.cleaned_data["confirmed"]:
            rule["confirmed_on"] = today
        return rule


class SavedViewForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("For example: waiting at North. Never a man’s name."),
        max_length=60,
    )
    on_my_work = forms.BooleanField(label=gettext_lazy("Show it on My work"), required=False)
    shared = forms.BooleanField(
        label=gettext_lazy("Share it with everybody here who may open this list"), required=False
    )

    def __init__(self, *args, may_share: bool, **kwargs) -> None:
        # Two forms may stand on one page, and a list has fields of its own.
        super().__init__(*args, auto_id="keep-%s", **kwargs)
        if not may_share:
            del self.fields["shared"]

    def clean(self) -> dict:
        return {"shared": False} | self.cleaned_data


class InvitationForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("Work e-mail"))
    role = forms.ChoiceField(label=gettext_lazy("What they do here"))
    site = forms.ModelChoiceField(
        label=gettext_lazy("Where"),
        queryset=Site.objects.none(),
        required=False,
        empty_label=gettext_lazy("Every site"),
    )

    def __init__(
        self,
        *args,
        roles: frozenset[str],
        sites,
        every_site: bool,
        may_give: Callable[[str, UUID | None], bool],
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.may_give = may_give
        self.fields["role"].choices = [(code, word) for code, word in Role.choices if code in roles]
        self.fields["site"].queryset = sites
        if not every_site:
            self.fields["site"].required, self.fields["site"].empty_label = True, None

    def clean(self) -> dict:
        """Which roles somebody may give can differ from one site to the other."""
        role, site = self.cleaned_data.get("role"), self.cleaned_data.get("site")
        if role and "site" not in self.errors and not self.may_give(role, site and site.pk):
            self.add_error("site", _("This role is not yours to give there."))
        return self.cleaned_data


class SiteForm(forms.Form):
    """A place where the service meets; its time zone is chosen once, when it is opened."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False, widget=LongSelect)
    region = forms.CharField(
        label=gettext_lazy("Region for public holidays"),
        help_text=gettext_lazy("A country, as CA, or one part of it, as CA-ON. Empty: the service’s own."),
        max_length=10,
        required=False,
    )

    def __init__(self, *args, service: Service, site: Site | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if site:
            del self.fields["zone"]
            self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.initial = {"name": site.name, "region": site.region, "seen": site.seen}
            return
        own = _("The service’s own: %(zone)s") % {"zone": service.zone}
        known = sorted(zone for zone in available_timezones() if "/" in zone)
        self.fields["zone"].choices = [("", own), *((zone, zone) for zone in known)]


class JoinForm(forms.Form):
    """Name and a new password; or, where there is an account, its password alone."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=150)
    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def __init__(self, *args, email: str, has_account: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.email, self.has_account = email, has_account
        if has_account:
            del self.fields["name"]
            self.fields["password"].widget.attrs["autocomplete"] = "current-password"
        else:
            self.fields["password"].help_text = _("Ten characters or more. A sentence is easy to keep.")

    def clean(self) -> dict:
        password = self.cleaned_data.get("password")
        if password and not self.has_account:
            somebody = Staff(email=self.email, name=self.cleaned_data.get("name", ""))
            try:
                validate_password(password, somebody)
            except ValidationError as error:
                self.add_error("password", error)
        return self.cleaned_data


class PreferencesForm(forms.Form):
    """The languages each say their own name, and are marked as being in it."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the pages"), required=False, widget=forms.RadioSelect
    )
    scheme = forms.ChoiceField(
        label=gettext_lazy("Colors"),
        choices=Staff._meta.get_field("scheme").choices,
        required=False,
        widget=forms.RadioSelect,
    )

    gender = forms.ChoiceField(
        label=gettext_lazy("You are"),
        choices=[("", gettext_lazy("Not said")), *Gender.choices],
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Only to see whether a man and a woman run a group. Nobody has to say."),
    )

    def __init__(self, *args, house: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        spoken = dict(settings.LANGUAGES)
        words = _("As my service: %(language)s") % {"language": spoken[house]}
        named = [(code, format_html('<span lang="{}">{}</span>', code, spoken[code])) for code in spoken]
        self.fields["language"].choices = [("", words), *named]


def whole_number(text: str | None) -> int | None:
    """A number as a page sends it back; None for anything else, also for one with thousands of digits."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None


def version_seen(request: HttpRequest, row: models.Model) -> int:
    """The version of a row that a page was opened with. One that is sent without says 0, and is stale."""
    return row.version if request.method == "GET" else whole_number(request.POST.get("version")) or 0


def born_before(day: date | None, *, today: date) -> date | None:
    """A birth day that can be one."""
    if day and not (date(1900, 1, 1) <= day < today):
        raise ValidationError(_("This cannot be his birth day."))
    return day
