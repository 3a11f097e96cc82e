"""The shape of a triage: safety first, then how he is and what could be in his way, then both plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.forms.assessments import AnswersForm, RiskResultForm
from programs.forms.days import DayField
from programs.instruments.pack import instrument
from programs.models import Assessment
from programs.models.assessment import Bands
from referrals.models import FrontDesk, Referral, Triage
from services.forms import yes_no, yes_or_no
from services.models import Client, RelationshipStatus, Staff

# The PHQ-2 is the first two questions of the PHQ-9: one form on the page, kept as the longer only when it was asked.
SHORT, LONG = "phq2", "phq9"
ON_THE_PAGE = (LONG, "audit_c", "gad7", "k10")
OPEN_ON_DEMAND = ("gad7", "k10")
MAN = ("language", "needs_interpreter", "reads_easily", "is_father", "new_baby", "child_contact", "identity")
WAY = ("crisis", "crisis_on", "pressure", "told_he_needs", "offered", "availability")
SHORT_TEXT = {"rows": 2}


class TriageForm(forms.ModelForm):
    """Safety first, and no sum of it; then how he is; then both plans."""

    safety_prompts = forms.MultipleChoiceField(
        label=gettext_lazy("Did he, or anybody, speak of"),
        choices=Triage.SafetyPrompt.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    high_risk = forms.BooleanField(
        label=gettext_lazy("The risk is high: a second person looks before anything is decided"),
        required=False,
    )
    consulted = forms.ModelChoiceField(
        label=gettext_lazy("The colleague you ask"),
        help_text=gettext_lazy("It stays on that colleague’s list until there is an answer."),
        queryset=Staff.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet"),
    )
    question = forms.CharField(
        label=gettext_lazy("What you want to talk over"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs=SHORT_TEXT),
    )
    barrier_codes = forms.MultipleChoiceField(
        label=gettext_lazy("What could be in his way"),
        choices=Triage.Barrier.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    fee = forms.ChoiceField(
        label=gettext_lazy("Fee"),
        choices=[*Triage.Fee.choices, ("", gettext_lazy("Not talked about"))],
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Triage
        fields = [
            "safety_prompts",
            "high_risk",
            "consulted",
            "question",
            "mood",
            "alcohol",
            "barrier_codes",
            "barriers",
            "fee",
            "fee_amount",
            "urgency",
            "immediate_plan",
            "next_step_plan",
        ]
        labels = {"barriers": gettext_lazy("In his words")}
        error_messages = {
            "urgency": {"required": gettext_lazy("Choose one.")},
            "immediate_plan": {"required": gettext_lazy("This is empty.")},
            "next_step_plan": {"required": gettext_lazy("This is empty.")},
        }
        widgets = {
            "urgency": forms.RadioSelect,
            **{name: forms.Textarea(attrs=SHORT_TEXT) for name in ("mood", "alcohol", "barriers")},
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("immediate_plan", "next_step_plan")},
        }

    def __init__(self, *args, colleagues, desk: FrontDesk, earlier: Triage | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consulted"].queryset = colleagues
        urgency = self.fields["urgency"]
        urgency.choices, urgency.initial = _with_clock(desk), None
        self.fields["fee_amount"].min_value = 0
        if self.instance._state.adding:
            # Chosen beforehand, the slowest answer would be the one nobody gave.
            self.initial.pop("urgency", None)
            if earlier:
                offered = ("barrier_codes", "barriers", "fee", "fee_amount")
                self.initial.update((name, getattr(earlier, name)) for name in offered)

    def clean(self) -> dict:
        """What the action would say as well, told with everything else that is to be mended."""
        given = self.cleaned_data
        danger = given.get("safety_prompts") or given.get("high_risk")
        if danger and given.get("consulted") is None and "consulted" not in self.errors:
            self.add_error("consulted", _("A colleague has to hear of it: name whom you ask."))
        return given


def _with_clock(desk: FrontDesk) -> list[tuple[str, str]]:
    """How soon, with the time the director gives it."""
    hours, week, soon = desk.hours_today, desk.days_this_week, desk.days_soon
    return [
        ("today", ngettext("Today, within %(n)d hour", "Today, within %(n)d hours", hours) % {"n": hours}),
        ("this_week", ngettext("Within %(n)d day", "Within %(n)d days", week) % {"n": week}),
        ("soon", ngettext("Can wait, %(n)d day at most", "Can wait, %(n)d days at most", soon) % {"n": soon}),
    ]


class ToldForm(forms.Form):
    """What else comes up: what had happened, how things stand at home, and what he needs to be able to come."""

    crisis = forms.ChoiceField(
        label=gettext_lazy("What had just happened"), choices=Referral.Crisis.choices, required=False
    )
    crisis_on = DayField(label=gettext_lazy("When"), required=False)
    pressure = forms.ChoiceField(
        label=gettext_lazy("Under what pressure"),
        choices=[*Referral.Pressure.choices, ("", gettext_lazy("Not asked"))],
        required=False,
    )
    told_he_needs = forms.CharField(
        label=gettext_lazy("What he was told he needs"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=SHORT_TEXT),
    )
    offered = forms.CharField(
        label=gettext_lazy("What we offer him"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=SHORT_TEXT),
    )
    availability = forms.MultipleChoiceField(
        label=gettext_lazy("When he can come"),
        choices=Referral.Availability.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    relationship = forms.ChoiceField(
        label=gettext_lazy("How things stand with his partner"),
        choices=[("", gettext_lazy("Not asked")), *RelationshipStatus.Status.choices],
        required=False,
    )
    relationship_since = DayField(label=gettext_lazy("Since"), required=False)
    is_father = yes_no(gettext_lazy("Is he a father?"))
    new_baby = yes_no(gettext_lazy("A new baby, or one on the way?"))
    child_contact = forms.ChoiceField(
        label=gettext_lazy("How he sees his children"),
        choices=[("", gettext_lazy("Not asked")), *Client.ChildContact.choices],
        required=False,
    )
    language = forms.CharField(label=gettext_lazy("Language he prefers"), max_length=60, required=False)
    needs_interpreter = forms.BooleanField(
        label=gettext_lazy("He needs an interpreter"),
        help_text=gettext_lazy("A trained one. Never a relative, a child or a friend."),
        required=False,
    )
    reads_easily = yes_no(gettext_lazy("Does he read easily?"))
    identity = forms.CharField(
        label=gettext_lazy("Indigenous identity, in his words"),
        help_text=gettext_lazy("Only if he wants to say. Nobody has to ask twice."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, referral: Referral, knows_the_door: bool, **kwargs) -> None:
        man = referral.client
        stands = {name: getattr(referral, name) for name in WAY} | {name: getattr(man, name) for name in MAN}
        for name in ("is_father", "new_baby", "reads_easily"):
            stands[name] = yes_or_no(stands[name])
        stands |= {"relationship": referral.home_status or "", "relationship_since": referral.home_since}
        super().__init__(*args, initial=stands, **kwargs)
        if not knows_the_door:
            # Pressure stands with the door, and a counselor meets the man, not his door.
            del self.fields["pressure"]

    def changed(self, names: Sequence[str]) -> dict[str, object]:
        """Only what somebody put otherwise: the rest may have been changed by a colleague meanwhile."""
        put = {name: self.cleaned_data[name] for name in names if name in self.changed_data}
        if put.get("crisis") == "":
            del put["crisis"]
        return put


class FromElsewhereForm(RiskResultForm):
    """A result somebody brings along; left alone, there is none."""

    def __init__(self, *args, today: date, **kwargs) -> None:
        super().__init__(*args, prefix="result", initial={"assessed_on": today}, **kwargs)
        self.fields["tool"].choices = [("", _("None")), *self.fields["tool"].choices]
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict:
        given = self.cleaned_data
        if given.get("tool"):
            for name in ("level", "assessed_on", "assessor"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Say this too, or choose no tool."))
        return given

    @property
    def result(self) -> list[dict]:
        return [self.cleaned_data] if self.cleaned_data.get("tool") else []


class Screens:
    """The screens of the page. Each stands there with what he answered today, and is kept when anything is answered."""

    def __init__(self, sent, *, language: str, today: date, known: Sequence[Assessment], bands: str) -> None:
        self.bands = bands
        self.forms = [
            AnswersForm(sent, screen=instrument(code, language), points=_points(code, known, today))
            for code in ON_THE_PAGE
        ]
        self.mood, self.alcohol, *self.others = self.forms

    def are_valid(self) -> bool:
        # Every one is asked, so that whoever mends one gap sees the others, too.
        right = [form.is_valid() for form in self.forms]
        return all(right)

    @property
    def said(self) -> list[dict]:
        """As the action takes them; the nine questions of which only two were asked are the two."""
        kept = []
        for form in self.forms:
            if form.is_answered:
                answers, code = form.answers, form.screen.code
                if code == LONG and all(points is None for points in answers[2:]):
                    code, answers = SHORT, answers[:2]
                kept.append(
                    {
                        "instrument_code": code,
                        "language": form.screen.language,
                        "answers": answers,
                        "bands": self.bands if form.screen.code == "k10" else Bands.USUAL,
                    }
                )
        return kept


def _points(code: str, known: Sequence[Assessment], today: date) -> Sequence[int | None]:
    """What he answered today already; older answers stand beside the page with their age, and are asked anew."""
    for name in (code, SHORT) if code == LONG else (code,):
        for each in known:
            if each.instrument == name and each.taken_on == today:
                return each.points
    return ()
