"""Names as people type them: in one cell or two, in capitals, last name first."""

import re

from .book import Cell
from .words import filled_text, fold, words

PARTICLES = frozenset(
    "al bin binti da de del della der di do dos du el ibn la le mac mc st saint te ten ter van von den vander".split()
)


TITLE = re.compile(r"^(?:mr|mister|monsieur)\b\.?\s+", re.IGNORECASE)
GUEST = re.compile(r"^(?:guest|visitor|new|catch-?up|invité)\s*[-–:]\s*", re.IGNORECASE)
SUFFIX = re.compile(r"(?:jr|jnr|sr|snr|ii|iii|iv)\.?", re.IGNORECASE)
# What stands in brackets or quotation marks is what he is called, or a remark: kept, and no part of his name.
CALLED = re.compile(r"\(([^()]*)\)|[“”\"]([^“”\"]+)[“”\"]")


def split_name(cell: Cell) -> tuple[str, str]:
    """First and last name out of one cell: "Last, First", "First Last", or a single name (kept as the last)."""
    text = GUEST.sub("", filled_text(cell)).strip("*†‡ ")
    beside = " ".join(match[0] for match in CALLED.finditer(text))
    bare = " ".join(CALLED.sub(" ", text).split())
    if len(bare.split()) < 2:
        bare, beside = re.sub(r"[“”\"()]", "", text), ""
    first, last = _split(TITLE.sub("", bare))
    return tidy(f"{first} {beside}"), tidy(last)


def _split(text: str) -> tuple[str, str]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    after = ""
    if len(parts) > 1 and SUFFIX.fullmatch(parts[-1]):
        after = f" {parts.pop()}"
    if len(parts) > 1:
        return ", ".join(parts[1:]), tidy(parts[0]) + after
    words = " ".join(parts).split()
    if len(words) > 2 and SUFFIX.fullmatch(words[-1]):
        after = f" {words.pop()}"
    if len(words) < 2:
        return "", " ".join(words) + after
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[:start]), tidy(" ".join(words[start:])) + after


def tidy(text: str) -> str:
    """A name typed all in capitals or all in small letters, written as names are; any other is left alone."""
    text = " ".join(text.split()).strip("*†‡ ")
    if not text or (text != text.upper() and text != text.lower()):
        return text
    tidied = re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), text)
    tidied = re.sub(r"(?<=\bMc)[a-z]", lambda match: match[0].upper(), tidied)
    tidied = re.sub(r"(?<=\w['’])S\b", "s", tidied)
    return tidied


def name_key(first: str, last: str) -> str:
    """The letters of the whole name, however it was split."""
    return name_keys(f"{first} {last}")[0]


def name_keys(name: str) -> tuple[str, ...]:
    """The letters of a name, and of the same name with what he is called: Robert (Bob) Ames answers to both."""
    if "(" not in name and '"' not in name and "“" not in name:
        return (fold(name),)
    bare = CALLED.sub(" ", name)
    called = [first or second for first, second in CALLED.findall(name)]
    if len(bare.split()) < 2:
        return (fold(name),)
    return (fold(bare), *(fold(f"{other} {bare.split(maxsplit=1)[1]}") for other in called))


def sorted_words(name: str) -> tuple[str, ...]:
    """The words of a name in no order of theirs: "Okafor Dan" is "Dan Okafor"."""
    return tuple(sorted(words(CALLED.sub(" ", name)))) or tuple(sorted(words(name)))


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two keys differ by one letter left out, added or mistyped."""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]
