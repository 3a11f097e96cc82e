from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.db.models import Q
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions import programs
from programs.actions.modules import Part
from programs.models import Module, Program
from programs.models.module import Stage
from services.models import QualificationKind

# Empty lines at the end; saved, they are there again.
# A program is written down in one go; a part comes to it now and then.
AT_FIRST, MORE = 8, 3


class ProgramForm(forms.ModelForm):
    sessions_planned = forms.IntegerField(
        label=gettext_lazy("Sessions in full"), min_value=1, max_value=500, initial=12
    )

    class Meta:
        model = Program
        fields = programs.FIELDS
        labels = {
            "kind": gettext_lazy("What kind"),
            "is_active": gettext_lazy("We offer it now"),
            "qualification": gettext_lazy("What one of its facilitators holds"),
            "age_from": gettext_lazy("From age"),
            "age_until": gettext_lazy("Until age"),
            "duty_to_report": gettext_lazy("Duty to report"),
        }
        widgets = {"duty_to_report": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        kinds = QualificationKind.objects.filter(service_id=self.instance.service_id)
        asked_for = Q(is_active=True) | Q(pk=self.instance.qualification_id)
        self.fields["qualification"].queryset = kinds.filter(asked_for)
        self.fields["qualification"].empty_label = _("Nothing in particular")


class PartForm(forms.Form):
    """One part of a program. A line without a name is no part."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(label=gettext_lazy("Place"), required=False, min_value=1, max_value=999)
    name = forms.CharField(label=gettext_lazy("Part"), max_length=120, required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("Work on"),
        choices=[(Stage.ME, gettext_lazy("Me")), (Stage.WE, gettext_lazy("We"))],
        initial=Stage.ME,
    )
    skills = forms.CharField(label=gettext_lazy("Skills"), max_length=300, required=False)


class _Parts(BaseFormSet):
    @property
    def parts(self) -> list[Part]:
        """What was written, in the order of its places; a line without a place stands last."""
        said = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        said.sort(key=lambda line: line["position"] or 1000)
        return [Part(line["name"], line["stage"], line["skills"], line["id"]) for line in said]


PartFormSet = formset_factory(PartForm, formset=_Parts, extra=MORE, max_num=200, validate_max=True)


def part_lines(data, *, program: Program | None = None) -> BaseFormSet:
    """The lines of a program's parts: as they stand, with a few empty ones below, or as they were sent."""
    modules: Iterable[Module] = program.modules if program else ()
    initial = [
        {"id": each.pk, "position": place, "name": each.name, "stage": each.stage, "skills": each.skills}
        for place, each in enumerate(modules, start=1)
    ]
    lines = PartFormSet(data, initial=initial, prefix="parts")
    lines.extra = MORE if initial else AT_FIRST
    return lines
