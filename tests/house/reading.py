"""How hard a text is to read, as a school grade (Flesch and Kincaid), and the words that a page shows."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[A-Za-z’']+")
# What closes with these is a line of its own, with or without a full stop.
BLOCKS = {"p", "li", "h1", "h2", "label", "legend", "button", "a", "span", "option", "div", "dt", "dd"}
HIDDEN = {"script", "style", "title", "svg"}


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines, self.line, self.hidden = [], "", 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in HIDDEN
        self._end(tag)

    def handle_endtag(self, tag):
        self.hidden -= tag in HIDDEN
        self._end(tag)

    def handle_data(self, data):
        if not self.hidden:
            self.line += data

    def _end(self, tag: str) -> None:
        if tag in BLOCKS:
            self.lines.append(" ".join(self.line.split()))
            self.line = ""


def sentences_of(page: str) -> list[str]:
    """The sentences of a page of HTML; a label is one, too."""
    words = Words()
    words.feed(page)
    parts = [part for line in words.lines for part in re.split(r"(?<=[.?!:])\s+", line)]
    return [part for part in parts if WORD.search(part)]


def syllables(word: str) -> int:
    """As one hears them, nearly: groups of vowels, without a silent e at the end."""
    word = word.lower().strip("’'")
    silent = word.endswith("e") and not word.endswith("le")
    return max(1, len(VOWELS.findall(word)) - silent)


def grade(sentences: list[str]) -> float:
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    per_word = sum(syllables(word) for word in words) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59
