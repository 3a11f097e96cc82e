"""Each sample file against what a careful reader finds in it."""

from collections import Counter

import pytest

from tests.referrals.spreadsheets.samples import EXPECTED, read, within


def refusals(reading) -> set[tuple]:
    return {(refused.row, refused.line, refused.code, refused.column) for refused in reading.refused}


def expected_refusals(name: str, *, but: tuple[str, ...] = ()) -> set[tuple]:
    return {
        (entry["row"], entry["line"], entry["class"], entry["column"])
        for entry in EXPECTED[name].get("refused", [])
        if entry["class"] not in but
    }


@pytest.fixture(scope="module")
def referrals():
    return read("referrals.csv", "referrals")


def test_the_messy_list_is_told_for_what_it_is(referrals):
    expected = EXPECTED["referrals.csv"]

    assert (referrals.encoding, referrals.delimiter, referrals.dates) == (
        expected["encoding"],
        expected["delimiter"],
        expected["dates"],
    )
    assert referrals.data_rows == expected["data_rows"]
    assert within(len(referrals.rows), expected["accepted"])


def test_exactly_the_bad_rows_of_the_messy_list_are_refused(referrals):
    assert refusals(referrals) == expected_refusals("referrals.csv")
    assert all(refused.message.endswith(".") for refused in referrals.refused)


def test_years_totals_blanks_and_headings_are_no_data(referrals):
    assert set(referrals.not_data) == {
        (entry["row"], entry["what"]) for entry in EXPECTED["referrals.csv"]["not_data"]
    }


def test_every_row_of_the_messy_list_says_what_the_reader_says(referrals):
    rows = {row.row: row for row in referrals.rows}
    expected = EXPECTED["referrals.csv"]["rows"]

    assert len(expected) == len(rows)
    for entry in expected:
        row = rows[entry["row"]]
        assert row.last_name.casefold().replace("’", "'") == entry["last_name"].casefold(), entry
        assert row.first_name.casefold() == entry["first_name"].casefold(), entry
        assert (row.date_of_birth.isoformat() if row.date_of_birth else None) == entry["date_of_birth"], entry
        assert row.phone.replace("+44", "0") == entry["phone"], entry
        assert row.received_on.isoformat() == entry["received_on"], entry
        assert row.source in entry["source"], entry
        assert row.pressure in entry["pressure"], entry
        assert row.required_sessions == entry["required_sessions"], entry


def test_a_partners_words_are_named_by_row_and_kept_nowhere(referrals):
    expected = EXPECTED["referrals.csv"]["partner_said"]
    flagged = {flag.row for flag in referrals.flagged if flag.code == "partner_said"}

    assert flagged == {entry["row"] for entry in expected}
    everything = repr(vars(referrals))
    for entry in expected:
        assert entry["text"] not in everything
        assert entry["text"].split(":")[-1].strip(' "') not in everything


@pytest.mark.parametrize(
    ("name", "kind", "decided_later"),
    [("referrals_tidy.csv", "referrals", 0), ("attendance.csv", "attendance", 0), ("exits.csv", "exits", 1)],
)
def test_canonical_files_are_read_whole(name, kind, decided_later):
    reading = read(name, kind)

    assert reading.data_rows == EXPECTED[name]["data_rows"]
    assert len(reading.rows) == EXPECTED[name]["accepted"] + decided_later
    assert refusals(reading) == expected_refusals(name, but=("never_enrolled",))


@pytest.mark.parametrize("name", ["register_tuesday.xlsx", "register_thursday.csv"])
def test_registers_are_read_by_their_own_legend(name):
    expected, reading = EXPECTED[name], read(name, "register")

    for mark, outcome in expected["legend"].items():
        assert reading.legend[mark.casefold()] == outcome
    assert refusals(reading) == expected_refusals(name)
    for sheet, entry in zip(reading.read_sheets, expected.get("sheets", [expected]), strict=True):
        outcomes = Counter(outcome for row in sheet.rows for outcome in row.marks.values() if outcome)
        assert len(sheet.rows) + len(sheet.refused) == entry["data_rows"]
        assert set(outcomes) == set(entry["outcomes"])
        assert all(within(outcomes[outcome], band) for outcome, band in entry["outcomes"].items())
        assert (len(sheet.sessions), len(sheet.cancelled)) == (entry["sessions"], entry["sessions_cancelled"])
        assert sheet.sessions[0].isoformat() == entry["first_session"]
        assert sheet.sessions[-1].isoformat() == entry["last_session"]
        remarks = Counter(row.remark for row in sheet.rows if row.remark)
        assert remarks == entry["remarks"]
        assert sheet.columns_without_a_session == entry.get("columns_without_a_session", [])
        rows = {row.row: row for row in sheet.rows}
        for man in entry["rows"]:
            if not man["name"]:
                continue
            row = rows[man["row"]]
            assert dict(Counter(outcome for outcome in row.marks.values() if outcome)) == man["outcomes"], man
            assert row.unmarked == man["unmarked"], man
            assert row.unknown == man["unknown_marks"], man


def test_rows_below_the_men_of_a_register_are_no_men():
    reading = read("register_tuesday.xlsx", "register")

    for sheet, entry in zip(reading.read_sheets, EXPECTED["register_tuesday.xlsx"]["sheets"], strict=True):
        first, _last = entry["rows_below_that_are_no_men"]
        assert max(row.row for row in sheet.rows) < first
