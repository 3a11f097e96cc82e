"""The shape of a screen that is filled in, and of what a risk tool said."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from programs.forms.days import DayField
from programs.instruments.pack import Instrument
from programs.models.assessment import Bands, Occasion
from programs.models.risk_result import Level, RiskResult, Tool


class AnswersForm(forms.Form):
    """The questions of one screen, word for word. `prefix` is its code, so that several may stand on a page."""

    def __init__(self, *args, screen: Instrument, points: Sequence[int | None] = (), **kwargs) -> None:
        super().__init__(*args, prefix=screen.code, **kwargs)
        self.screen = screen
        for item, known in zip(screen.items, [*points, *[None] * len(screen.items)], strict=False):
            # Its words are the screen's own, in its own language: nothing translates them.
            self.fields[f"q{item.number}"] = forms.TypedChoiceField(
                label=item.says,
                choices=item.choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=known,
                widget=forms.RadioSelect,
            )

    @property
    def answers(self) -> list[int | None]:
        return [self.cleaned_data.get(f"q{item.number}") for item in self.screen.items]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"q{item.number}"] for item in self.screen.items]

    @property
    def is_begun(self) -> bool:
        """Does anything stand in it, sent or known?"""
        return any(field.value() not in (None, "") for field in self.questions)

    @property
    def goes_on(self) -> bool:
        """Beyond the first two questions, which are a screen of their own."""
        return any(field.value() not in (None, "") for field in self.questions[2:])

    @property
    def is_answered(self) -> bool:
        return any(points is not None for points in self.answers)

    @property
    def is_foreign(self) -> bool:
        """Shown in another language than the page: there is no published form in this one here."""
        return not (get_language() or self.screen.language).startswith(self.screen.language[:2])


class AssessmentForm(forms.Form):
    """When and how a screen was answered."""

    taken_on = DayField(label=gettext_lazy("Day"))
    occasion = forms.ChoiceField(label=gettext_lazy("When in his time here"), choices=Occasion.choices)
    filled_in_by_him = forms.BooleanField(
        label=gettext_lazy("He filled it in himself, on paper"), required=False
    )
    bands = forms.ChoiceField(
        label=gettext_lazy("Read by"), choices=Bands.choices, widget=forms.RadioSelect, initial=Bands.USUAL
    )

    def __init__(self, *args, screen: Instrument, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if len(screen.bands) < 2:
            del self.fields["bands"]
        if not screen.skips:
            del self.fields["filled_in_by_him"]


class RiskResultForm(forms.Form):
    """Level, day, tool and who assessed. There is no room for a question or an answer, on purpose."""

    tool = forms.ChoiceField(label=gettext_lazy("Tool"), choices=Tool.choices)
    tool_name = forms.CharField(
        label=gettext_lazy("Name of another tool"),
        max_length=RiskResult._meta.get_field("tool_name").max_length,
        required=False,
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Level, as its report says"), choices=Level.choices, widget=forms.RadioSelect
    )
    assessed_on = DayField(label=gettext_lazy("Day"))
    assessor = forms.CharField(
        label=gettext_lazy("Who assessed"),
        help_text=gettext_lazy("Somebody trained in this tool: name and where they work."),
        max_length=RiskResult._meta.get_field("assessor").max_length,
    )

    def clean_tool_name(self) -> str:
        name = self.cleaned_data["tool_name"].strip()
        if self.cleaned_data.get("tool") == Tool.OTHER and not name:
            raise ValidationError(_("Which tool was it?"))
        return name


class MistakeForm(forms.Form):
    error_reason = forms.CharField(
        label=gettext_lazy("Why it was a mistake"),
        max_length=300,
        required=False,  # the action says when it is owed, in its own words
        widget=forms.Textarea(attrs={"rows": 2}),
    )
