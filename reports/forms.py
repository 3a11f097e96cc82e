"""How a question is put: on a page, in an address of the API, on a command line."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programs.models import Group, Program
from programs.models.enrollment import ExitReason
from reports.access import counted_groups, may_split_by
from reports.questions.attendance import DIMENSIONS as SPLITS_OF_ATTENDANCE
from reports.questions.clock import DIMENSIONS as SPLITS_OF_STAYING
from reports.questions.people import EVER, STATES
from reports.questions.reasons import PARTS, label_of
from services.choices import LongSelect
from services.lists import MayKeep, among, days, one_of
from services.models import Site

WORDS = {
    "source": _("How he came"),
    "pressure": _("Under what pressure"),
    "program": _("Program"),
    "group": _("Group"),
    "site": _("Site"),
    "facilitator": _("Who ran the group"),
    "session": _("Session"),
    "week": _("Week"),
    "man": _("Man"),
    "none": _("Nothing: all men together"),
}


WHICH = {
    "all": _("All men counted"),
    "counted": _("All men counted"),
    "left": _("Men who left"),
    "left_here": _("Men who left"),
    "completed": _("Men who completed"),
    "neutral": _("Men whose place ended for another reason"),
    "here": _("Men still here"),
    "not_seen": _("Men not seen lately"),
}
WHICH_AT = {
    "completed": _("Men who completed by session %(session)d"),
    "neutral": _("Men whose place ended for another reason by session %(session)d"),
    "counted": _("Men still counted at session %(session)d"),
    "left": _("Men who left by session %(session)d"),
    "left_here": _("Men who left at session %(session)d"),
}


# What a view of a report may keep besides its own choices.
WINDOW: dict[str, MayKeep] = {
    "from": days,
    "to": days,
    "kind": among(Program.Kind.values),
    "program": one_of("programs.Program"),
    "group": one_of("programs.Group"),
    "site": one_of("services.Site"),
}


class Question(forms.Form):
    """The window, what to split by and whose men; each report says which splits it knows."""

    splits: tuple[str, ...] = ()
    shown_first: tuple[str, ...] = ("from", "to", "by")

    kind = forms.ChoiceField(
        choices=[("", ""), *Program.Kind.choices], required=False, label=_("Kind of program")
    )
    program = forms.ModelChoiceField(
        Program.objects.none(), required=False, label=_("Program"), empty_label=_("All programs")
    )
    group = forms.ModelChoiceField(
        Group.objects.none(),
        required=False,
        label=_("Group"),
        empty_label=_("All groups"),
        widget=LongSelect,
    )
    site = forms.ModelChoiceField(
        Site.objects.none(), required=False, label=_("Site"), empty_label=_("All sites")
    )

    format = forms.ChoiceField(choices=[(kind, kind) for kind in ("json", "csv", "xlsx")], required=False)

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff
        # "from" is no name for an attribute, and every other name in the address is a field's.
        day = forms.DateInput(attrs={"type": "date"})
        self.fields["from"] = forms.DateField(required=False, label=_("From"), widget=day)
        self.fields["to"] = forms.DateField(required=False, label=_("To, that day included"), widget=day)
        self.allowed = [split for split in self.splits if may_split_by(staff, split)]
        if self.allowed:
            choices = [(split, WORDS[split]) for split in self.allowed]
            self.fields["by"] = forms.ChoiceField(choices=choices, required=False, label=_("Compare by"))
        self.fields["kind"].empty_label = _("All kinds")
        groups = counted_groups(staff)
        self.fields["group"].queryset = groups
        self.fields["program"].queryset = (
            Program.objects.in_service_of(staff).filter(groups__in=groups).distinct()
        )
        self.fields["site"].queryset = Site.objects.in_service_of(staff).filter(groups__in=groups).distinct()

    @cached_property
    def shown(self) -> list[forms.BoundField]:
        """The fields of the page, in one query; what leaves no choice is left out."""
        choices = self._choices()
        for name, found in choices.items():
            field = self.fields[name]
            field.choices = [("", field.empty_label), *found]
        named = [name for name in self.shown_first if name in self.fields]
        named += [name for name, found in choices.items() if len(found) > 1]
        for name in named:
            kind = "form-select" if isinstance(self.fields[name], forms.ChoiceField) else "form-control"
            self.fields[name].widget.attrs["class"] = kind
        return [self[name] for name in named]

    def _choices(self) -> dict[str, list[tuple[Any, str]]]:
        """Programs, their kinds and sites are those of the groups, so the groups are read once for all four."""
        named = ("pk", "name", "program", "program__name", "site", "site__name", "program__kind")
        groups = list(self.fields["group"].queryset.values_list(*named))
        programs, sites = ({row[at : at + 2] for row in groups if row[at]} for at in (2, 4))
        kinds = {row[6] for row in groups}
        return {
            "kind": [choice for choice in Program.Kind.choices if choice[0] in kinds],
            "program": sorted(programs, key=lambda choice: choice[1].casefold()),
            "group": [row[:2] for row in groups],
            "site": sorted(sites, key=lambda choice: choice[1].casefold()),
        }

    def said(self) -> list[str]:
        """What was chosen, in words, for a page that is printed without its form."""
        return [f"{field.label}: {_in_words(field)}" for field in self.shown if field.data]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("from"), cleaned.get("to")
        if since and until and since > until:
            self.add_error("to", _("The last day comes before the first."))
        return cleaned

    def asked(self) -> dict[str, Any]:
        """What a question takes, of a valid form."""
        chosen = {name: getattr(self.cleaned_data[name], "pk", None) for name in ("program", "group", "site")}
        return chosen | {
            "kind": self.cleaned_data["kind"],
            "by": self.split(),
            "since": self.cleaned_data["from"],
            "until": self.cleaned_data["to"],
        }

    def split(self) -> str:
        """The split asked for, else the first this person may see."""
        return self.cleaned_data.get("by") or (self.allowed[0] if self.allowed else "none")

    def split_label(self) -> str:
        return str(WORDS[self.split()])


def _in_words(field: forms.BoundField) -> str:
    value = field.form.cleaned_data.get(field.name)
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return str(dict(field.field.choices).get(field.data, value) if not hasattr(value, "name") else value.name)


class RetentionQuestion(Question):
    splits = tuple(SPLITS_OF_STAYING)
    shown_first = ("from", "to", "by", "count_not_seen")

    count_not_seen = forms.ChoiceField(
        choices=[("", _("as still here")), ("left", _("as gone"))],
        required=False,
        label=_("Not seen lately count"),
    )

    def asked(self) -> dict[str, Any]:
        return super().asked() | {"count_not_seen": self.cleaned_data["count_not_seen"]}


class PeopleQuestion(RetentionQuestion):
    """Which men of a report: the group's key, how far they came, and how their places ended."""

    key = forms.CharField(required=False)
    state = forms.ChoiceField(choices=[(state, state) for state in STATES], required=False)
    part = forms.ChoiceField(choices=list(PARTS.items()), required=False)
    reason = forms.ChoiceField(choices=ExitReason.choices, required=False)
    session = forms.IntegerField(min_value=1, max_value=EVER, required=False)
    after = forms.UUIDField(required=False)

    def asked(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("key", "session", "part", "reason", "after")}
        return super().asked() | own | {"state": self.cleaned_data["state"] or "all"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("state") == "ended" and not cleaned.get("part"):
            self.add_error("part", _("Say which part."))
        return cleaned

    def heading(self) -> str:
        """What these men have in common."""
        state, session = self.asked()["state"], self.cleaned_data["session"]
        if state == "ended":
            return label_of(self.cleaned_data["part"], self.cleaned_data["reason"])
        if session and state in WHICH_AT:
            return WHICH_AT[state] % {"session": session}
        return str(WHICH[state])


class AttendanceQuestion(Question):
    splits = tuple(SPLITS_OF_ATTENDANCE)


class UnrecordedQuestion(Question):
    splits = ()


FORMS: dict[str, type[Question]] = {
    "retention": RetentionQuestion,
    "exits": RetentionQuestion,
    "attendance": AttendanceQuestion,
    "unrecorded": UnrecordedQuestion,
}
