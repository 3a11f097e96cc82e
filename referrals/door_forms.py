"""What people write at the doors, in plain words, and what tells a person from a program."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.models import Arrival, Mandate, Referrer
from services.forms import day_input

SALT = "refer.page"
# Nobody fills a page in faster; after a day its mark is worn out.
LEAST, MOST = timedelta(seconds=3), timedelta(days=1)


def page_mark(*, at: datetime) -> str:
    """When this page was opened, signed, with something nobody can guess: no two pages have the same."""
    return signing.dumps([at.timestamp(), secrets.token_urlsafe(12)], salt=SALT)


def age_of(mark: str, *, at: datetime) -> timedelta | None:
    """How long the page has been open; None where the mark is not ours."""
    try:
        opened, _blur = signing.loads(mark, salt=SALT)
    except signing.BadSignature:
        return None
    return timedelta(seconds=at.timestamp() - opened)


class DoorForm(forms.Form):
    """Every form at a door. A page sent too fast, or with the field filled that people do not see, is shown again:
    it is never thrown away in silence, since somebody may sit behind it."""

    website = forms.CharField(
        label=gettext_lazy("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)
    # Heading and fields, in the order in which they are asked.
    PARTS: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    # The same headings for those of us who read it.
    READ_AS: tuple[Any, ...] = ()

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["page"].initial = lambda: page_mark(at=at)

    def parts(self) -> Iterator[tuple[Any, list[forms.BoundField]]]:
        for heading, names in self.PARTS:
            yield heading, [self[name] for name in names]

    def clean(self) -> dict:
        given = self.cleaned_data
        age = age_of(given.get("page", ""), at=self.at)
        if given.get("website"):
            self._write_anew(website="")
            self.add_error(
                None, _("One field has to stay empty. We emptied it: please press the button again.")
            )
        if age is None or age > MOST:
            self._write_anew(page=page_mark(at=self.at))
            self.add_error(None, _("This page was open for long. Please press the button again."))
        elif age < LEAST and not self.errors:
            self.add_error(None, _("That was very fast. Please press the button again."))
        return given

    def _write_anew(self, **fields: str) -> None:
        changed = cast(QueryDict, self.data).copy()
        for name, text in fields.items():
            changed[name] = text
        self.data = changed

    def said(self) -> dict[str, str]:
        """What was written, as text, without what was left empty."""
        given = {name: self.cleaned_data[name] for _heading, names in self.PARTS for name in names}
        return {name: _text(value) for name, value in given.items() if value not in (None, "", [])}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return " ".join(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _words(rows: int, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        required=False, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class MeForm(DoorForm):
    """A man writes about himself. A safe way to reach him is all we need."""

    HOW = (
        ("own", gettext_lazy("It was my own idea")),
        ("close", gettext_lazy("Somebody close to me asked")),
        ("lawyer", gettext_lazy("My lawyer said I should")),
        ("court", gettext_lazy("A court or an office told me to")),
        ("", gettext_lazy("I would rather not say")),
    )
    SAFE = (
        ("call", gettext_lazy("You may call or write")),
        ("message", gettext_lazy("You may leave a message")),
        ("say_who", gettext_lazy("You may say who you are")),
    )
    PARTS = (
        (gettext_lazy("A safe way"), ("reach", "safe", "when")),
        (gettext_lazy("About you"), ("name", "language", "what", "how")),
    )
    READ_AS = (gettext_lazy("How to reach him"), gettext_lazy("About him"))

    reach = forms.CharField(
        label=gettext_lazy("How can we reach you?"),
        help_text=gettext_lazy("A phone number or an e-mail. Or in your words: “call my brother first”."),
        max_length=200,
        error_messages={"required": gettext_lazy("Tell us one way to reach you.")},
    )
    safe = forms.MultipleChoiceField(
        label=gettext_lazy("What is safe for you?"),
        help_text=gettext_lazy("Other people may see your phone. Tick only what is fine."),
        choices=SAFE,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    when = forms.CharField(
        label=gettext_lazy("When is a good time?"),
        max_length=120,
        required=False,
    )
    name = forms.CharField(
        label=gettext_lazy("What should we call you?"),
        help_text=gettext_lazy("A first name is enough. You can leave it out."),
        max_length=100,
        required=False,
    )
    language = forms.CharField(
        label=gettext_lazy("Which language do you like to speak?"), max_length=60, required=False
    )
    what = _words(
        4,
        2000,
        label=gettext_lazy("What is going on?"),
        help_text=gettext_lazy("A few words, or none. You can tell us later."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Why do you write to us now?"),
        choices=HOW,
        required=False,
        widget=forms.RadioSelect,
    )


class OfficeForm(DoorForm):
    """A lawyer or an office writes about a man: who they are, who he is, the order, and who must hear what by when."""

    YOU = ("kind", "your_name", "office", "phone", "email")
    HIM = ("first_name", "last_name", "date_of_birth", "reach", "knows", "what", "danger")
    ORDER = ("order_kind", "order_number", "issued_on", "amount", "due_on")
    HEARS = ("report_to", "report_what", "report_by")
    PARTS = (
        (gettext_lazy("About you"), YOU),
        (gettext_lazy("About him"), HIM),
        (gettext_lazy("The order, if there is one"), ORDER),
        (gettext_lazy("Who must hear from us"), HEARS),
    )
    READ_AS = (gettext_lazy("Who wrote"), PARTS[1][0], PARTS[2][0], PARTS[3][0])
    KNOWS = (
        ("yes", gettext_lazy("Yes")),
        ("no", gettext_lazy("No")),
        ("", gettext_lazy("I am not sure")),
    )
    KIND: Any = ""
    KINDS: tuple[Any, ...] = ()

    kind = forms.ChoiceField(
        choices=(), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("Choose one.")}
    )
    your_name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Tell us your name.")},
    )
    office = forms.CharField(label=gettext_lazy("Your office"), max_length=200, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Your office phone"),
        help_text=gettext_lazy("We call your office back before we tell you anything about him."),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
        error_messages={"required": gettext_lazy("Tell us a number to call back.")},
    )
    email = forms.EmailField(label=gettext_lazy("Your e-mail"), required=False)
    first_name = forms.CharField(label=gettext_lazy("His first name"), max_length=100, required=False)
    last_name = forms.CharField(label=gettext_lazy("His last name"), max_length=100, required=False)
    date_of_birth = forms.DateField(
        label=gettext_lazy("His date of birth"), required=False, widget=day_input()
    )
    reach = forms.CharField(
        label=gettext_lazy("How can we reach him?"),
        help_text=gettext_lazy("A phone number, or who can pass on a message."),
        max_length=200,
        required=False,
    )
    knows = forms.ChoiceField(
        label=gettext_lazy("Does he know that you write to us?"),
        choices=KNOWS,
        required=False,
        widget=forms.RadioSelect,
    )
    what = _words(3, 2000, label=gettext_lazy("What do you ask of us?"))
    danger = _words(
        2,
        1000,
        label=gettext_lazy("Is anybody in danger?"),
        help_text=gettext_lazy("What we must know to keep people safe. If it is now, call the police first."),
    )
    order_kind = forms.ChoiceField(
        label=gettext_lazy("What kind of order"),
        choices=[("", gettext_lazy("There is none")), *Mandate.Kind.choices],
        required=False,
    )
    order_number = forms.CharField(label=gettext_lazy("Order number"), max_length=60, required=False)
    issued_on = forms.DateField(label=gettext_lazy("Made on"), required=False, widget=day_input())
    amount = forms.IntegerField(
        label=gettext_lazy("Sessions ordered"), min_value=1, max_value=1000, required=False
    )
    due_on = forms.DateField(label=gettext_lazy("To be done by"), required=False, widget=day_input())
    report_to = forms.CharField(label=gettext_lazy("Who must hear"), max_length=200, required=False)
    report_what = _words(2, 300, label=gettext_lazy("What must they hear"))
    report_by = forms.DateField(label=gettext_lazy("By which day"), required=False, widget=day_input())

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kind = cast(forms.ChoiceField, self.fields["kind"])
        kind.label, kind.choices = self.KIND, [(each.value, each.label) for each in self.KINDS]

    def clean(self) -> dict:
        given = super().clean()
        if not any(given.get(name) for name in ("first_name", "last_name", "order_number")):
            self.add_error("first_name", _("Tell us his name, or the number of the order."))
        made, due = given.get("issued_on"), given.get("due_on")
        if made and due and due < made:
            self.add_error("due_on", _("This day comes before the order was made."))
        return given


class LegalForm(OfficeForm):
    KIND = gettext_lazy("Whose lawyer are you?")
    KINDS = (Referrer.Kind.HIS_COUNSEL, Referrer.Kind.OTHER_COUNSEL)


class CourtForm(OfficeForm):
    KIND = gettext_lazy("For whom do you write?")
    KINDS = (
        Referrer.Kind.COURT,
        Referrer.Kind.CHILD_PROTECTION,
        Referrer.Kind.SERVICE,
        Referrer.Kind.OTHER,
    )


FORMS: dict[str, type[DoorForm]] = {
    Arrival.Door.ME: MeForm,
    Arrival.Door.LEGAL: LegalForm,
    Arrival.Door.COURT: CourtForm,
}


def written(door: str, said: Mapping[str, str], *, at: datetime) -> list[tuple[Any, list[tuple[Any, str]]]]:
    """What was written, for those who read it: the headings of the page, its questions, and the answers."""
    form = FORMS[door](at=at)
    parts = []
    for heading, (_heading, names) in zip(form.READ_AS, form.PARTS, strict=True):
        lines = [
            (form.fields[name].label, _read(form.fields[name], said[name])) for name in names if name in said
        ]
        if lines:
            parts.append((heading, lines))
    return parts


def _read(asked: forms.Field, text: str) -> str:
    if isinstance(asked, forms.ChoiceField):
        words = {str(code): str(word) for code, word in cast(list, asked.choices)}
        codes = text.split() if isinstance(asked, forms.MultipleChoiceField) else [text]
        return "; ".join(words.get(code, code) for code in codes)
    day = parse_date(text) if isinstance(asked, forms.DateField) else None
    return date_format(day, "j F Y") if day else text
