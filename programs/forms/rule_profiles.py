"""The form of a rule profile: one field for each rule, made from the rules themselves."""

from __future__ import annotations

import json
from dataclasses import Field, fields
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import RuleProfile
from programs.rules import Rules, Unit
from programs.rules.examples import examples
from programs.rules.profile import SECTIONS
from programs.rules.reading import as_json
from services.forms import whole_number

UNITS = {
    Unit.HOURS: gettext_lazy("hours"),
    Unit.DAYS: gettext_lazy("days"),
    Unit.WORKING_DAYS: gettext_lazy("working days"),
    Unit.WEEKS: gettext_lazy("weeks"),
    Unit.MONTHS: gettext_lazy("months"),
}
LARGEST_FILE = 100_000


class ClockWidget(forms.MultiWidget):
    def __init__(self) -> None:
        super().__init__(
            {
                "amount": forms.NumberInput(attrs={"min": 0}),
                "unit": forms.Select(choices=[(unit.value, word) for unit, word in UNITS.items()]),
            }
        )

    def decompress(self, value: dict | None) -> list:
        return [value["amount"], value["unit"]] if value else [None, Unit.DAYS.value]


class ClockField(forms.MultiValueField):
    """An amount and a unit; without an amount, no clock."""

    widget = ClockWidget

    def __init__(self, **kwargs) -> None:
        parts = (
            forms.IntegerField(min_value=0, required=False),
            forms.ChoiceField(choices=[(unit.value, word) for unit, word in UNITS.items()], required=False),
        )
        super().__init__(fields=parts, require_all_fields=False, **kwargs)

    def compress(self, parts: list) -> dict | None:
        amount, unit = [*parts, None, None][:2]
        return None if amount is None else {"amount": amount, "unit": unit or Unit.DAYS.value}


class LinesField(forms.CharField):
    """One text a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs) -> None:
        super().__init__(**{"help_text": gettext_lazy("One on each line.")} | kwargs)

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: object) -> Any:
        """A list of texts."""
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]


class StepsField(LinesField):
    """One step a line: "8: 1" says that up to 8 men it is 1."""

    def __init__(self, **kwargs) -> None:
        said = gettext_lazy(
            "A line for each step. “8: 1” means 1 for up to 8 men; “12: 90” means 90 for up to 12."
        )
        super().__init__(**{"help_text": said} | kwargs)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, list | tuple):
            return "\n".join(f"{each['up_to']}: {each['value']}" for each in value)
        return value

    def to_python(self, value: object) -> Any:
        """A list of steps, as JSON has them."""
        steps = []
        for line in super().to_python(value):
            men, _colon, amount = line.partition(":")
            up_to, value = whole_number(men.strip()), whole_number(amount.strip())
            if up_to is None or value is None:
                raise ValidationError(_("Write each step on its own line, as in “8: 1” for up to 8 men, 1."))
            steps.append({"up_to": up_to, "value": value})
        return steps


class RuleProfileForm(forms.ModelForm):
    """What the standard is and where it is written; then what it says, rule by rule."""

    class Meta:
        model = RuleProfile
        fields = [
            "name",
            "jurisdiction",
            "citation",
            "as_of",
            "effective_from",
            "effective_until",
            "reviewer",
            "reviewed_on",
        ]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("as_of", "effective_from", "effective_until", "reviewed_on")
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rules_named = [rule.name for rule in fields(Rules)]
        said = as_json(Rules()) | (self.instance.said or {})
        for rule in fields(Rules):
            self.fields[rule.name] = _field_of(rule)
            self.initial.setdefault(rule.name, said.get(rule.name, rule.default))

    def _post_clean(self) -> None:
        """The action checks and saves: this form only reads."""

    def parts(self):
        """Its headings with their fields: about the standard first."""
        yield _("The standard"), [self[name] for name in self._meta.fields]
        for section, heading in SECTIONS.items():
            yield heading, [self[rule.name] for rule in fields(Rules) if rule.metadata["section"] == section]

    def rules(self) -> dict[str, object]:
        """What was said, as the rules are read."""
        return {name: self.cleaned_data[name] for name in self.rules_named}

    def about(self) -> dict[str, object]:
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class RuleProfileNewForm(forms.Form):
    """Where a first draft comes from: an example, a file of another service, or an empty page."""

    example = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Or a file that another service saved"),
        required=False,
        help_text=gettext_lazy("A .json file from “Save as a file”. It becomes a draft."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        shipped = [(each.key, each.name) for each in sorted(examples(), key=lambda each: each.name)]
        self.fields["example"].choices = [("", _("An empty page")), *shipped]

    def clean_file(self) -> dict | None:
        """The object in the file. What it says about the rules, the action reads."""
        file = self.cleaned_data["file"]
        if not file:
            return None
        unreadable = ValidationError(
            _("This is not a file of rules. Choose one that was saved from this page.")
        )
        if file.size > LARGEST_FILE:
            raise unreadable
        try:
            said = json.loads(file.read())
        except (ValueError, RecursionError):
            raise unreadable from None
        if not isinstance(said, dict) or not isinstance(said.get("rules"), dict):
            raise unreadable
        return said


class RuleChangeForm(forms.Form):
    """Other rules for one man: a decision with its reason."""

    profile: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("From now on he is under"), queryset=None
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, profiles, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["profile"].queryset = profiles


def _field_of(rule: Field) -> forms.Field:
    label, kind = rule.metadata["label"], rule.metadata["kind"]
    if kind == "amount":
        return forms.IntegerField(label=label, min_value=0, max_value=100_000, required=False)
    if kind == "choice":
        return forms.ChoiceField(label=label, choices=list(rule.metadata["choices"].items()))
    return {
        "flag": forms.BooleanField,
        "text": forms.CharField,
        "words": LinesField,
        "steps": StepsField,
        "clock": ClockField,
    }[kind](label=label, required=False)
