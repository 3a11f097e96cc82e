"""The shape of what people send about a spreadsheet."""

from __future__ import annotations

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programs.models import Attendance
from programs.models.enrollment import EndedBy, ExitReason
from referrals.actions.imports.plan import SET_ASIDE_AFTER
from referrals.models import ImportBatch, Referral
from referrals.models.import_batch import Kind
from referrals.spreadsheets.column_words import NAMED
from referrals.spreadsheets.dates import DAY_FIRST, MONTH_FIRST
from referrals.spreadsheets.headings import CANONICAL, READ_ALONG
from services.models import Client, Staff

# The columns that hold codes, and what each code is called.
CODES: dict[str, list] = {
    "source": list(Referral.Source.choices),
    "outcome": list(Attendance.Outcome.choices),
    "reason": list(ExitReason.choices),
    "ended_by": list(EndedBy.choices),
}
WORDS_ASKED = 40
# The list of names a page offers where a group is named: a name spelled otherwise would make a second group.
GROUPS_HERE = "groups-here"


class ImportForm(forms.Form):
    """A file, and what it holds."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("CSV or Excel (.xlsx), up to 50 MB. It is destroyed once it is brought in."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        allow_empty_file=True,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it holds"),
        choices=Kind.choices,
        initial=Kind.REFERRALS,
        widget=forms.RadioSelect,
    )
    group = forms.CharField(
        label=gettext_lazy("Group, for a register"),
        help_text=gettext_lazy("One that is here, by its name, or a new one. Empty: the name of the file."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": GROUPS_HERE}),
    )
    program = forms.CharField(
        label=gettext_lazy("Program for groups that are new"),
        help_text=gettext_lazy("Empty: “Imported”."),
        max_length=120,
        required=False,
    )


class CorrectForm(forms.Form):
    """What each column of a file means, as it was read, for a person to put right."""

    def __init__(self, *args, batch: ImportBatch, staff: Staff, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.batch, self.staff = batch, staff
        self.mapping = batch.options.get("mapping") or {}
        self.headings = self._headings()
        known = [*READ_ALONG[batch.kind], *CANONICAL[batch.kind]]
        choices = [
            ("", _("Not read")),
            *((name, NAMED[name]) for name in sorted(known, key=lambda name: str(NAMED[name]))),
        ]
        for at, (heading, taken_for) in enumerate(self.headings):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=heading, choices=choices, initial=taken_for, required=False
            )
        self.fields["dates"] = forms.ChoiceField(
            label=_("Dates written in figures"),
            choices=[
                ("", _("As the file shows by itself")),
                (DAY_FIRST, _("Day before month")),
                (MONTH_FIRST, _("Month before day")),
            ],
            initial=self.mapping.get("dates") or "",
            required=False,
        )
        if batch.kind != Kind.REFERRALS:
            self.fields["program"] = forms.CharField(
                label=_("Program for groups that are new"),
                max_length=120,
                required=False,
                initial=batch.options.get("program", ""),
            )
        if batch.kind == Kind.REGISTER:
            self.fields["group"] = forms.CharField(
                label=_("Group"),
                max_length=120,
                required=False,
                initial=batch.options.get("group", ""),
                widget=forms.TextInput(attrs={"list": GROUPS_HERE}),
            )

        if batch.kind == Kind.REFERRALS:
            self.fields["set_aside_after"] = forms.IntegerField(
                label=_("Days after which a man on no register no longer waits for his first call"),
                min_value=0,
                max_value=36_500,
                required=False,
                initial=batch.options.get("set_aside_after", SET_ASIDE_AFTER),
            )
        self._ask_who_is_meant()
        self._ask_what_words_mean()

    def _ask_what_words_mean(self) -> None:
        """Words in the place of a code: those nobody knows, and those a person has explained before."""
        self.words: list[tuple[str, str]] = []
        rows = {(each["column"], each["word"]): each["rows"] for each in self.batch.result.get("unknown", [])}
        said = self.mapping.get("values") or {}
        known = [(name, word) for name in CODES for word in said.get(name, {})]
        for name, word in [*rows, *(pair for pair in known if pair not in rows)][:WORDS_ASKED]:
            label = _("“%(word)s” in “%(column)s”") % {"word": word, "column": NAMED[name]}
            self.fields[f"word-{len(self.words)}"] = forms.ChoiceField(
                label=label,
                help_text=_times(rows[name, word]) if (name, word) in rows else "",
                choices=[("", _("Not known: these rows stay out")), *CODES[name]],
                initial=said.get(name, {}).get(word, ""),
                required=False,
            )
            self.words.append((name, word))

    def _ask_who_is_meant(self) -> None:
        """A name of a register that stands for several men: one of them, or nobody."""
        said = dict(self.mapping.get("men") or {})
        asked = {entry["name"]: entry["candidates"] for entry in self.batch.result.get("unclear", [])}
        asked |= {name: [reference] for name, reference in said.items() if name not in asked}
        self.asked = list(asked)
        told = self._told_apart({reference for references in asked.values() for reference in references})
        for at, name in enumerate(self.asked):
            meant = [(reference, told.get(reference, reference)) for reference in asked[name]]
            self.fields[f"man-{at}"] = forms.ChoiceField(
                label=_("Who is “%(name)s”?") % {"name": name},
                choices=[("", _("Not known: these rows stay out")), *meant],
                initial=said.get(name, ""),
                required=False,
            )

    def _told_apart(self, references: set[str]) -> dict[str, str]:
        """Men of one name in words that tell them apart: his name, his day of birth, his reference."""
        if not references:
            return {}
        men = Client.objects.visible_to(self.staff).filter(reference__in=references)
        return {
            man.reference: ", ".join(filter(None, (man.full_name, _born(man), man.reference))) for man in men
        }

    def _headings(self) -> list[tuple[str, str]]:
        """Each heading once, in the order of the file, with what it was taken for."""
        seen: dict[str, str] = {}
        for column in self.batch.result.get("columns", []):
            seen.setdefault(column["heading"], column["column"])
        return list(seen.items())

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column-{at}"] for at in range(len(self.headings))]

    @property
    def others(self) -> list[forms.BoundField]:
        last = ("dates", "set_aside_after", "group", "program")
        return [self[name] for name in last if name in self.fields]

    @property
    def unclear_names(self) -> list[forms.BoundField]:
        return [self[f"man-{at}"] for at in range(len(self.asked))]

    @property
    def unknown_words(self) -> list[forms.BoundField]:
        return [self[f"word-{at}"] for at in range(len(self.words))]

    def corrections(self) -> dict:
        """The options of the batch as this form has them: only what differs from our own reading is said."""
        said = self.cleaned_data
        columns = dict(self.mapping.get("columns") or {})
        for at, (heading, taken_for) in enumerate(self.headings):
            if said[f"column-{at}"] != taken_for:
                columns[heading] = said[f"column-{at}"]
        men = {name: said[f"man-{at}"] for at, name in enumerate(self.asked) if said[f"man-{at}"]}
        values = {name: dict(words) for name, words in (self.mapping.get("values") or {}).items()}
        for at, (name, word) in enumerate(self.words):
            values.setdefault(name, {})[word] = said[f"word-{at}"]
        values = {
            name: {word: code for word, code in words.items() if code} for name, words in values.items()
        }
        mapping = {
            **self.mapping,
            "columns": columns,
            "values": values,
            "dates": said["dates"] or None,
            "men": men,
        }
        options, after = self.batch.options, said.get("set_aside_after")
        return {
            "group": said.get("group", options.get("group", "")),
            "program": said.get("program", options.get("program", "")),
            "mapping": mapping,
            "set_aside_after": SET_ASIDE_AFTER if after is None else after,
        }


def _born(man: Client) -> str:
    return date_format(man.date_of_birth, "j F Y") if man.date_of_birth else ""


def _times(rows: int) -> str:
    return ngettext("%(n)d row says so.", "%(n)d rows say so.", rows) % {"n": rows}
