"""Who is who: rows about one man told from rows about men who share a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from .contacts import phone_key
from .names import name_keys, one_letter_apart, sorted_words
from .words import fold


@dataclass
class Man:
    """A man as far as a spreadsheet knows him; `id` is whatever the asker knows him by."""

    id: Any
    first_name: str
    last_name: str
    date_of_birth: date | None = None
    client_ref: str = ""
    phones: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)

    @property
    def key(self) -> str:
        return self.keys[0]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return name_keys(self.name)

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True)
class Match:
    """One man, or several who cannot be told apart, or nobody; `lookalikes` share his name and nothing tells."""

    man: Man | None = None
    candidates: tuple[Man, ...] = ()
    lookalikes: tuple[Man, ...] = ()


class Men:
    """Everyone known so far, found by name and by what he can be told by."""

    def __init__(self, men: Iterable[Man] = ()):
        self.all: list[Man] = []
        self.by_ref: dict[str, Man] = {}
        self._by_key: dict[str, list[Man]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[Man]] = defaultdict(list)
        self._by_birth: dict[date, list[Man]] = defaultdict(list)
        self._by_contact: dict[str, list[Man]] = defaultdict(list)
        for man in men:
            self.add(man)

    def add(self, man: Man) -> Man:
        self.all.append(man)
        for key in man.keys:
            self._by_key[key].append(man)
        self._by_words[sorted_words(man.name)].append(man)
        if man.date_of_birth:
            self._by_birth[man.date_of_birth].append(man)
        for contact in (*man.phones, *man.emails):
            self._by_contact[contact].append(man)
        if man.client_ref:
            self.by_ref[fold_ref(man.client_ref)] = man
        return man

    def was_called(self, man: Man, older: Man) -> None:
        """Another record of his, by whose names and reference he is found, too."""
        for named in (*(self._by_key[key] for key in older.keys), self._by_words[sorted_words(older.name)]):
            if man not in named:
                named.append(man)
        if older.client_ref:
            self.by_ref.setdefault(fold_ref(older.client_ref), man)

    def reached_by(self, man: Man, contact: str, *, is_phone: bool) -> None:
        """A number or address of his became known."""
        known = man.phones if is_phone else man.emails
        if contact not in known:
            known.add(contact)
            self._by_contact[contact].append(man)

    def learn(self, man: Man, *, date_of_birth: date | None, phone: str, email: str) -> None:
        """What a later row adds about a man already known."""
        if date_of_birth and not man.date_of_birth:
            man.date_of_birth = date_of_birth
            self._by_birth[date_of_birth].append(man)
        if phone:
            self.reached_by(man, phone_key(phone), is_phone=True)
        if email:
            self.reached_by(man, email, is_phone=False)

    def with_ref(self, client_ref: str) -> Man | None:
        return self.by_ref.get(fold_ref(client_ref)) if client_ref else None

    def who_is(self, asked: Man) -> Match:
        """The man a referral is about: the same name with a birth date, number or address that agrees."""
        if known := self.with_ref(asked.client_ref):
            return Match(man=known)
        named_so = self.namesakes(asked)
        namesakes = [man for man in named_so if not _two_refs(man, asked)]
        strong = [man for man in namesakes if _agrees(man, asked) and not _born_apart(man, asked)]
        if not strong and asked.date_of_birth:
            strong = [
                man
                for man in self._by_birth[asked.date_of_birth]
                if _misspelt(man, asked) and not _two_refs(man, asked)
            ]
        if len(strong) == 1:
            return Match(man=strong[0])
        if strong:
            return Match(candidates=tuple(strong))
        return Match(lookalikes=tuple(man for man in named_so if not _born_apart(man, asked)))

    def namesakes(self, asked: Man) -> list[Man]:
        """Men of this name, in either order, or of what he is called."""
        found = [man for key in asked.keys for man in self._by_key.get(key, ())]
        found += self._by_words.get(sorted_words(asked.name), ())
        return list({id(man): man for man in found}.values())

    def spelt_nearly(self, asked: Man) -> list[Man]:
        """Men whose name is one letter away: perhaps he, for a person to say."""
        return [man for man in self.all if one_letter_apart(man.key, asked.key)]

    def under_another_name(self, asked: Man) -> list[Man]:
        """Men of another name who were born on his day and share his last name, his number or his address."""
        born_then = self._by_birth.get(asked.date_of_birth, ()) if asked.date_of_birth else ()
        return [
            man
            for man in born_then
            if (_agree_on_contact(man, asked) or fold(man.last_name) == fold(asked.last_name))
            and not _two_refs(man, asked)
        ]

    def nearly(self, asked: Man) -> list[Man]:
        """Men whose name is one letter away and of whom one thing agrees: enough when the rest of a row is the same."""
        near = list(self._by_birth[asked.date_of_birth]) if asked.date_of_birth else []
        near += [man for contact in (*asked.phones, *asked.emails) for man in self._by_contact[contact]]
        return [
            man
            for man in near
            if one_letter_apart(man.key, asked.key)
            and not _born_apart(man, asked)
            and not _two_refs(man, asked)
        ]

    def called(self, name: str) -> Match:
        """The man a register means, by his name alone."""
        found = self._by_key.get(name_keys(name)[0]) or self._by_words.get(sorted_words(name)) or []
        return Match(man=found[0]) if len(found) == 1 else Match(candidates=tuple(found))


def fold_ref(client_ref: str) -> str:
    return " ".join(client_ref.casefold().split())


def _agrees(man: Man, asked: Man) -> bool:
    return bool(
        (man.date_of_birth and man.date_of_birth == asked.date_of_birth) or _agree_on_contact(man, asked)
    )


def _agree_on_contact(man: Man, asked: Man) -> bool:
    return bool(man.phones & asked.phones or man.emails & asked.emails)


def _born_apart(man: Man, asked: Man) -> bool:
    return bool(man.date_of_birth and asked.date_of_birth and man.date_of_birth != asked.date_of_birth)


def _misspelt(man: Man, asked: Man) -> bool:
    """One letter of the name apart, and both his birth date and his number or address agree."""
    return _agree_on_contact(man, asked) and one_letter_apart(man.key, asked.key)


def _two_refs(man: Man, asked: Man) -> bool:
    """Two references of the service's own are two files, whatever else agrees."""
    return bool(
        man.client_ref and asked.client_ref and fold_ref(man.client_ref) != fold_ref(asked.client_ref)
    )
