import io
import struct
import zipfile

import pytest
from openpyxl import Workbook

from referrals.spreadsheets import delimited
from referrals.spreadsheets.book import Uncomputed, address
from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.limits import MAX_BYTES
from referrals.spreadsheets.reading import read_book, refuse_size
from tests.referrals.spreadsheets.samples import read

HEADINGS = "Date received,Surname,Given names,Source,Notes\n"


def workbook(rows: list[list], **sheets: list[list]) -> bytes:
    book = Workbook()
    book.active.title = "Sheet"
    for name, listed in {"Sheet": rows, **sheets}.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in listed:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n,,,\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "picture"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "web_page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (zipped(content_xml=b"<x/>"), "not_a_workbook"),
        (zipped(xl__workbook_xml=b"<x/>", xl__vbaProject_bin=b"x"), "macros"),
        (zipped(xl__workbook_xml=b"<x/>"), "damaged"),
        (struct.pack("<500I", *range(500)), "not_text"),
        (b"\xff\xfe\x00", "not_text"),
    ],
)
def test_what_is_no_spreadsheet_gets_a_sentence(content, code):
    with pytest.raises(CannotRead) as refusal:
        read_book("list.csv", content)

    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")


def test_a_file_too_large_is_refused_before_it_is_opened():
    with pytest.raises(CannotRead, match="60 MB"):
        refuse_size(60 * 1024 * 1024)
    refuse_size(MAX_BYTES)


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked():
    bomb = zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"\0" * (450 * 1024 * 1024))

    assert len(bomb) < 1024 * 1024
    with pytest.raises(CannotRead) as refusal:
        read_book("list.xlsx", bomb)
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize("columns", [1_001, 5_000])
def test_thousands_of_columns_are_refused(columns):
    with pytest.raises(CannotRead, match="1,000 columns"):
        read_book("wide.csv", ",".join(["a"] * columns).encode())
    with pytest.raises(CannotRead, match="1,000 columns"):
        read_book("wide.xlsx", workbook([["a"] * columns]))


def test_too_many_rows_are_refused():
    with pytest.raises(CannotRead, match="200,000 rows"):
        read_book("long.csv", b"a,b\n" * 200_001)


def test_too_many_cells_of_text_are_refused_as_those_of_a_workbook_are(monkeypatch):
    """Fifty megabytes of ones and commas are twenty-five million cells, and a gigabyte of memory."""
    monkeypatch.setattr(delimited, "MAX_PLACES", 1_000)
    assert read_book("list.csv", b"a,b\n" * 500).sheets[0].rows
    with pytest.raises(CannotRead, match="more cells than any list") as refusal:
        read_book("list.csv", b"a,b\n" * 501)
    assert refusal.value.code == "too_large"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
    ],
)
def test_encodings_are_told_apart(encoding, name):
    book = read_book("list.csv", "Name;Note\nJosé Núñez;½ day – Fridays\n".encode(encoding))

    assert (book.encoding, book.delimiter) == (name, ";")
    assert book.sheets[0].rows[1].cells == ["José Núñez", "½ day – Fridays"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_told_by_the_table_they_make(delimiter):
    rows = [["Name", "Day"], ["Wójcik, Zbigniew; the elder", "1"], ["Okafor, Dan", "2"], ["a, b, c, d", "3"]]
    text = "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in rows
    )

    book = read_book("list.csv", text.encode())

    assert book.delimiter == delimiter
    assert [row.cells for row in book.sheets[0].rows] == rows


def test_rows_count_as_a_spreadsheet_does_and_lines_as_the_text():
    book = read_book("list.csv", b'a,b\r\n"one\r\ntwo",x\r\n\r\nc,d\r\n')

    assert [(row.number, row.line) for row in book.sheets[0].rows] == [(1, 1), (2, 2), (3, 4), (4, 5)]


def test_a_first_line_that_names_the_delimiter_is_believed():
    book = read_book("list.csv", b"sep=;\na;b,c,d\ne;f,g,h\n")

    assert book.delimiter == ";"
    assert [(row.number, row.line) for row in book.sheets[0].rows] == [(1, 2), (2, 3)]
    assert book.sheets[0].rows[0].cells == ["a", "b,c,d"]
    assert read_book("list.csv", b"sep=\t\r\na\tb\r\n").delimiter == "\t"


def test_a_few_old_letters_in_a_file_of_new_ones_spoil_nothing():
    new = "Name;Town\nJosé Núñez;Málaga\nNoël Côté;Québec\n".encode()
    book = read_book("list.csv", new + "Søren;Århus\n".encode("cp1252"))

    assert book.encoding == "UTF-8 and Windows-1252"
    assert [row.cells[0] for row in book.sheets[0].rows[1:]] == ["José Núñez", "Noël Côté", "Søren"]


def test_marks_nobody_sees_are_taken_out():
    book = read_book("list.csv", "a;b\n\ufeffc;O\u200bkafor\n".encode())

    assert book.sheets[0].rows[1].cells == ["c", "Okafor"]


def test_a_constant_written_as_a_formula_is_its_value_and_any_other_is_none():
    book = read_book("list.csv", b'a,b,c,d\n"=""07700900119""",=+447700900580,=1+1,=A1\n')

    assert book.sheets[0].rows[1].cells == [
        "07700900119",
        "+447700900580",
        Uncomputed("=1+1"),
        Uncomputed("=A1"),
    ]


@pytest.mark.parametrize("failed", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "Err:502"])
def test_what_a_failed_formula_leaves_in_a_text_is_no_value(failed):
    rows = (f"{failed},Dan,self,,", f"Beck,Lee,{failed},,", f"Ek,Ola,self,{failed},{failed}")
    text = "Date received,Surname,Given names,Source,Mobile,DOB\n" + "".join(
        f"2026-01-02,{row}\n" for row in rows
    )
    reading = read("list.csv", "referrals", raw=text.encode())

    assert [(refused.row, refused.code) for refused in reading.refused] == [
        (2, "no_name"),
        (3, "source_unknown"),
    ]
    assert [(row.phone, row.date_of_birth) for row in reading.rows] == [("", None)]
    assert {cell for cell in ("E4", "F4") if any(cell in flag.message for flag in reading.flagged)} == {
        "E4",
        "F4",
    }


def test_a_quotation_mark_never_closed_is_named_by_its_line():
    with pytest.raises(CannotRead, match="line 3"):
        read_book("list.csv", b'a,b\nc,d\n"e,f\ng,h\ni,j\n')


def test_a_formula_without_a_value_is_refused_where_it_matters_and_named():
    reading = read(
        "list.csv",
        "referrals",
        raw=(HEADINGS + "=TODAY(),Okafor,Dan,self,\n2026-01-02,Beck,Lee,self,=1+1\n").encode(),
    )

    assert [(refused.row, refused.code) for refused in reading.refused] == [(2, "received_impossible")]
    assert "A2 holds a formula" in reading.refused[0].message
    assert [row.last_name for row in reading.rows] == ["Beck"]


def test_sheets_left_alone_are_named():
    book = Workbook()
    book.active.append(["Date received", "Surname", "Source"])
    book.active.append(["2026-01-02", "Okafor", "self"])
    book.create_sheet("Sheet 2").append(["2026-01-03", "Lowe", "self"])
    book.create_sheet("Old").append(["Date received", "Surname", "Source"])
    book["Old"].sheet_state = "hidden"
    book.create_sheet("Empty").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)

    reading = read("list.xlsx", "referrals", raw=out.getvalue())

    assert [row.last_name for row in reading.rows] == ["Okafor"]
    assert {
        flag.sheet for flag in reading.flagged if "was read" in flag.message or "was not read" in flag.message
    } == {
        "Old",
        "Sheet 2",
    }


def test_a_formula_in_a_workbook_is_no_value_until_it_was_computed():
    content = workbook(
        [
            ["Date received", "Surname", "Source", "Phone"],
            ["=TODAY()", "Okafor", "self", ""],
            ["2026-01-02", "Beck", "self", "=A1"],
        ]
    )

    assert isinstance(read_book("list.xlsx", content).sheets[0].rows[1].cells[0], Uncomputed)
    reading = read("list.xlsx", "referrals", raw=content)
    assert [(refused.row, refused.code) for refused in reading.refused] == [(2, "received_impossible")]
    assert [(flag.row, flag.code) for flag in reading.flagged if "D3" in flag.message] == [(3, "guessed")]


def test_a_computed_formula_gives_its_value_and_is_said():
    content = workbook([["Date received", "Surname", "Source"], ["=TODAY()", "Okafor", "self"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = (
        parts[sheet]
        .replace(b"<v></v>", b"<v>46024</v>")
        .replace(b"<v />", b"<v>46024</v>")
        .replace(b"<v/>", b"<v>46024</v>")
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)

    reading = read("list.xlsx", "referrals", raw=out.getvalue())

    assert [row.received_on.isoformat() for row in reading.rows] == ["2026-01-02"]
    assert any(flag.code == "guessed" and "A2 is a formula" in flag.message for flag in reading.flagged)


@pytest.mark.parametrize(
    ("at", "name"),
    [((10, 8), "I10"), ((1, 0), "A1"), ((5, 26), "AA5"), ((2, 701), "ZZ2"), ((2, 702), "AAA2")],
)
def test_cells_are_called_as_a_spreadsheet_calls_them(at, name):
    assert address(*at) == name
