import pytest

from referrals.spreadsheets.book import Row
from referrals.spreadsheets.codes import read_crisis, read_ended_by, read_exit_reason, read_outcome
from referrals.spreadsheets.legend import legend_in, meaning, read_mark
from referrals.spreadsheets.pressure_words import infer_pressure, read_order, read_pressure
from referrals.spreadsheets.source_words import read_source, read_sources
from tests.referrals.spreadsheets.samples import EXPECTED


@pytest.mark.parametrize(("spelling", "entry"), EXPECTED["referrals.csv"]["source_spellings"].items())
def test_sources_of_the_sample_however_they_are_spelt(spelling, entry):
    assert read_source(spelling) in entry["source"]


@pytest.mark.parametrize(
    ("spelling", "source"),
    [
        ("legal_counsel", "legal_counsel"),
        ("Legal counsel", "legal_counsel"),
        ("Self (wife insisted)", "self"),
        ("partner agency", "other"),
        ("his mother rang", "other"),
        ("she called", "partner"),
        ("he called", "self"),
        ("wife's solicitor", "legal_counsel"),
        ("Crown Court", "court"),
        ("Children's Services", "other"),
        ("police", "other"),
        ("sa conjointe", "partner"),
        ("son épouse", "partner"),
        ("son frère", "other"),
        ("lui-même", "self"),
        ("juge", "court"),
        ("avocate", "legal_counsel"),
        ("travailleuse sociale", "other"),
        ("girl friend", "partner"),
        ("mother of his kids", "partner"),
        ("court-appointed lawyer", "legal_counsel"),
        ("Lawyer (court)", "legal_counsel"),
        ("duty sol.", "legal_counsel"),
        ("Community order", "court"),
        ("", ""),
        ("?", ""),
        ("unknown", ""),
        ("slef", None),
        ("xyz", None),
    ],
)
def test_sources_beyond_the_sample(spelling, source):
    assert read_source(spelling) == source


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("wife / GP", ("partner", True)),
        ("Self, court", ("court", True)),
        ("Court - Magistrates", ("court", False)),
        ("court (lawyer present)", ("court", True)),
        ("his brother", ("other", False)),
        ("wife's solicitor", ("legal_counsel", False)),
    ],
)
def test_a_cell_that_names_two_doors_says_so(cell, read):
    assert read_sources(cell) == read


@pytest.mark.parametrize(
    ("cell", "pressure"),
    [
        ("own_choice", "own_choice"),
        ("Own choice", "own_choice"),
        ("voluntary", "own_choice"),
        ("MANDATED", "ordered"),
        ("-", ""),
        ("perhaps", None),
    ],
)
def test_pressures(cell, pressure):
    assert read_pressure(cell) == pressure


@pytest.mark.parametrize(
    ("cell", "order"),
    [("Y - copy on file", True), ("yes", True), ("n", False), ("No", False), ("pending", None), ("", None)],
)
def test_an_order_cell(cell, order):
    assert read_order(cell) is order


@pytest.mark.parametrize(
    ("source", "order", "told", "pressure", "guessed"),
    [
        ("self", "Y", "last chance before she leaves", "ordered", False),
        ("self", "N", "last chance before she leaves", "ultimatum", True),
        ("court", "", "broke a door", "ordered", True),
        ("court", "N", "broke a door", "advised", True),
        ("legal_counsel", "pending", "", "advised", True),
        ("self", "", "she says he must come or she leaves", "own_choice", True),
    ],
)
def test_pressure_is_read_from_the_row_and_said_to_be_a_guess(source, order, told, pressure, guessed):
    assert infer_pressure(source=source, order=order, told=told) == (pressure, guessed)


@pytest.mark.parametrize(
    ("cell", "crisis"),
    [
        ("yes", ("other", False)),
        ("no", ("none", False)),
        ("none", ("none", False)),
        ("Child contact", ("child_contact", False)),
        ("arrested in May", ("charge", True)),
        ("", ("", False)),
    ],
)
def test_crises(cell, crisis):
    assert read_crisis(cell) == crisis


def test_outcomes_and_exits_take_our_own_words_only():
    assert read_outcome("Left early") == "left_early"
    assert read_outcome("presnt") is None
    assert read_exit_reason("Lost contact") == "lost_contact"
    assert read_exit_reason("relocated") is None
    assert read_ended_by("programme") == "program"
    assert read_ended_by("wife") is None


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("absent, no word", "unexcused"),
        ("absent, apology given (excused)", "excused"),
        ("not there but rang first (excused)", "excused"),
        ("no group that week (cancelled)", "cancelled"),
        ("not in the group that week", "not_in_group"),
        ("there but late", "late"),
        ("there but left early", "left_early"),
        ("missed, made up in another group", "make_up"),
        ("on Zoom", "remote"),
        ("intoxicated, sent home", "sent_home"),
        ("present", "present"),
        ("unauthorised absence", "unexcused"),
        ("absent motivé", "excused"),
        ("absence non motivée", "unexcused"),
        ("parti plus tôt", "left_early"),
        ("en ligne", "remote"),
        ("purple", None),
    ],
)
def test_what_a_legend_says(words, outcome):
    assert meaning(words) == outcome


@pytest.mark.parametrize(
    "rows",
    [
        [["Key: J = there, JL = there but late, X = no group that week (cancelled)"]],
        [["Key"], ["", "J = there"], ["", "JL = there but late"], ["", "X = cancelled"]],
        [["Legend:"], ["J", "there"], ["JL", "there but late"], ["X", "no group"]],
        [["J - there"], ["JL - late"], ["X - no group"]],
        [["J = there; JL = late; X = cancelled"]],
        [["J = there\nJL = late\nX = cancelled"]],
        [["J=There JL=Late X=Cancelled"]],
        [["J: there, JL: there but late, X: no group"]],
        [["Key: J there, JL late, X no group"]],
        [["J - there; JL - late; X - cancelled"]],
    ],
)
def test_legends_in_all_their_shapes(rows):
    legend, where = legend_in(Row(number, number, cells) for number, cells in enumerate(rows, start=1))

    assert legend == {"j": "present", "jl": "late", "x": "cancelled"}
    assert where


def test_a_mark_is_read_without_case_and_outer_blanks_and_never_guessed():
    legend = {"p": "present", "p*": "late"}

    assert read_mark(" P ", legend) == "present"
    assert read_mark("p*", legend) == "late"
    assert read_mark("-", legend) == "not_in_group"
    assert read_mark("?", legend) is None
    assert read_mark("P**", legend) is None
    assert read_mark("Present", legend) == "present"
    assert read_mark("L = late", legend) is None
