"""A file for a spreadsheet that does nothing but show."""

import csv
import re
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.utils import timezone
from openpyxl import load_workbook

from services import exports
from services.exports import as_csv, as_xlsx, file_answer, harmless, kind_asked
from services.models import AuditEntry
from tests.conftest import NOW

FORMULAS = [
    "=1+1", "+44", "-2", "@SUM", "\tx", "\rx", "\nx", "\0=1", "  =1", '=cmd|"/c"!A1',
    "\x01=1", "\x1f\x0b=1", "\u00a0=1", "\ufeff=1", "\u200b\x02 =1", "\uff1d1+1", "\uff201",
]  # fmt: skip


def in_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def in_xlsx(content: bytes) -> list[tuple]:
    return list(load_workbook(BytesIO(content)).active.values)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_is_shown(text):
    assert str(harmless(text)).startswith("'")


@pytest.mark.parametrize("value", ["O’Brien", "", 12, -3, 0.5, "a=b", "Łukasz"])
def test_what_is_harmless_stays(value):
    assert harmless(value) == value


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_leaves_in_either_file_in_a_cell_or_a_head(text):
    assert [row[0][0] for row in in_csv(as_csv([text], [[text]]))] == ["'", "'"]
    sheet = load_workbook(BytesIO(as_xlsx([text], [[text]], title="men"))).active
    assert [(cell.data_type, cell.value[0]) for cell in (sheet["A1"], sheet["A2"])] == [("s", "'")] * 2


@pytest.mark.parametrize("parted", [";=1+1", "; =1+1", ";\uff1d1", "\t@SUM(1)", "\n=1+1", "\r\n+1"])
def test_no_formula_begins_where_another_sign_parts_the_cells(parted):
    """French Excel parts cells at semicolons, and a quotation mark in the middle of a line means nothing to it."""
    told = as_csv(["Name"], [["M-1", "Dan" + parted, "x"]]).decode("utf-8-sig")
    assert not any(
        piece.strip()[:1] in exports.SIGNS for piece in re.split(r"[;\t\r\n]", told) if piece.strip()
    )


def test_csv_opens_with_its_accents_and_keeps_its_cells():
    content = as_csv(["Name", "Note"], [["Zoë", 'said "no", twice\nthen left'], [None, 3]])
    assert in_csv(content) == [["Name", "Note"], ["Zoë", 'said "no", twice\nthen left'], ["", "3"]]
    assert content.startswith(b"\xef\xbb\xbf")


def test_days_and_moments_are_those_of_the_service():
    moment = datetime(2026, 3, 13, 1, 41, 7, tzinfo=UTC)
    with timezone.override(ZoneInfo("America/Toronto")):
        content_csv = as_csv(["Day", "When"], [[date(2026, 3, 12), moment]])
        content_xlsx = as_xlsx(["Day", "When"], [[date(2026, 3, 12), moment]], title="x")
    assert in_csv(content_csv)[1] == ["2026-03-12", "2026-03-12 21:41"]
    assert in_xlsx(content_xlsx)[1] == (datetime(2026, 3, 12), datetime(2026, 3, 12, 21, 41))  # noqa: DTZ001


def test_what_a_sheet_cannot_hold_is_left_out():
    assert in_xlsx(as_xlsx(["Name"], [["a\x07b", None]], title="x" * 40)) == [("Name",), ("ab",)]


@pytest.mark.parametrize(
    ("query", "kind"),
    [("", ""), ("?format=csv", "csv"), ("?format=xlsx", "xlsx"), ("?format=json", ""), ("?format=", "")],
)
def test_other_words_ask_for_the_page(query, kind):
    assert kind_asked(RequestFactory().get(f"/{query}")) == kind


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_named_for_its_day_and_written_down(cast, kind):
    rows = ([number] for number in range(3))
    answer = file_answer(kind, what="men", name="men", headings=["n"], rows=rows, by=cast.tom, at=NOW)
    assert answer["Content-Disposition"] == f'attachment; filename="men-2026-03-12.{kind}"'
    trace = AuditEntry.objects.get(what="men.exported")
    assert (trace.by, trace.at, trace.details) == (cast.tom, NOW, {"rows": 3})


def test_a_list_that_was_cut_says_so(cast, monkeypatch):
    monkeypatch.setattr(exports, "LONGEST", 2)
    answer = file_answer(
        "csv", what="men", name="men", headings=["n"], rows=[[1], [2], [3]], by=cast.tom, at=NOW
    )
    assert [row[0][:12] for row in in_csv(answer.content)] == ["n", "1", "2", "The list goe"]
    assert AuditEntry.objects.get().details == {"rows": 2}


def test_a_long_list_comes_whole(cast):
    rows = [[f"M-{n}", "Dan", "Okafor", date(2026, 1, 1) + timedelta(days=n % 90)] for n in range(5000)]
    content = file_answer(
        "xlsx", what="men", name="men", headings=list("abcd"), rows=rows, by=cast.tom, at=NOW
    ).content
    assert len(in_xlsx(content)) == 5001
