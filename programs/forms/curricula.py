"""Forms of what a program teaches: one session, its sheets, and a whole curriculum brought in."""

from __future__ import annotations

import json

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.curricula.examples import examples
from programs.curricula.reading import MOST_MINUTES, MOST_SESSIONS
from programs.forms.rule_profiles import LinesField
from programs.models import Curriculum, Module, SessionPlan, Skill

LARGEST_FILE = 500_000


class PlanForm(forms.ModelForm):
    """One session: what it is for, how it goes, and which tools it teaches."""

    steps = LinesField(
        label=gettext_lazy("How it goes"),
        required=False,
        help_text=gettext_lazy("One step on each line."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=MOST_MINUTES, initial=120
    )
    skills: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Tools it teaches"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    module: forms.ModelChoiceField = forms.ModelChoiceField(
        label=gettext_lazy("Part"), queryset=None, empty_label=None
    )
    position = forms.IntegerField(
        label=gettext_lazy("Place in the part"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=gettext_lazy("Empty: last."),
    )

    class Meta:
        model = SessionPlan
        fields = ["name", "module", "position", "minutes", "aim", "steps", "for_everybody", "skills"]
        widgets = {"aim": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, edition: Curriculum, library, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = Module.objects.filter(curriculum=edition)
        self.fields["skills"].queryset = library

    def _post_clean(self) -> None:
        """The action checks and saves: this form only reads."""

    def clean_steps(self) -> list[str]:
        if any(len(step) > 500 for step in self.cleaned_data["steps"]):
            raise ValidationError(_("A step has at most 500 characters."))
        return self.cleaned_data["steps"]


class SheetForm(forms.Form):
    """One hand-out; a line without anything is none."""

    title = forms.CharField(label=gettext_lazy("Its title"), max_length=150, required=False)
    words = forms.CharField(
        label=gettext_lazy("What it says"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "An empty line begins a new paragraph. Short sentences, words a boy of twelve knows."
        ),
    )

    def clean(self) -> dict:
        title, words = self.cleaned_data.get("title"), self.cleaned_data.get("words")
        if words and not title:
            self.add_error("title", _("Give it a title."))
        if title and not words:
            self.add_error("words", _("Say what stands on it."))
        return self.cleaned_data


class _Sheets(BaseFormSet):
    @property
    def said(self) -> list[dict[str, str]]:
        lines = [form.cleaned_data for form in self.forms]
        return [
            {"title": line["title"], "words": line["words"].replace("\r\n", "\n")}
            for line in lines
            if line.get("title")
        ]


SheetFormSet = formset_factory(SheetForm, formset=_Sheets, extra=1, max_num=20, validate_max=True)


def sheets_of(data, plan: SessionPlan | None = None) -> BaseFormSet:
    return SheetFormSet(data, initial=plan.handouts if plan else [], prefix="sheets")


class MeFirstForm(forms.Form):
    me_first = forms.IntegerField(
        label=gettext_lazy("Sessions on himself before the first with others"),
        min_value=0,
        max_value=MOST_SESSIONS,
        required=False,
        help_text=gettext_lazy("Empty: all of them."),
    )


class SkillForm(forms.ModelForm):
    class Meta:
        model = Skill
        fields = ["name", "says", "is_active"]
        widgets = {"says": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, begun: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            del self.fields["is_active"]
        elif begun:
            del self.fields["name"], self.fields["says"]

    def _post_clean(self) -> None:
        """The action checks and saves: this form only reads."""


class CurriculumNewForm(forms.Form):
    """Where a curriculum comes from: an example that ships, or a file of another service."""

    example = forms.ChoiceField(label=gettext_lazy("Begin with"), required=False)
    file = forms.FileField(
        label=gettext_lazy("Or a file that another service saved"),
        required=False,
        help_text=gettext_lazy("A .json file from “Save as a file”."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
    )
    # The edition that would be written anew, as it stood when the page was opened.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.shipped = examples()
        named = [(key, written.name) for key, written in self.shipped.items()]
        self.fields["example"].choices = [*named, ("", _("A file"))]
        # Who came by "Begin with the example" means it. A file that is sent counts before it.
        self.fields["example"].initial = next(iter(self.shipped), "")

    def clean(self) -> dict:
        """What stands in the file, as JSON; what it says, the action reads."""
        file, said = self.cleaned_data.get("file"), None
        if file:
            if file.size > LARGEST_FILE:
                self.add_error("file", _("This file is too large to be a curriculum."))
                return self.cleaned_data
            try:
                said = json.loads(file.read())
            except (ValueError, RecursionError):
                self.add_error(
                    "file", _("This is no file of a curriculum. Choose one saved from such a page.")
                )
        elif not self.cleaned_data.get("example"):
            self.add_error("example", _("Choose an example or a file."))
        return self.cleaned_data | {"said": said}
