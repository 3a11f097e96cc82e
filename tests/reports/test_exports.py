"""A report as a file: rows as shown, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from openpyxl import load_workbook

from reports.exports import as_csv, as_response, as_xlsx, table, tame

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def answer(*groups):
    return {"generated_at": "2026-03-12T20:41:00+00:00", "groups": list(groups)}


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_would_run_is_told_to_stay_text(text):
    assert tame(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-1, 0.5, None, "Tuesday", "a=b"])
def test_numbers_and_plain_text_stay_as_they_are(cell):
    assert tame(cell) == cell


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_leaves_in_either_file(text):
    (row,) = csv.DictReader(io.StringIO(as_csv(["label"], [[text]]).decode("utf-8-sig"), newline=""))
    assert row["label"][0] == "'"
    cell = load_workbook(io.BytesIO(as_xlsx(["label"], [[text]], title="x"))).active["A2"]
    assert cell.data_type == "s"
    assert cell.value[0] == "'"


def test_a_group_with_a_curve_is_a_row_for_each_session():
    group = {
        "key": "a",
        "label": "A",
        "n": 3,
        "curve": [{"session": 1, "survival": 1.0}, {"session": 2, "survival": 0.5}],
    }
    assert table(answer(group)) == (
        ["key", "label", "n", "session", "survival"],
        [["a", "A", 3, 1, 1.0], ["a", "A", 3, 2, 0.5]],
    )


def test_a_group_whose_curve_is_hidden_still_has_a_row():
    hidden = {"key": "b", "label": "B", "n": 5, "curve": []}
    shown = {"key": "a", "label": "A", "n": 9, "curve": [{"session": 1, "survival": 1.0}]}
    heads, rows = table(answer(hidden, shown))
    assert rows == [["b", "B", 5, None, None], ["a", "A", 9, 1, 1.0]]
    assert heads == ["key", "label", "n", "session", "survival"]


def test_nobody_is_a_file_with_heads():
    assert table(answer()) == (["key", "label"], [])


def test_accents_survive_excel():
    assert as_csv(["label"], [["Été"]]).startswith(b"\xef\xbb\xbf")


def test_no_file_was_asked_for():
    assert as_response(answer(), "", name="retention") is None
    assert as_response(answer(), "json", name="retention") is None
