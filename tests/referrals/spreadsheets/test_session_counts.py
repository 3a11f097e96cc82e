import pytest

from referrals.spreadsheets.session_counts import read_sessions


@pytest.mark.parametrize(
    ("text", "sessions"),
    [
        ("16", 16),
        ("16 sessions", 16),
        ("16,0", 16),
        ("16.0", 16),
        ("minimum 20", 20),
        ("16 (weekly)", 16),
        ("26 x 2hrs", 26),
        ("20 séances", 20),
    ],
)
def test_a_number_of_sessions(text, sessions):
    assert read_sessions(text) == (sessions, False)


@pytest.mark.parametrize(
    ("text", "sessions"), [("52 wks", 52), ("26 weeks, 2 hrs each", 26), ("26 wks (1x/wk)", 26)]
)
def test_weeks_are_taken_as_one_session_each_and_said(text, sessions):
    assert read_sessions(text) == (sessions, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "6 months",
        "36 hours",
        "1 year",
        "16-20",
        "24+2",
        "16 of 20",
        "2 x 12",
        "20,5",
        "many",
        "6000",
    ],
)
def test_what_is_no_number_of_sessions_is_none(text):
    assert read_sessions(text) == (None, False)
