"""Forms about those who run groups: what they hold, who supervises them, and the talks of the two."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from services.actions.supervision import FIELDS
from services.forms import day_input
from services.models import Qualification, QualificationKind, Staff, Supervision


class QualificationForm(forms.ModelForm):
    class Meta:
        model = Qualification
        fields = ["staff", "kind", "got_on", "expires_on"]
        labels = {
            "staff": gettext_lazy("Who"),
            "kind": gettext_lazy("What"),
            "got_on": gettext_lazy("Since"),
            "expires_on": gettext_lazy("Until"),
        }
        help_texts = {"expires_on": gettext_lazy("The last day it holds. Empty: counted from its kind.")}
        widgets = {"got_on": day_input(), "expires_on": day_input()}

    def __init__(self, *args, people, kinds, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset, self.fields["kind"].queryset = people, kinds
        self.fields["kind"].empty_label = None

    def _post_clean(self) -> None:
        """The action puts it together and checks it whole."""


class QualificationDaysForm(forms.Form):
    got_on = forms.DateField(label=gettext_lazy("Since"), widget=day_input())
    expires_on = forms.DateField(
        label=gettext_lazy("Until"),
        widget=day_input(),
        required=False,
        help_text=gettext_lazy("The last day it holds. Empty: it does not expire."),
    )


class QualificationKindForm(forms.ModelForm):
    months = forms.IntegerField(
        label=gettext_lazy("Months it holds"),
        min_value=1,
        max_value=600,
        required=False,
        help_text=gettext_lazy("Empty: it does not expire."),
    )

    class Meta:
        model = QualificationKind
        fields = ["name", "months", "is_active"]
        labels = {"name": gettext_lazy("Name"), "is_active": gettext_lazy("We ask for it now")}

    def _post_clean(self) -> None:
        """The action puts it together and checks it whole."""


class SupervisorForm(forms.Form):
    supervisor = forms.ModelChoiceField(
        label=gettext_lazy("Supervisor"),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = people


class SupervisionForm(forms.ModelForm):
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=5, max_value=600, initial=60)
    themes = forms.CharField(
        label=gettext_lazy("What we talked about"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Only the two of you read this. Write no man’s name."),
    )
    agreed = forms.CharField(
        label=gettext_lazy("What we agreed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Supervision
        fields = FIELDS
        labels = {"held_on": gettext_lazy("Day"), "next_on": gettext_lazy("Next time")}
        widgets = {"held_on": day_input(), "next_on": day_input()}

    def _post_clean(self) -> None:
        """The action puts it together and checks it whole."""


class SupervisionNewForm(SupervisionForm):
    with_whom = forms.ModelChoiceField(
        label=gettext_lazy("With"), queryset=Staff.objects.none(), empty_label=None
    )
    field_order = ["with_whom", *FIELDS]

    def __init__(self, *args, people, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_whom"].queryset = people
