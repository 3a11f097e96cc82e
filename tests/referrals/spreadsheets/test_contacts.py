import pytest

from referrals.spreadsheets.contacts import NotHis, NotReadable, holds_more, read_email, read_phone


@pytest.mark.parametrize(
    "cell",
    [
        "07700 900119", "7700900119", 7700900119, 7700900119.0, "7700900119.0", "+44 (0)7700 900 119", "0044 7700 900119",
        "(07700) 900-119", "'07700900119", "07700 900119 ask for Dan", "m: 07700900119", "07700900119 / 07700 900120",
    ],
)  # fmt: skip
def test_one_number_in_all_its_ways(cell):
    assert read_phone(cell, "GB") == "+447700900119"


@pytest.mark.parametrize("cell", ["7.7009E+09", "7,7E+9", "ext 12", "same as above", "#REF!"])
def test_a_number_whose_figures_are_lost_is_not_read(cell):
    with pytest.raises(NotReadable):
        read_phone(cell, "GB")


def test_a_number_that_is_hers_is_not_his():
    with pytest.raises(NotHis):
        read_phone("07700 900119 (g/f)", "GB")


@pytest.mark.parametrize(
    ("cell", "more"),
    [
        ("07700 900119", False),
        ("(07700) 900-119 (m)", False),
        ("mobile 07700 900119", False),
        ("07700 900119 / 07700 900120", True),
        ("07700 900119 do not leave msg", True),
        ("dan@example.org", False),
        ("dan@example.org; dan@example.com", True),
    ],
)
def test_what_stands_beside_a_number_is_noticed(cell, more):
    assert holds_more(cell) is more


def test_an_address_among_words():
    assert read_email("Dan <Dan@Example.org>") == "dan@example.org"
