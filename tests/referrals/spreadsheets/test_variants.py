"""The same list in other clothes: shuffled columns, other headings, separators, encodings, dates, and as a workbook."""

import csv
import io
from dataclasses import asdict
from datetime import date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.referrals.spreadsheets.samples import content, read

OTHER_HEADINGS = {
    "client_ref": ["client_ref", "Ref.", "File no", "Client ID"],
    "first_name": ["first_name", "Given names", "Prénom", "FORENAME"],
    "last_name": ["last_name", "Surname", "Family name", "Nom"],
    "date_of_birth": ["date_of_birth", "D.O.B.", "Client's date of birth", "Born"],
    "phone": ["phone", "Mobile", "Tel. no.", "Contact number"],
    "email": ["email", "E-mail address", "Courriel"],
    "received_on": ["received_on", "Date rec'd", "Date of referral", "Referral date"],
    "source": ["source", "Referral source", "Who referred"],
    "pressure": ["pressure", "Why now"],
    "crisis": ["crisis", "Presenting crisis"],
    "crisis_on": ["crisis_on", "Crisis date"],
    "required_sessions": ["required_sessions", "Sessions ordered", "No. of sessions"],
    "order_number": ["order_number", "Case no", "Docket"],
    "reports_to": ["reports_to", "Report to"],
}
DAYS = ("date_of_birth", "received_on", "crisis_on")
STYLES = {
    "ISO": "%Y-%m-%d",
    "D/M/Y": "%d/%m/%Y",
    "M/D/Y": "%m/%d/%Y",
    "dots": "%d.%m.%Y",
    "named": "%d %B %Y",
    "short": "%d-%b-%y",
}
TIDY = list(csv.DictReader(io.StringIO(content("referrals_tidy.csv").decode())))


def facts(reading) -> list[dict]:
    ignored = ("row", "line", "sheet")
    return [
        {name: value for name, value in asdict(row).items() if name not in ignored} for row in reading.rows
    ]


EXPECTED = facts(read("referrals_tidy.csv", "referrals"))


@st.composite
def clothes(draw):
    names = draw(st.permutations(list(OTHER_HEADINGS)))
    return {
        "names": names,
        "headings": [draw(st.sampled_from(OTHER_HEADINGS[name])) for name in names],
        "style": draw(st.sampled_from(list(STYLES))),
        "delimiter": draw(st.sampled_from([",", ";", "\t"])),
        "encoding": draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])),
        "newline": draw(st.sampled_from(["\n", "\r\n"])),
        "title": draw(st.booleans()),
    }


def cell(row: dict, name: str, style: str) -> str:
    value = row[name]
    return date.fromisoformat(value).strftime(STYLES[style]) if name in DAYS and value else value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(clothes())
def test_the_list_is_the_same_in_any_clothes(worn):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=worn["delimiter"], lineterminator=worn["newline"])
    if worn["title"]:
        writer.writerow(["Referrals of the office"])
        writer.writerow([])
    writer.writerow(worn["headings"])
    for row in TIDY:
        writer.writerow([cell(row, name, worn["style"]) for name in worn["names"]])
    text = out.getvalue()
    encoding = worn["encoding"]
    try:
        raw = text.encode(encoding)
    except UnicodeEncodeError:
        raw = text.encode("utf-8")

    reading = read("list.csv", "referrals", raw=raw)

    assert reading.refused == []
    assert facts(reading) == EXPECTED
    assert reading.delimiter == worn["delimiter"]
    assert reading.dates in (worn["style"], "D/M/Y", "ISO")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(clothes())
def test_the_list_is_the_same_as_a_workbook(worn):
    book = Workbook()
    sheet = book.active
    if worn["title"]:
        sheet.append(["Referrals of the office"])
        sheet.merge_cells("A1:F1")
        sheet.append([])
    sheet.append(worn["headings"])
    for row in TIDY:
        cells = []
        for name in worn["names"]:
            value = row[name]
            if name in DAYS and value:
                value = datetime.fromisoformat(value)
            elif name in ("phone", "required_sessions") and value.isdigit():
                value = int(value)  # the leading zero is lost, as it is in every office
            cells.append(value or None)
        sheet.append(cells)
    book.create_sheet("Notes").append(["nothing of use"])
    out = io.BytesIO()
    book.save(out)

    reading = read("list.xlsx", "referrals", raw=out.getvalue())

    assert reading.refused == []
    assert facts(reading) == EXPECTED
    assert (reading.dates, reading.encoding, reading.delimiter) == ("date cells", None, None)
    assert reading.sheets == ["Sheet"]


def test_the_messy_list_is_the_same_as_a_workbook():
    rows = list(csv.reader(io.StringIO(content("referrals.csv").decode("utf-8-sig"), newline="")))
    book = Workbook()
    for row in rows:
        book.active.append([value or None for value in row])
    out = io.BytesIO()
    book.save(out)

    reading, plain = read("list.xlsx", "referrals", raw=out.getvalue()), read("referrals.csv", "referrals")

    assert facts(reading) == facts(plain)
    assert [(entry.row, entry.code, entry.column) for entry in reading.refused] == [
        (entry.row, entry.code, entry.column) for entry in plain.refused
    ]
    assert reading.not_data == plain.not_data
