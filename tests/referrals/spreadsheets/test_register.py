import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.mapping import read_mapping
from referrals.spreadsheets.register_rows import read_remark
from tests.referrals.spreadsheets.samples import TODAY, read

LEGEND = "Key;P = present, A = absent, no word, AX = apology given, C = no group\n"


def register(text: str, **options):
    return read("Monday group 2024.csv", "register", raw=text.encode(), **options)


def marks(reading, row: int) -> dict[str, str | None]:
    return {
        day.isoformat(): outcome
        for day, outcome in next(man for man in reading.rows if man.row == row).marks.items()
    }


def test_blanks_between_marks_are_unmarked_and_blanks_outside_are_not_there():
    reading = register("Name;1/2/2024;8/2/2024;15/2/2024;22/2/2024;29/2/2024\nDan Okafor;;P;;A;\n" + LEGEND)

    assert marks(reading, 2) == {"2024-02-08": "present", "2024-02-15": None, "2024-02-22": "unexcused"}
    assert reading.rows[0].unmarked == 1


def test_an_unknown_mark_puts_him_on_the_roster_unmarked_and_is_flagged():
    reading = register("Name;1/2/2024;8/2/2024;15/2/2024\nDan Okafor;P;Q;P\n" + LEGEND)

    assert marks(reading, 2)["2024-02-08"] is None
    assert [(flag.row, flag.code) for flag in reading.flagged] == [(2, "mark_unknown")]
    assert "C2" in reading.flagged[0].message


def test_a_legend_of_its_own_keeps_ours_out():
    reading = register(
        "Name;1/2/2024;8/2/2024\nDan Okafor;J;L\nLee Lowe;J;J\nKey: J = there, N = not there;;\n"
    )

    assert marks(reading, 2) == {"2024-02-01": "present", "2024-02-08": None}
    assert not reading.legend_is_ours


def test_without_a_legend_ours_is_the_fallback():
    reading = register("Name;1/2/2024;8/2/2024\nDan Okafor;P;L\n")

    assert marks(reading, 2) == {"2024-02-01": "present", "2024-02-08": "late"}
    assert reading.legend_is_ours


def test_a_director_may_say_what_a_mark_means():
    mapping = read_mapping("register", {"legend": {"Q": "remote"}})
    reading = register("Name;1/2/2024;8/2/2024\nDan Okafor;P;q\n" + LEGEND, mapping=mapping)

    assert marks(reading, 2)["2024-02-08"] == "remote"
    assert reading.flagged == []


def test_a_mark_in_the_future_is_refused_and_a_cancelled_week_ahead_is_not():
    reading = register("Name;5/3/2026;19/3/2026\nDan Okafor;P;P\nLee Lowe;P;C\n" + LEGEND, on=TODAY)

    assert [(refused.row, refused.code) for refused in reading.refused] == [(2, "date_in_future")]
    assert marks(reading, 3) == {"2026-03-05": "present", "2026-03-19": "cancelled"}


def test_first_and_last_name_may_stand_in_two_columns():
    reading = register("Surname;First name;1/2/2024;8/2/2024\nOkafor;Dan;P;P\n" + LEGEND)

    assert (reading.rows[0].first_name, reading.rows[0].last_name) == ("Dan", "Okafor")


def test_days_without_a_year_take_it_from_the_title_and_go_over_new_year():
    reading = register("Autumn 2023;;;\nName;12 Dec;19 Dec;2 Jan\nDan Okafor;P;P;P\n" + LEGEND)

    assert list(marks(reading, 3)) == ["2023-12-12", "2023-12-19", "2024-01-02"]


def test_months_in_merged_cells_above_the_numbers_of_the_days():
    reading = register(
        "Group 2023;;;;\n;December;;January;\nName;12;19;9;16\nDan Okafor;P;A;P;P\n;1;0;1;1\n" + LEGEND
    )

    assert list(marks(reading, 4)) == ["2023-12-12", "2023-12-19", "2024-01-09", "2024-01-16"]
    assert (5, "total") in reading.not_data


def test_month_first_registers_are_told_by_their_weekday():
    reading = register("Name;2/1/2024;2/8/2024;3/7/2024\nDan Okafor;P;P;P\n" + LEGEND)

    assert reading.dates == "M/D/Y"
    assert list(marks(reading, 2))[1] == "2024-02-08"


def test_a_legend_on_a_sheet_of_its_own_speaks_for_the_others():
    book = Workbook()
    book.active.title = "Term"
    book.active.append(["Name", datetime(2024, 2, 1), datetime(2024, 2, 8)])  # noqa: DTZ001 (a cell has no zone)
    book.active.append(["Dan Okafor", "T", "N"])
    key = book.create_sheet("Key")
    key.append(["T", "= there"])
    key.append(["T = there"])
    key.append(["N = not there"])
    out = io.BytesIO()
    book.save(out)

    reading = read("book.xlsx", "register", raw=out.getvalue())

    assert reading.rows[0].marks == {date(2024, 2, 1): "present", date(2024, 2, 8): "unexcused"}
    assert reading.sheets == ["Term"]


def test_two_columns_for_one_day_are_refused():
    with pytest.raises(CannotRead, match="B1 and D1"):
        register("Name;1/2/2024;8/2/2024;1/2/2024\nDan Okafor;P;P;P\n")


def test_a_list_is_no_register():
    with pytest.raises(CannotRead, match="no register"):
        register("Name;Colour\nDan Okafor;blue\n")


def test_a_remark_with_a_partners_words_is_flagged_and_not_kept():
    reading = register("Name;1/2/2024;8/2/2024;Remarks\nDan Okafor;P;P;left - wife says he drinks\n" + LEGEND)

    assert [(flag.row, flag.code) for flag in reading.flagged] == [(2, "partner_said")]
    assert "drinks" not in repr(vars(reading))
    assert reading.rows[0].remark == "left"


def test_a_column_of_running_numbers_is_no_reference():
    reading = register("No;Name;1/2/2024;8/2/2024\n1;Dan Okafor;P;P\n2;Lee Lowe;P;P\n" + LEGEND)

    assert [row.client_ref for row in reading.rows] == ["", ""]
    assert [row.name for row in reading.rows] == ["Dan Okafor", "Lee Lowe"]


FIGURES = """Key: 1 = present, 0 = absent, E = excused, H = no group
Name;1/2/2024;8/2/2024;15/2/2024
Dan Okafor;1;0;1
Lee Lowe;0;H;E
Imran Patel;1;1;
Number there;2;1;1
Head count;2;5;1
"""


def test_men_marked_with_figures_are_men_and_sums_are_none():
    reading = register(FIGURES)

    assert [row.name for row in reading.rows] == ["Dan Okafor", "Lee Lowe", "Imran Patel"]
    assert marks(reading, 3) == {"2024-02-01": "present", "2024-02-08": "unexcused", "2024-02-15": "present"}
    assert reading.not_data == [(1, "title"), (6, "total"), (7, "total")]


def test_noughts_and_ones_that_nobody_explains_are_unknown_marks_of_a_man():
    reading = register("Name;1/2/2024;8/2/2024\nDan Okafor;1;0\nLee Lowe;P;A\n" + LEGEND)

    assert marks(reading, 2) == {"2024-02-01": None, "2024-02-08": None}
    assert [flag.code for flag in reading.flagged if flag.row == 2] == ["mark_unknown", "mark_unknown"]


def test_a_legend_may_stand_beside_the_men():
    reading = register(
        "Name;1/2/2024;8/2/2024;15/2/2024;Key\nDan Okafor;Y;N;Y;Y = there\nLee Lowe;Y;S;Y;N = no show\n"
        "Imran Patel;N;Y;Y;S = sick\n"
    )

    assert marks(reading, 3) == {"2024-02-01": "present", "2024-02-08": "excused", "2024-02-15": "present"}


def test_a_line_that_looks_like_a_legend_and_explains_no_mark_is_none():
    reading = register("Time: late evening\nName;1/2/2024;8/2/2024\nDan Okafor;P;L\n")

    assert marks(reading, 3) == {"2024-02-01": "present", "2024-02-08": "late"}
    assert reading.legend_is_ours


def test_a_sheet_named_key_needs_no_title():
    book = Workbook()
    book.active.append(["Name", datetime(2024, 2, 1), datetime(2024, 2, 8)])  # noqa: DTZ001 (a cell has no zone)
    book.active.append(["Dan Okafor", "A", "N"])
    for pair in (("A", "there"), ("N", "not there")):
        book["Key"].append(pair) if "Key" in book.sheetnames else book.create_sheet("Key").append(pair)
    out = io.BytesIO()
    book.save(out)

    reading = read("book.xlsx", "register", raw=out.getvalue())

    assert reading.rows[0].marks == {date(2024, 2, 1): "present", date(2024, 2, 8): "unexcused"}
    assert reading.flagged == []


def test_a_year_that_had_to_be_guessed_is_said_and_lies_behind_us():
    text = "Name;8 Jan;15 Jan;17 Dec\nDan Okafor;P;P;A\n"
    reading = read("register.csv", "register", raw=text.encode())

    assert list(marks(reading, 2)) == ["2025-01-08", "2025-01-15", "2025-12-17"]
    assert [(flag.row, flag.code, "2025" in flag.message) for flag in reading.flagged] == [
        (1, "guessed", True)
    ]
    assert register(text).flagged == [], "the file's name says 2024"


def test_sheets_that_ran_in_the_same_weeks_may_be_two_groups():
    book = Workbook()
    book.active.title = "Mon"
    book.active.append(["Name", datetime(2024, 2, 5), datetime(2024, 2, 12)])  # noqa: DTZ001 (a cell has no zone)
    book.active.append(["Dan Okafor", "P", "A"])
    for name, first in (("Wed", 7), ("Spring", 19)):
        sheet = book.create_sheet(name)
        sheet.append(["Name", datetime(2024, 2, first), datetime(2024, 2, first + 7)])  # noqa: DTZ001
        sheet.append(["Lee Lowe", "P", "A"])
    out = io.BytesIO()
    book.save(out)

    reading = read("book.xlsx", "register", raw=out.getvalue())

    assert [(flag.sheet, flag.row) for flag in reading.flagged] == [("Wed", 1)]


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("", ""),
        ("completed", "completed"),
        ("Completed!", "completed"),
        ("finished 26/26", "completed"),
        ("completed 12/03/24", "completed"),
        ("completed 12 of 26", "unclear"),
        ("did not complete", "unclear"),
        ("to complete 4 more", "unclear"),
        ("left - new job, nights", "left"),
        ("LEFT, no contact", "left"),
        ("left message Tues", ""),
        ("left early x3", ""),
        ("2 sessions left", ""),
        ("moved to Leeds", "unclear"),
        ("in custody", "unclear"),
        ("works nights", ""),
    ],
)
def test_a_remark_ends_a_place_only_where_it_surely_says_so(text, remark):
    assert read_remark(text) == remark


def test_a_remark_that_may_mean_an_end_is_pointed_at():
    reading = register("Name;1/2/2024;8/2/2024;Remarks\nDan Okafor;P;P;moved to Leeds\n" + LEGEND)

    assert [(flag.row, flag.code) for flag in reading.flagged] == [(2, "guessed")]
    assert "Leeds" not in repr(vars(reading))


def test_a_printed_form_with_its_running_numbers_and_its_facilitators():
    reading = register(
        "Thursday evening;;;;\nNo.;Name;Thu 04/01/24;Thu 11/01/24;Thu 18/01/24\n1;Dan Okafor;P;P;A\nNew starters;;;;\n"
        "2;Guest: Lee Lowe;;P;P\nNo.;Name;Thu 04/01/24;Thu 11/01/24;Thu 18/01/24\n3;;;;\nFacilitators;;SB;OK;SB\n"
        + LEGEND
    )

    assert [(row.row, row.name) for row in reading.rows] == [(3, "Dan Okafor"), (5, "Lee Lowe")]
    assert list(marks(reading, 3)) == ["2024-01-04", "2024-01-11", "2024-01-18"]
    assert reading.refused == []
    assert [number for number, _what in reading.not_data] == [1, 4, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("name", "heads", "first", "guessed"),
    [
        ("reg 2023-24.csv", "02/01;09/01;16/01", "2024-01-02", True),
        ("reg 2023-24.csv", "5 Sep;12 Sep;19 Sep", "2023-09-05", True),
        ("reg 2024.csv", "02/01;09/01;16/01", "2024-01-02", False),
        ("reg 2024.csv", "1/9;1/16;1/23", "2024-01-09", False),
    ],
)
def test_days_without_a_year_in_a_school_year_and_in_either_order(name, heads, first, guessed):
    reading = read(name, "register", raw=f"Name;{heads}\nDan Okafor;P;P;A\n".encode())

    assert next(iter(marks(reading, 2))) == first
    assert len(marks(reading, 2)) == 3
    assert bool(reading.flagged) is guessed
