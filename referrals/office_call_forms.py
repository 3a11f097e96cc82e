"""What an office says on the phone of a man it sends, beside what any caller says of him."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from referrals.call_forms import CallForm, line
from referrals.models import Mandate, Referral, Referrer
from referrals.models.call_draft import Caller
from services.forms import day_input


class OfficeForm(CallForm):
    """The same from an office that sends him: who it is, the order, and who must hear what."""

    office_kind = forms.ChoiceField(label=gettext_lazy("Who is it"), required=False, widget=forms.RadioSelect)
    office_name = line(gettext_lazy("Caller’s name"), longest=120)
    organization = line(gettext_lazy("Office"), autofocus=True)
    office_phone = line(gettext_lazy("Number to call the office back"), longest=40, inputmode="tel")
    order_kind = forms.ChoiceField(
        label=gettext_lazy("What kind of order"),
        choices=[("", gettext_lazy("None, or not known")), *Mandate.Kind.choices],
        required=False,
    )
    order_number = line(gettext_lazy("Order number"), longest=60)
    required_sessions = forms.IntegerField(
        label=gettext_lazy("Sessions ordered"), min_value=1, max_value=1000, required=False
    )
    due_on = forms.DateField(label=gettext_lazy("To be done by"), required=False, widget=day_input())
    reports_to = line(gettext_lazy("Who must hear what, and by when"))
    hearing_on = forms.DateField(label=gettext_lazy("Next day in court"), required=False, widget=day_input())

    kinds: tuple[str, ...] = ()
    ways_back = ("office_phone", "phone", "call_back")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].widget.attrs.pop("autofocus")
        choices = [(kind.value, kind.label) for kind in Referrer.Kind if kind in self.kinds]
        self.fields["office_kind"].choices = choices
        self.fields["office_kind"].initial = self.kinds[0]

    def told(self) -> dict[str, object]:
        names = ("order_number", "required_sessions", "reports_to")
        return super().told() | {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def said(self) -> dict[str, Any]:
        order = {"order": self.order(), "hearing_on": self.cleaned_data.get("hearing_on")}
        return super().said() | {"office": self.office()} | order

    def half(self) -> dict[str, Any]:
        # The office and the order come with the rest: they are written down once.
        return super().half() | {"office": {}, "order": {}, "hearing_on": None}

    def office(self) -> dict[str, object]:
        """The office as it is written down; empty where nothing of it was said."""
        given = self.cleaned_data
        name, organization = given.get("office_name", ""), given.get("organization", "")
        kind, phone = given.get("office_kind") or self.kinds[0], given.get("office_phone", "")
        if not name and not organization and not phone:
            return {}
        return {
            "kind": kind,
            # A number alone is kept, too: it is whom to call back.
            "name": name or organization or str(Referrer.Kind(kind).label),
            "organization": organization,
            "phone": phone,
        }

    def order(self) -> dict[str, object]:
        """The order; empty where none was named."""
        given = self.cleaned_data
        amount, number, due = (
            given.get("required_sessions"),
            given.get("order_number", ""),
            given.get("due_on"),
        )
        if not (given.get("order_kind") or number or due or given.get("hearing_on")):
            return {}
        kind = given.get("order_kind") or Mandate.Kind.OTHER
        return {"kind": kind, "number": number, "amount": amount, "due_on": due}


class LegalForm(OfficeForm):
    door = Referral.Source.LEGAL_COUNSEL
    kinds = (Referrer.Kind.HIS_COUNSEL, Referrer.Kind.OTHER_COUNSEL)


class CourtForm(OfficeForm):
    kinds = (
        Referrer.Kind.COURT,
        Referrer.Kind.CHILD_PROTECTION,
        Referrer.Kind.SERVICE,
        Referrer.Kind.OTHER,
    )
    door = Referral.Source.COURT

    def told(self) -> dict[str, object]:
        sent_by_court = (self.cleaned_data.get("office_kind") or self.kinds[0]) == Referrer.Kind.COURT
        source = Referral.Source.COURT if sent_by_court else Referral.Source.OTHER
        return super().told() | {"source": source}


FORMS: dict[str, type[CallForm]] = {
    Caller.HIMSELF: CallForm,
    Caller.LEGAL: LegalForm,
    Caller.COURT: CourtForm,
}
