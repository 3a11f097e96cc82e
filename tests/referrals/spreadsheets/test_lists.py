"""Rules of the rows, one by one."""

import pytest

from referrals.spreadsheets.book import Row
from referrals.spreadsheets.errors import CannotRead
from referrals.spreadsheets.headings import recognize
from referrals.spreadsheets.mapping import read_mapping
from tests.referrals.spreadsheets.samples import read

REFERRALS = "Date received,Surname,Given names,DOB,Mobile,Email,Source,Order?,Sessions,Notes\n"
ATTENDANCE = "client_ref,group,session_on,outcome,minutes_late,reason\n"


def referrals(*rows: str, head: str = REFERRALS, **options):
    return read("list.csv", "referrals", raw=(head + "\n".join(rows) + "\n").encode(), **options)


def attendance(*rows: str):
    return read("list.csv", "attendance", raw=(ATTENDANCE + "\n".join(rows) + "\n").encode())


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("2026-01-02,,,1980-01-01,,,self,,,", "no_name", "Surname"),
        ("2026-01-02,?,-,1980-01-01,,,self,,,", "no_name", "Surname"),
        (",Okafor,Dan,,,,self,,,", "received_missing", "Date received"),
        ("unknown,Okafor,Dan,,,,self,,,", "received_missing", "Date received"),
        ("30/02/2025,Okafor,Dan,,,,self,,,", "received_impossible", "Date received"),
        ("2027-01-02,Okafor,Dan,,,,self,,,", "received_impossible", "Date received"),
        ("1026-01-02,Okafor,Dan,,,,self,,,", "received_impossible", "Date received"),
        ("2026-01-02,Okafor,Dan,31/04/1979,,,self,,,", "birth_impossible", "DOB"),
        ("2026-01-02,Okafor,Dan,1850-01-01,,,self,,,", "birth_impossible", "DOB"),
        ("2025-01-02,Okafor,Dan,2025-06-01,,,self,,,", "birth_impossible", "DOB"),
        ("2026-01-02,Okafor,Dan,2063-01-01,,,self,,,", "birth_in_future", "DOB"),
        ("2026-01-02,Okafor,Dan,,,,,,,", "source_missing", "Source"),
        ("2026-01-02,Okafor,Dan,,,,slef,,,", "source_unknown", "Source"),
    ],
)
def test_rows_that_cannot_be_accepted(row, code, column):
    reading = referrals(row, "2026-01-03,Lowe,Lee,,,,self,,,")

    assert [(refused.row, refused.code, refused.column) for refused in reading.refused] == [(2, code, column)]
    assert [row.last_name for row in reading.rows] == ["Lowe"]


def test_a_row_with_two_faults_is_refused_once_and_says_both():
    (refused,) = referrals(",Okafor,Dan,31/04/1979,,,self,,,").refused

    assert refused.code == "received_missing"
    assert "31/04/1979" in refused.message


def test_what_is_not_his_or_not_readable_is_left_out_and_said():
    reading = referrals("2026-01-02,Okafor,Dan,1979,07700 900111 (wife),ask him,self,N,many,")

    (row,) = reading.rows
    assert (row.phone, row.email, row.date_of_birth, row.required_sessions) == ("", "", None, None)
    assert {flag.code for flag in reading.flagged} == {"guessed"}
    assert len(reading.flagged) == 5


@pytest.mark.parametrize("born", ["34", "age 34", "1975", "Nov 1982", "00/00/0000"])
def test_an_age_for_a_birth_date_is_left_empty_and_said_and_the_man_comes_in(born):
    reading = referrals(f"2026-01-02,Okafor,Dan,{born},,,self,N,,")

    (row,) = reading.rows
    assert row.date_of_birth is None
    assert any(born in flag.message for flag in reading.flagged)


def test_her_telephone_column_is_never_his():
    reading = referrals(
        "2026-01-02,Okafor,Dan,07700900111,she@example.net,self",
        head="Date received,Surname,First name,Partner phone,Wife's email,Source\n",
    )

    assert (reading.rows[0].phone, reading.rows[0].email) == ("", "")


def test_her_words_in_a_column_that_is_kept_are_left_out():
    reading = attendance(
        "T1,Mon,2026-01-02,excused,,wife says he was drunk", "T2,Mon,2026-01-02,excused,,shift work"
    )

    assert [(row.client_ref, row.reason) for row in reading.rows] == [("T1", ""), ("T2", "shift work")]
    assert [(flag.row, flag.code) for flag in reading.flagged] == [(2, "partner_said")]


def test_her_words_in_a_refused_row_are_still_handed_over():
    reading = referrals(",Okafor,Dan,,,,self,,,she rang: he has a gun")

    assert [refused.code for refused in reading.refused] == ["received_missing"]
    assert [(flag.row, flag.code) for flag in reading.flagged] == [(2, "partner_said")]
    assert "gun" not in repr(vars(reading))


def test_her_words_in_a_kept_column_of_a_refused_row_are_handed_over_too():
    reading = attendance("T1,Mon,2026-01-05,absent,,wife says he was drunk")

    assert [(refused.row, refused.code) for refused in reading.refused] == [(2, "outcome_unknown")]
    assert [(flag.row, flag.code) for flag in reading.flagged] == [(2, "partner_said")]


def test_her_words_typed_into_a_date_are_not_quoted_back():
    (refused,) = referrals("she says in May,Okafor,Dan,,,,self,,,").refused

    assert "says" not in refused.message


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("T1,Mon,2027-01-02,present,,", "date_in_future"),
        ("T1,Mon,,present,,", "date_missing"),
        ("T1,Mon,2026-01-02,,,", "outcome_unknown"),
        ("T1,Mon,2026-01-02,late,-5,", "minutes_not_a_number"),
        ("-,Mon,2026-01-02,present,,", "client_missing"),
    ],
)
def test_attendance_that_cannot_be_accepted(row, code):
    assert [refused.code for refused in attendance(row).refused] == [code]


def test_a_cancelled_week_may_lie_ahead():
    assert [row.outcome for row in attendance("T1,Mon,2026-04-02,cancelled,,").rows] == ["cancelled"]


def test_a_mapping_has_the_last_word_on_columns_values_and_dates():
    head = "When,Who,Door\n"
    with pytest.raises(CannotRead, match="received_on"):
        referrals("01/02/2026,Dan Okafor,CAB walk", head=head)

    given = {
        "columns": {"When": "received_on", "Who": "name", "Door": "source"},
        "values": {"source": {"Door 3": "court"}},
        "dates": "M/D/Y",
    }
    reading = referrals("01/02/2026,Dan Okafor,door 3", head=head, mapping=read_mapping("referrals", given))

    assert [(row.name, row.source, row.received_on.isoformat()) for row in reading.rows] == [
        ("Dan Okafor", "court", "2026-01-02")
    ]
    assert reading.dates == "M/D/Y"


def test_a_mapping_may_be_written_either_way_round_and_must_make_sense():
    assert read_mapping("referrals", {"When": "received_on"}).columns == {"When": "received_on"}
    assert read_mapping("referrals", {"received_on": "When"}).columns == {"When": "received_on"}
    with pytest.raises(CannotRead, match="favourite"):
        read_mapping("referrals", {"When": "favourite"})
    with pytest.raises(CannotRead):
        read_mapping("referrals", ["When"])


def test_a_column_mapped_to_nothing_is_not_read():
    reading = referrals(
        "2026-01-02,Okafor,Dan,1980-01-01,07700900111,,self,,,",
        mapping=read_mapping("referrals", {"Mobile": ""}),
    )

    assert reading.rows[0].phone == ""
    assert ("Mobile", "") in [(column.heading, column.canonical) for column in reading.columns]


def test_two_columns_of_one_meaning_that_differ_are_pointed_at():
    head = "Date received,Surname,Given names,Source,Mobile,Home phone\n"
    reading = referrals(
        "2025-02-13,Okafor,Dan,self,07700 900119,07700 900120", "2025-02-14,Lowe,Lee,self,,07700 900121",
        "2025-02-15,Ek,Ola,self,07700 900122,07700-900-122", head=head,
    )  # fmt: skip

    assert [row.phone for row in reading.rows] == ["+447700900119", "+447700900121", "+447700900122"]
    assert [flag.row for flag in reading.flagged if "Home phone" in flag.message] == [2]


@pytest.mark.parametrize(
    ("mandated", "pressure", "guessed"),
    [
        ("yes", "ordered", False),
        ("TRUE", "ordered", False),
        ("no", "advised", True),
        ("voluntary", "own_choice", False),
    ],
)
def test_mandated_may_be_answered_with_yes_or_no(mandated, pressure, guessed):
    head = "Date received,Surname,Source,Mandated?\n"
    (row,) = referrals(f"2025-02-13,Okafor,other,{mandated}", head=head).rows

    assert (row.pressure, row.pressure_guessed) == (pressure, guessed)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("File #", "client_ref"), ("Fecha de nacimiento", "date_of_birth"), ("Probation officer", "reports_to"),
        ("Sessions req'd", "required_sessions"), ("Referring agency", "source"), ("Date of enquiry", "received_on"),
    ],
)  # fmt: skip
def test_headings_as_offices_write_them(heading, name):
    assert list(recognize("referrals", Row(1, 1, [heading])).found) == [name]


def test_sums_of_a_month_are_no_referrals():
    reading = referrals(
        "2025-02-13,Okafor,Dan,n/k,,,self,,,", "February total,1,,,,,,,,", "Sub total:,1,,,,,,,,"
    )

    assert [row.last_name for row in reading.rows] == ["Okafor"]
    assert reading.not_data == [(3, "total"), (4, "total")]
    assert reading.refused == []


def test_headings_in_two_lines_are_read_as_one():
    reading = read(
        "list.csv",
        "referrals",
        raw=(
            b"Northside,,,,,\n"
            b"Date,Client,,Date of,Contact,How\nreceived,surname,first name,birth,number,referred\n"
            b"13/02/2025,Okafor,Dan,19/11/1986,07700 900119,self\n"
            b"Date,Client,,Date of,Contact,How\nreceived,surname,first name,birth,number,referred\n"
            b'14/02/2025,"Lowe, Lee",,28/03/1967,07700 900120,court\n'
        ),
    )

    assert [(row.row, row.first_name, row.last_name, row.phone, row.source) for row in reading.rows] == [
        (4, "Dan", "Okafor", "+447700900119", "self"),
        (7, "Lee", "Lowe", "+447700900120", "court"),
    ]
    assert reading.not_data == [(1, "title"), (5, "heading_again"), (6, "heading_again")]
    assert reading.refused == []


def test_headings_of_groups_of_columns_above_the_headings_change_nothing():
    head = "Referral,,Client details,,,\nDate received,Source,Surname,Given names,DOB,Mobile\n"
    (row,) = referrals("2025-02-13,self,Okafor,Dan,1986-11-19,07700 900119", head=head).rows

    assert (row.row, row.last_name, row.source, row.phone) == (3, "Okafor", "self", "+447700900119")


def test_other_headings_further_down_are_believed_from_there_on():
    reading = referrals(
        "13/02/2025,Okafor,Dan,19/11/1986,,,self,,,",
        "2026,,,,,,,,,",
        "Surname,Given names,Source,Date received,Mobile,DOB,Notes,,,",
        "Lowe,Lee,court,14/02/2025,07700 900120,28/03/1967,,,,",
    )

    assert [(row.row, row.last_name, row.source, row.received_on.isoformat()) for row in reading.rows] == [
        (2, "Okafor", "self", "2025-02-13"),
        (5, "Lowe", "court", "2025-02-14"),
    ]
    assert reading.refused == []


def test_a_first_row_of_words_alone_is_no_second_line_of_headings():
    reading = referrals("unknown,Other,Partner,?,,,Other,,,", "2025-02-14,Lowe,Lee,,,,self,,,")

    assert [(refused.row, refused.code) for refused in reading.refused] == [(2, "received_missing")]
    assert [row.row for row in reading.rows] == [3]


def test_months_first_are_settled_by_one_clear_day_for_the_whole_file():
    reading = referrals("1/2/2025,Okafor,Dan,,,,self,,,", "1/13/2025,Lowe,Lee,,,,self,,,")

    assert reading.dates == "M/D/Y"
    assert [row.received_on.isoformat() for row in reading.rows] == ["2025-01-02", "2025-01-13"]
