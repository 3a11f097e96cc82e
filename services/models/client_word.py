from __future__ import annotations

from typing import Self

from django.db import models

from services.folding import LAST, words
from services.models.walled import Walled, WalledQuerySet

# A short word may be the start of the next one, written apart: o brien, mc donald, al rashid.
PARTICLE = 3
MOST_WORDS = 6


class ClientWordQuerySet(WalledQuerySet):
    def beginning(self, start: str) -> Self:
        """By range: LIKE cannot use the index behind the wall."""
        return self.filter(word__gte=start, word__lt=start + LAST)

    def beginning_with_all(self, asked: list[str]) -> Self:
        """Rows of men of whom each word asked for begins one; the longest is looked up first."""
        first, *others = sorted(asked, key=len, reverse=True)
        rows = self.beginning(first)
        for word in others:
            rows = rows.filter(client__in=self.beginning(word).values("client"))
        return rows

    def men_called(self, text: str) -> models.QuerySet:
        """Ids of men all of whose words asked for begin a name of theirs, in any order: 'd jean', 'marquez', 'o brien'."""
        asked = words(text)[:MOST_WORDS]
        if not asked:
            return self.none().values("client")
        first, *others = (self.beginning_with_all(each).values("client") for each in readings(asked))
        return first.union(*others) if others else first


class ClientWord(Walled):
    """One word of a name a man uses, folded. A trigger writes these whenever a name changes; nobody else does."""

    client = models.ForeignKey("services.Client", on_delete=models.CASCADE, related_name="words")
    word = models.TextField(db_collation="C")

    objects = ClientWordQuerySet.as_manager()

    class Meta:
        constraints = [
            # Also the way in: from a service and the start of a word to the men.
            models.UniqueConstraint(fields=["service", "word", "client"], name="client_word_once")
        ]
        indexes = [models.Index("service", "client", name="client_word_by_client")]

    def __str__(self) -> str:
        return f"Word {self.pk}"


def readings(asked: list[str]) -> list[list[str]]:
    """The words as typed, and with a short one joined to what follows it."""
    joined = [
        [*asked[:at], word + asked[at + 1], *asked[at + 2 :]]
        for at, word in enumerate(asked[:-1])
        if len(word) <= PARTICLE
    ]
    return [asked, *joined]
