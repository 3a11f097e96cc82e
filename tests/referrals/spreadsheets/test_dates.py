from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.spreadsheets.dates import (
    DAY_FIRST,
    MONTH_FIRST,
    NotADate,
    is_whole_date,
    order_named_in,
    read_date,
    settle,
)

ON = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2022-11-06", "2022-11-06"),
        ("2022/11/06", "2022-11-06"),
        ("2022-11-06T10:30:00", "2022-11-06"),
        ("2022-11-06 00:00:00", "2022-11-06"),
        ("06/11/2022", "2022-11-06"),
        ("6.11.22", "2022-11-06"),
        ("6 - 11 - 2022", "2022-11-06"),
        ("11 November 2022", "2022-11-11"),
        ("4-Mar-23", "2023-03-04"),
        ("Mar 4, 2023", "2023-03-04"),
        ("4th of March 2023", "2023-03-04"),
        ("Tues 4 Mar 2023", "2023-03-04"),
        ("4 févr. 2023", "2023-02-04"),
        ("1er août 2023", "2023-08-01"),
        ("20230304", "2023-03-04"),
        ("4.3.23.", "2023-03-04"),
        ("Sat 04/03/23", "2023-03-04"),
        ("samedi 2023-03-04", "2023-03-04"),
        ("4/3/2023 (38)", "2023-03-04"),
        ("4/3/2023 (age 38 yrs)", "2023-03-04"),
        ("45231", "2023-11-01"),
        (45231, "2023-11-01"),
        (45231.5, "2023-11-01"),
        (datetime(2023, 11, 1, 18, 30), "2023-11-01"),  # noqa: DTZ001 (a cell has no zone)
        (date(2023, 11, 1), "2023-11-01"),
    ],
)
def test_days_in_all_their_ways(cell, day):
    assert read_date(cell, DAY_FIRST, on=ON).isoformat() == day


@pytest.mark.parametrize(
    "cell",
    [
        "30/02/1985",
        "31/11/2023",
        "32.1.2024",
        "2024-02-30",
        "soon",
        "13/13/2023",
        "12",
        "999999",
        "1 Foo 2023",
        True,
        "10:30",
    ],
)
def test_what_no_calendar_has_is_no_day(cell):
    with pytest.raises(NotADate):
        read_date(cell, DAY_FIRST, on=ON)


@pytest.mark.parametrize(
    "cell", ["19/11/1986", "31/04/1979", "19 Nov 86", "19861119", "31735", 31735, date(1986, 11, 19)]
)
def test_a_whole_date_right_or_wrong(cell):
    assert is_whole_date(cell)


@pytest.mark.parametrize(
    "cell", ["34", 34, "34 yrs", "1975", 0, "c. 1975", "Nov 1982", "11/1982", "00/00/0000", "19/11/86?"]
)
def test_an_age_or_a_year_is_no_whole_date(cell):
    assert not is_whole_date(cell)


@pytest.mark.parametrize(
    ("cell", "year"),
    [("3/4/65", 1965), ("14/9/01", 2001), ("20-Sep-75", 1975), ("1/1/26", 1926), ("1/1/30", 1930)],
)
def test_a_birth_date_with_two_figures_lies_in_the_past(cell, year):
    assert read_date(cell, DAY_FIRST, on=ON, birth=True).year == year


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["01/02/2023", "13/02/2023"], DAY_FIRST),
        (["01/02/2023", "02/13/2023"], MONTH_FIRST),
        (["13/02/2023", "14/02/2023", "02/15/2023"], DAY_FIRST),
        (["2023-01-02"], "ISO"),
        ([datetime(2023, 1, 2)], "date cells"),  # noqa: DTZ001 (a cell has no zone)
        ([], "ISO"),
        # Nothing above twelve: a list goes forward in time, and a group meets on one weekday.
        (["11/01/2022", "11/02/2022", "11/05/2022", "12/01/2022"], MONTH_FIRST),
        (["01/11/2022", "02/11/2022", "05/11/2022", "01/12/2022"], DAY_FIRST),
        (["1/2/2024", "8/2/2024"], DAY_FIRST),
        (["2/1/2024", "2/8/2024"], MONTH_FIRST),
        # Neither can be later than today.
        (["01/04/2026"], MONTH_FIRST),
    ],
)
def test_the_order_is_settled_for_the_whole_file(cells, shown):
    assert settle([cells], on=ON).shown == shown


def test_without_any_sign_the_country_decides():
    assert settle([["01/02/2023"]], default=MONTH_FIRST, on=ON).order == MONTH_FIRST
    assert settle([["01/02/2023"]], default=DAY_FIRST, on=ON).order == DAY_FIRST


@pytest.mark.parametrize(
    ("heading", "order"),
    [("DOB (dd/mm/yyyy)", DAY_FIRST), ("Received (MM/DD/YY)", MONTH_FIRST), ("Date rec'd", None)],
)
def test_a_heading_may_name_the_order(heading, order):
    assert order_named_in(heading) == order


@given(
    st.lists(st.dates(date(1990, 1, 1), date(2025, 12, 31)), min_size=1, max_size=30).map(sorted),
    st.sampled_from(["/", ".", "-"]),
)
def test_whatever_order_is_settled_on_reads_every_day_that_shows_it(days, separator):
    written = [f"{day.month}{separator}{day.day}{separator}{day.year}" for day in days]

    style = settle([written], on=ON)

    if any(day.day > 12 for day in days):
        assert style.shown == MONTH_FIRST
        assert [read_date(cell, style.order, on=ON) for cell in written] == days
