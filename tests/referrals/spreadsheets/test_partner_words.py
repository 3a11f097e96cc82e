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
    "Mrs Okafor phoned - frightened to go home",
    "spoke w/ wife - she's planning to leave Friday",
    "s/w partner, kids w/ her mother now",
    "his mrs called re bruises",
    "GF msg'd us he follows her",
    "g/f called in tears",
    "hers: he took the car keys",
    "P. says nothing has changed",
    "V/m from wife\nPC: no change at home",
    "Madame dit qu'il casse tout",
    "sa femme a appelé, elle a peur",
    "info de la conjointe : il boit",
    "ne pas divulguer au client",
    "fearful, wants no contact",
    "partner contact 12/3: still controlling money",
    "women's worker says risk is high",
    "IDVA: there is a safety plan",
    "Her view - he is worse after group",
    "my husband checks my phone",
    "he hits me when drunk",
    "I am scared of him",
    "su esposa dice que la amenaza",
    "her lawyer called",
    "mother-in-law says he beat her",
    "She is pregnant and frightened",
    "common-law wife states he grabbed her",
    "he doesn't know we spoke",
    "keep this from him",
    "off the record: he still has the gun",
    "not for him to hear - drinking again",
    "keep off his file: new number",
    "gf scared",
    "wife v. anxious",
    "Mrs P: he is worse",
    "his other half says he shouts",
    "kids' mum told us he turned up at school",
    "source: gf, he is using again",
    "PARTNER CALL 3/5 - he broke tag",
    "Anna said he smashed the phone",
    "Told by Anna (partner) he drinks again",
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
    "his partner will drive him",
    "lives with wife and two kids",
    "separated from wife 2021",
    "no contact order with ex-wife",
    "does not want text, don't ring at work",
    "he does not know his worker yet",
    "ex-army, ex-offender",
    "he said she left",
    "wants contact with his kids",
    "scared of losing his kids",
    "Brother rang, he will bring him",
    "Dr Ames says he is ready",
    "p. 3 of form missing, W/E only",
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


def test_in_the_offices_notes_any_she_is_looked_at_and_in_his_own_account_none_is():
    assert partner_said("she found bullets", in_notes=True)
    assert partner_said("Sunday she moved out", in_notes=True)
    assert not partner_said("last chance before she leaves")


def test_a_name_that_tells_of_him_is_somebody_elses_and_not_his_own():
    assert partner_said("Dan says he will be late Thursday")
    assert not partner_said("Dan says he will be late Thursday", his_name="Dan Okafor")


@pytest.mark.parametrize(
    ("cell", "anothers"),
    [
        ("07700 900111 (wife)", True),
        ("her mobile 07700 900111", True),
        ("mum's: 07700900111", True),
        ("07700 900111 (g/f)", True),
        ("nan 07700 900111", True),
        ("07700 900111", False),
        ("07700900111 (m)", False),
    ],
)
def test_a_number_marked_as_anothers_is_not_his(cell, anothers):
    assert belongs_to_another(cell) is anothers
