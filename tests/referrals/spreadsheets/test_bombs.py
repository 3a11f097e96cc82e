"""A small file that would keep the server busy for hours is refused before it is opened."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from referrals.actions.imports import batches
from referrals.spreadsheets import weighing, workbook
from referrals.spreadsheets.book import text_of
from referrals.spreadsheets.contacts import ADDRESS
from referrals.spreadsheets.dates import AGE_BESIDE
from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.limits import LONGEST_TEXT
from referrals.spreadsheets.reading import read_book
from referrals.spreadsheets.session_counts import ASIDE
from tests.conftest import NOW

SHEET = "xl/worksheets/sheet1.xml"
NAMED = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>Surname</t></is></c></row>'
MAN = '<c t="inlineStr"><is><t>Amis</t></is></c>'


def packed(rows: str, *, hidden: bool = False, encoding: str = "utf-8", named: str = "") -> bytes:
    """A workbook as a program writes it, with these rows put into its first sheet by hand."""
    book, plain, made = Workbook(), io.BytesIO(), io.BytesIO()
    book.active["A1"] = "Surname"
    if hidden:
        book.create_sheet("Shown")["A1"] = "Surname"
        book.active.sheet_state = "hidden"
        book.active = 1
    book.save(plain)
    head = f'<?xml version="1.0" encoding="{encoding}"?>{named}'
    sheet = f"{head}<worksheet {NAMED}><sheetData>{rows}</sheetData></worksheet>"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet.encode(encoding) if name == SHEET else old.read(name))
    return made.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(CannotRead) as said:
        read_book("list.xlsx", content)
    return said.value.code


def test_a_workbook_put_together_by_hand_is_read():
    book = read_book("list.xlsx", packed(HEAD + f'<row r="3">{MAN}</row>'))
    assert [row.cells for row in book.sheets[0]] == [["Surname"], [], ["Amis"]]


@pytest.mark.parametrize("hidden", [False, True])
def test_a_row_that_claims_to_stand_far_below_is_not_counted_up_to(monkeypatch, hidden):
    """Excel ends at a million; a file may say two billion, and every row before is handed to us one by one."""
    monkeypatch.setattr(workbook, "SHEET_ROWS", 1_000)
    far = '<row r="2000000000"><c/></row>' if hidden else f'<row r="2000000000">{MAN}</row>'
    assert refused(packed((HEAD if not hidden else "") + far, hidden=hidden)) == "too_many_rows"


def test_cells_far_to_the_right_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_PLACES", 40_000)
    far = "".join(f'<row r="{number}"><c r="XFD{number}"/></row>' for number in range(2, 5))
    assert refused(packed(HEAD + far)) == "too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_more_cells_in_a_row_than_a_sheet_has_columns(encoding):
    assert refused(packed(HEAD + '<row r="2">' + "<c/>" * 20_000 + "</row>", encoding=encoding)) == (
        "too_many_columns"
    )


@pytest.mark.parametrize("space", ["", "x:"])
def test_more_cells_than_any_list_has(monkeypatch, space):
    monkeypatch.setattr(weighing, "MAX_CELLS", 500)
    row = f"<{space}row>" + f"<{space}c/>" * 10 + f"</{space}row>"
    assert refused(packed(row * 100)) == "too_large"


def test_more_rows_than_a_sheet_has(monkeypatch):
    monkeypatch.setattr(weighing, "SHEET_ROWS", 100)
    assert refused(packed("<row/>" * 200)) == "too_many_rows"


def test_a_tag_cut_in_two_by_the_reading_is_counted_once(monkeypatch):
    monkeypatch.setattr(weighing, "CHUNK", 7)
    with zipfile.ZipFile(io.BytesIO(packed("<row><c/><c/></row>" * 10))) as parts:
        tags = list(weighing._tags(parts, parts.getinfo(SHEET)))
    assert (tags.count(b"row"), tags.count(b"c")) == (10, 20)


@pytest.mark.parametrize("declared", ["entity", "system"])
def test_a_text_that_grows_or_reads_a_file_is_refused(declared):
    what = {"entity": '"&b;&b;"><!ENTITY b "aaaa"', "system": 'SYSTEM "file:///etc/hostname"'}[declared]
    bomb = packed(HEAD + '<row r="2"><c t="inlineStr"><is><t>&a;</t></is></c></row>')
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bomb)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == SHEET:
                text = text.replace(b"<worksheet", f"<!DOCTYPE w [<!ENTITY a {what}>]><worksheet".encode())
            new.writestr(name, text)
    assert refused(made.getvalue()) == "damaged"


def test_what_unpacks_to_much_is_not_opened_while_somebody_waits(cast, monkeypatch):
    """A page answers at once; the file is opened in the background, and says there what is wrong with it."""
    opened = []
    monkeypatch.setattr(batches, "read_book", lambda name, content: opened.append(name))
    small, large = packed(HEAD), packed(HEAD + "<row/>" * 600_000)
    assert len(large) < batches.READ_AT_ONCE / 10
    for name, content in (("small.xlsx", small), ("large.xlsx", large)):
        batches.upload(kind="referrals", file_name=name, content=content, by=cast.priya, at=NOW)
    assert opened == ["small.xlsx"]


@pytest.mark.parametrize("letters", ["a", "-", "1", "1.", " ", "a "])
@pytest.mark.parametrize("looked_for", [ADDRESS, AGE_BESIDE, ASIDE])
def test_an_endless_cell_is_looked_at_only_at_its_beginning(letters, looked_for):
    """What was tried at each letter of a text, to its end each time, took a worker for hours."""
    text = text_of("x" + letters * 500_000 + "x")
    assert len(text) == LONGEST_TEXT
    assert looked_for.search(text) is None


@pytest.mark.parametrize(
    "entity",
    [f'<!ENTITY a "{"A" * 4000}">', '<!ENTITY a SYSTEM "file:///etc/hostname">', "<!ENTITY a '<c/>'>"],
)
def test_no_name_stands_for_more_than_is_written(entity):
    """What a name stands for is counted by nobody: cells could be hidden behind it, or a file of the server."""
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
    assert refused(packed(row, named=f"<!DOCTYPE worksheet [{entity}]>")) == "damaged"
