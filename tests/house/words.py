"""Questions to the catalogues in locale/: is every word of the house there, and does each say what the code says?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

from babel.messages.catalog import Catalog, Message

# How the words of the code, which is American, are spelt elsewhere.
RESPELT = {
    "en_CA": {
        r"\b([Bb])ehavior": r"\1ehaviour",
        r"\b([Cc])enter(s|ed)?\b": r"\1entre\2",
        r"\b([Cc])olor": r"\1olour",
        r"\b([Cc])ounsel(ors?|ing|ed)\b": r"\1ounsell\2",
        r"\b([Ee])nrollment": r"\1nrolment",
        r"\b([Ff])avor": r"\1avour",
        r"\b([Nn])eighbor": r"\1eighbour",
        r"\b([Pp])ractic(ed|ing)\b": r"\1ractis\2",
    },
}
RESPELT["en_AU"] = RESPELT["en_CA"] | {
    r"\b(?!Authorization:)(\w{3,})iz(e[ds]?|ing|ations?)\b": r"\1is\2",
    r"\b(\w+)yz(e[ds]?|ing)\b": r"\1ys\2",
}
KEPT = "\u00a0"


def _said(message: Message) -> list[str]:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return [text for text in said if text]


def _meant(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


def _each(words: Catalog) -> Iterator[Message]:
    return (message for message in words if message.id)


def missing(found: Catalog, words: Catalog) -> list[str]:
    """Words of code and pages that the catalogue does not list; `make words` does."""
    return [str(m.id) for m in _each(found) if not (known := words.get(m.id, m.context)) or known.id != m.id]


def left_over(found: Catalog, words: Catalog) -> list[str]:
    """Words that nothing says any more."""
    return [str(m.id) for m in _each(words) if found.get(m.id, m.context) is None]


def untranslated(words: Catalog) -> list[str]:
    return [str(m.id) for m in _each(words) if m.fuzzy or len(_said(m)) < len(_forms(words, m))]


def _forms(words: Catalog, message: Message) -> range:
    return range(words.num_plurals if isinstance(message.id, tuple) else 1)


def other_places(words: Catalog) -> list[str]:
    """Translations that leave out a figure or a name of the sentence, or ask for one it has not."""
    wrong = []
    for message in _each(words):
        meant = [_places(text) for text in _meant(message)]
        wrong += [text for text in _said(message) if _places(text) not in meant]
    return wrong


def _places(text: str) -> list[str]:
    """What stands in %(…)s and {…}, however often, with its kind."""
    percent = re.findall(r"%\(\w+\)[a-z]|%%", text)
    try:
        braces = [name for _text, name, _spec, _kind in Formatter().parse(text) if name]
    except ValueError:
        braces = []
    return sorted({*percent, *(f"{{{name}}}" for name in braces)})


def badly_set(words: Catalog) -> list[str]:
    """French print: « » and a colon keep their space on the line, an apostrophe is curved, quotes are not English."""
    wrong = re.compile(rf"«[^{KEPT}]|[^{KEPT}]»|[^{KEPT}] ?:(\s|$)|[“”]|\w'\w|[^{KEPT}]%%| [;!?»]")
    code = re.compile(r"«\u00a0[\w-]+: [^»]*\u00a0»|Authorization: Bearer")
    return [text for message in _each(words) for text in _said(message) if wrong.search(code.sub("", text))]


def respelt(text: str, locale: str) -> str:
    for american, here in RESPELT[locale].items():
        text = re.sub(american, here, text)
    return text


def spelt_as_elsewhere(words: Catalog, locale: str) -> list[str]:
    """Words of the code that are written otherwise in this country, and are not; or that were changed for no reason."""
    return [
        text
        for message in _each(words)
        for text, said in zip(_meant(message), _said(message) or _meant(message), strict=True)
        if said != respelt(text, locale)
    ]
