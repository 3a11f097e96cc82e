from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions import groups
from programs.forms.days import DayField
from programs.models import Group, Program
from services.access import Role, colleagues_of
from services.models import Staff

RUN_GROUPS = (Role.COUNSELOR, Role.PEER, Role.DIRECTOR)


class GroupForm(forms.ModelForm):
    """What a group is called, where it meets, and how many it holds."""

    capacity = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=500, initial=12)
    started_on = DayField(label=gettext_lazy("First day"))
    ended_on = DayField(label=gettext_lazy("Last day, if it has one"), required=False)
    facilitators_needed = forms.IntegerField(
        label=gettext_lazy("How many run each session"),
        min_value=1,
        max_value=20,
        initial=1,
        required=False,
        help_text=gettext_lazy("Where the rules ask for more, the rules win."),
    )
    mixed = forms.BooleanField(label=gettext_lazy("A man and a woman run it"), required=False)

    class Meta:
        model = Group
        fields = groups.FIELDS
        widgets = {"entry": forms.RadioSelect, "agreed": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "setting": gettext_lazy("Setting"),
            "host": gettext_lazy("Who hosts it"),
            "agreed": gettext_lazy("What was agreed"),
        }

    def __init__(self, *args, staff: Staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.program_id and self.instance.program.takes_names:
            for name in groups.WITHOUT_NAMES:
                del self.fields[name]
        self.fields["site"].queryset = groups.sites_led_by(staff)
        self.fields["site"].empty_label = _("No site")
        if not staff.desk.everywhere(Role.DIRECTOR):
            self.fields["site"].required = True
            self.fields["site"].empty_label = None

    def clean_facilitators_needed(self) -> int:
        return self.cleaned_data["facilitators_needed"] or 1


class GroupNewForm(GroupForm):
    """With the program it runs and who runs it."""

    facilitators = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who runs it"),
        queryset=Staff.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They see its men and keep its register. You can add somebody later."),
    )

    class Meta:
        model = Group
        fields = ["name", "program", *(name for name in groups.FIELDS if name != "name")]
        widgets = GroupForm.Meta.widgets
        labels = GroupForm.Meta.labels

    def __init__(self, *args, staff: Staff, **kwargs) -> None:
        super().__init__(*args, staff=staff, **kwargs)
        self.fields["program"].queryset = Program.objects.visible_to(staff).filter(is_active=True)
        self.fields["program"].empty_label = None
        self.fields["facilitators"].queryset = colleagues_of(staff, *RUN_GROUPS)
