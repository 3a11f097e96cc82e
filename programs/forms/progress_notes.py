from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from programs.actions import progress_notes
from programs.models import ProgressNote


class ProgressNoteForm(forms.ModelForm):
    """A note in the order in which it is written: strengths first, safety last."""

    strengths = forms.MultipleChoiceField(
        label=gettext_lazy("Strengths seen"),
        choices=ProgressNote.Strength.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = ProgressNote
        fields = progress_notes.WORDS
        labels = {
            "strengths_words": gettext_lazy("In a line"),
            "owned": gettext_lazy("He owned"),
            "did": gettext_lazy("He did"),
            "next_step": gettext_lazy("What he will do"),
            "skills": gettext_lazy("Skills practiced"),
            "safety": gettext_lazy("What was said, and what was done"),
        }
        widgets = {
            "strengths_words": forms.Textarea(attrs={"rows": 3}),
            "owned": forms.Textarea(attrs={"rows": 2}),
            "did": forms.Textarea(attrs={"rows": 2}),
            "next_step": forms.Textarea(attrs={"rows": 2}),
            "next_step_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "skills": forms.Textarea(attrs={"rows": 2}),
            "barriers": forms.Textarea(attrs={"rows": 2}),
            "concerns": forms.Textarea(attrs={"rows": 2}),
            "safety": forms.Textarea(attrs={"rows": 3}),
        }


class AdditionForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What should be added"), widget=forms.Textarea(attrs={"rows": 4}), strip=True
    )


class InErrorForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it should not stand here"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence. Name no other man in it."),
    )
