"""One row, cell by cell: what each holds, and a problem with the column's own name where it cannot be used."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .book import Cell, Row, Sheet, Uncomputed, address, text_of
from .dates import NotADate, read_date
from .headings import Columns
from .mapping import Mapping
from .partner_words import partner_said, quoted
from .results import Flag, Problem, Refused
from .words import filled_text, fold, is_empty

# Said of many rows, so looked up only where they are said.
WHICH_MAN = gettext_lazy("This row does not say which man it is about.")
LONGEST_WORD = 60
WHICH_GROUP = gettext_lazy("This row does not say which group it was.")


@dataclass
class Manner:
    """How this file is to be read: its order of days, today, the country of its numbers, what a person said about it."""

    on: date
    order: str
    region: str
    mapping: Mapping
    # Words in place of a code that nobody knows, by column, with how many rows say them.
    unknown: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass
class RowReader:
    row: Row
    sheet: Sheet
    columns: Columns
    manner: Manner
    problems: list[Problem] = field(default_factory=list)
    flags: list[Flag] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        return self.columns.cell(self.row, name)

    def text(self, name: str, *, most: int = 200) -> str:
        """A cell's text, empty where it says there is none; a formula, or what is too long to keep, is flagged."""
        cell = self.cell(name)
        if isinstance(cell, Uncomputed):
            self.flag("guessed", self._formula_sentence(name) + " " + _("It was left empty."))
            return ""
        text = filled_text(cell)
        if len(text) > most:
            sentence = _("“%(column)s” holds more than %(most)s letters; the rest was left out.")
            self.flag("guessed", sentence % {"column": self.columns.heading(name), "most": most})
        return text[:most]

    def free_text(self, name: str, *, most: int = 200) -> str:
        """Words that would be kept; those of a partner are left out and only their row is told."""
        if partner_said(self.cell(name)):
            self.flag_partner()
            return ""
        return self.text(name, most=most)

    def key(self, name: str, *, most: int, code: str, sentence: object) -> str:
        """What a row is found by: never cut, so one that is missing or too long refuses the row."""
        text = "" if self.is_formula(name) else filled_text(self.cell(name))
        if not text:
            self.problem(name, code, str(sentence))
        elif len(text) > most:
            too_long = _("“%(column)s” holds more than %(most)s letters.")
            self.problem(name, code, too_long % {"column": self.columns.heading(name), "most": most})
        return text

    def day(self, name: str, *, missing: str | None, impossible: str, birth: bool = False) -> date | None:
        """The day in a cell; `missing` names the refusal of an empty one, None lets it be empty."""
        cell = self.cell(name)
        if not isinstance(cell, Uncomputed) and is_empty(cell):
            if missing:
                self.problem(
                    name,
                    missing,
                    _("There is no date in “%(column)s”.") % {"column": self.columns.heading(name)},
                )
            return None
        try:
            return read_date(cell, self.manner.order, on=self.manner.on, birth=birth)
        except NotADate:
            self.problem(name, impossible, self._not_a_date(name, cell))
            return None

    def _not_a_date(self, name: str, cell: Cell) -> str:
        if isinstance(cell, Uncomputed):
            return self._formula_sentence(name)
        return _("“%(cell)s” in “%(column)s” is not a day of the calendar.") % {
            "cell": quoted(cell),
            "column": self.columns.heading(name),
        }

    def _formula_sentence(self, name: str) -> str:
        return _(
            "Cell %(cell)s holds a formula and no value. Replace it by its value (copy, paste as values) and save the file."
        ) % {"cell": address(self.row.number, self.columns.index(self.row, name) or 0)}

    def is_formula(self, name: str) -> bool:
        return isinstance(self.cell(name), Uncomputed)

    def problem(self, name: str, code: str, message: str) -> None:
        if self.is_formula(name):
            message = self._formula_sentence(name)
        self.problems.append(Problem(self.columns.heading(name), code, message))

    def unknown_code(self, name: str, code: str, message: str) -> None:
        """A word that is no code: the row cannot come in, unless a person says what the word means."""
        self.problem(name, code, message)
        cell = self.cell(name)
        word = filled_text(cell)
        # Never her words, and no essay: what is offered for correction stands on a page.
        if fold(word) and len(word) <= LONGEST_WORD and not self.is_formula(name) and not partner_said(cell):
            self.manner.unknown.setdefault(name, Counter()).update([word])

    def flag(self, code: str, message: str) -> None:
        self.flags.append(Flag(self.row.number, code, message, self.sheet.name))

    def flag_partner(self) -> None:
        if not any(flag.code == "partner_said" for flag in self.flags):
            self.flag(
                "partner_said",
                _(
                    "This row repeats what a partner said. It was not brought in; hand the row to the partner worker."
                ),
            )

    def look_for_partner_words(self, read: Iterable[str]) -> None:
        """Any cell of no column we know, and the notes, may hold her words."""
        kept = {index for name in read for index in self.columns.found.get(name, ())}
        his_name = " ".join(text_of(self.cell(name)) for name in ("first_name", "last_name", "name"))
        told = self.columns.found.get("told", ())  # his own account, in which she has her place
        others = [(index, cell) for index, cell in enumerate(self.row.cells) if index not in kept]
        if any(partner_said(cell, his_name=his_name, in_notes=index not in told) for index, cell in others):
            self.flag_partner()

    def flag_computed(self, names: Iterable[str]) -> None:
        """A formula was read by the value it last had; say so, because that may be another day's value."""
        for name in names:
            for index in self.columns.found.get(name, ()):
                if (self.row.number, index) in self.sheet.computed:
                    self.flag(
                        "guessed",
                        _("Cell %(cell)s is a formula; the value it last had, “%(value)s”, was used.")
                        % {"cell": address(self.row.number, index), "value": quoted(self.row.cell(index))},
                    )

    def flag_rivals(self, names: Iterable[str]) -> None:
        """Two columns of one meaning that do not say the same: the first is kept, and the other is not lost in silence."""
        for name in names:
            indices = self.columns.found.get(name, ())
            if len(indices) < 2:
                continue
            filled = [index for index in indices if not is_empty(self.row.cell(index))]
            if len({fold(text_of(self.row.cell(index))) for index in filled}) > 1:
                headings = [self.columns.headings[index] for index in filled]
                sentence = _("“%(first)s” and “%(other)s” mean the same and differ here; the first was used.")
                self.flag("guessed", sentence % {"first": headings[0], "other": headings[1]})

    def refused(self) -> Refused:
        """The first problem of the row, with the others after it in the same breath."""
        first = self.problems[0]
        message = " ".join(problem.message for problem in self.problems)
        return Refused(self.row.number, self.row.line, first.column, first.code, message, self.sheet.name)
