import pytest

from referrals.spreadsheets.partner_words import belongs_to_another, partner_said, quoted

HERS = [
    "she rang again, says he followed her to work",
    "She told us he reads her messages",
    "Wife says he hides the car keys",
    'call back pm\nHer words: "he counts my change"',
    "P said (not to be told): she keeps a bag packed",
    "call back pm\nPartner: please do not tell him I called",
    "From partner, in confidence: afraid on Fridays",
    "Partner says he threw the dinner at the wall",
    "his wife rang, he drinks again",
    "GF: he has a knife",
    "ex-partner told social worker he waits outside",
    "per wife – sleeps in the car",
    "spoke to her on Monday",
    "according to his partner it is getting worse",
    "Don’t tell him she phoned",
    "he must not know about the call",
    "she is afraid of him",
    "she’s scared of him, wants no letter at home",
    "sa conjointe dit qu'il la suit",
    "victim states he breached the order",
    "told by his girlfriend that he lost his job",
    "CONFIDENTIAL - shelter address",
]
HIS = [
    "",
    'asks for "the quiet room"\n2nd call: ok',
    "½ day Fridays",
    'said "I\'ll come if I must"',
    "prefers Tuesday, not Thursday",
    "interpreter?",
    "lives with mum; no car",
    "left message\ncall back Thurs",
    "rang x2, no answer",
    "– see paper file –",
    "last chance before she leaves",
    "was advised to get help, no order",
    "told: programme or move out",
    "pushed her, police came, no charge",
    "ex, 2 kids",
    "married 9 yrs",
    "wants to be a better dad, his own idea",
    "he said he is sorry",
    "shift work",
    None,
    45231,
]


@pytest.mark.parametrize("text", HERS)
def test_her_words_are_noticed(text):
    assert partner_said(text)
    assert quoted(text) == "…"


@pytest.mark.parametrize("text", HIS)
def test_his_and_the_offices_words_are_left_alone(text):
    assert not partner_said(text)


@pytest.mark.parametrize(
    ("cell", "anothers"),
    [
        ("07700 900111 (wife)", True),
        ("her mobile 07700 900111", True),
        ("mum's: 07700900111", True),
        ("07700 900111", False),
        ("07700900111 (m)", False),
    ],
)
def test_a_number_marked_as_anothers_is_not_his(cell, anothers):
    assert belongs_to_another(cell) is anothers
