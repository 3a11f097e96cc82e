from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.closures import CLOSERS, FIELDS, sites_closed_by
from programs.forms.days import DayField
from programs.models import Closure
from services.models import Staff


class ClosureForm(forms.ModelForm):
    since = DayField(label=gettext_lazy("First day"))
    until = DayField(label=gettext_lazy("Last day"), help_text=gettext_lazy("This day is closed, too."))

    class Meta:
        model = Closure
        fields = FIELDS
        help_texts = {"name": gettext_lazy("For example: summer break.")}

    def __init__(self, *args, staff: Staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites_closed_by(staff)
        self.fields["site"].empty_label = _("The whole service")
        if not staff.desk.everywhere(*CLOSERS):
            self.fields["site"].required, self.fields["site"].empty_label = True, None
