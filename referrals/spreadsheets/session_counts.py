"""How many sessions an order asks for, in the words of the order."""

import re

from .words import plain

MOST = 500
COUNT = re.compile(r"\D{0,20}?(\d+)(?:[.,]0+)?(?![\d.,]*\d)\s*([a-z]*)")
WEEKS = frozenset("w wk wks week weeks weekly semaine semaines semanas".split())
# A length of time says how long, not how often.
OTHER_TIMES = frozenset(
    "d day days jours h hr hrs hour hours heure heures min mins minutes m mo mos mth mths month months mois meses y yr yrs year years an ans".split()
)
# "2 hrs each", "1x/wk" after the number say how long one is, and how often.
ASIDE = re.compile(r"(?<!\d)\d+(?:[.,]\d+)?\s*(?:h|hrs?|hours?|mins?|minutes|x)\b")


def read_sessions(text: str) -> tuple[int | None, bool]:
    """The number of sessions, None where it cannot be told, and whether it was counted in weeks."""
    text = plain(text)
    match = COUNT.match(text)
    if match is None or re.search(r"\d", ASIDE.sub("", text[match.end() :])):
        return None, False
    number, unit = int(match[1]), match[2]
    if unit in OTHER_TIMES or not 0 < number <= MOST:
        return None, False
    return number, unit in WEEKS
