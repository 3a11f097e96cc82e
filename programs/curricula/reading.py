"""A curriculum as JSON, in and out. What cannot be read is named by its place, in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, fields
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from programs.curricula.written import Written, WrittenHandout, WrittenPart, WrittenPlan, WrittenSkill
from services.codes import name_told, writable

FORMAT = 1
MOST_MINUTES, MOST_LINES, MOST_SESSIONS = 600, 500, 500
Faults = dict[str, str]
Shape = TypeVar("Shape")


class CurriculumUnreadable(ValueError):
    """`fields` holds the sentences by the place of what is wrong: `parts.1.plans.0.minutes`."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{place}: {sentence}" for place, sentence in wrong.items()))
        self.fields = dict(wrong)


def curriculum_from(said: object) -> Written:
    """A curriculum from plain JSON; what is left out is at its default. Names every fault at once."""
    wrong: Faults = {}
    if isinstance(said, Mapping):
        said = {name: value for name, value in said.items() if name not in ("format", "key")}
    written = _shape(Written, said, "", wrong)
    if wrong or written is None:
        raise CurriculumUnreadable(wrong)
    return written


def as_json(written: Written) -> dict[str, Any]:
    """`curriculum_from(as_json(written)) == written`; a default is not written down."""
    return {"format": FORMAT} | _plain(written, asdict(written))


def _plain(row: Any, said: dict[str, Any]) -> dict[str, Any]:
    plain = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if value == field.default:
            continue
        if isinstance(value, tuple):
            pairs = zip(value, said[field.name], strict=True)
            plain[field.name] = [
                each if isinstance(each, str) else _plain(each, told) for each, told in pairs
            ]
        else:
            plain[field.name] = value
    return plain


def _shape(shape: type[Shape], said: object, place: str, wrong: Faults) -> Shape | None:
    """One of the written things, each of its fields read by its own reader."""
    if not isinstance(said, Mapping):
        wrong[place or "curriculum"] = _("One object of named fields.")
        return None
    readers, before = READERS[shape], set(wrong)
    for name in said:
        if name not in readers:
            wrong[_at(place, name_told(name))] = _("There is no such field.")
    read = {}
    for field in fields(shape):  # type: ignore[arg-type]
        where = _at(place, field.name)
        if field.name in said:
            read[field.name] = readers[field.name](said[field.name], where, wrong)
        elif field.default is MISSING:
            wrong[where] = _("This is needed.")
    return shape(**read) if set(wrong) == before else None


def _at(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


def _text(longest: int, *, needed: bool = False, lines: bool = False) -> Callable[[object, str, Faults], str]:
    def read(said: object, place: str, wrong: Faults) -> str:
        if not isinstance(said, str) or len(said) > longest or not writable(said):
            wrong[place] = _("A text of at most %(most)d characters.") % {"most": longest}
            return ""
        text = said.replace("\r\n", "\n").strip() if lines else " ".join(said.split())
        if needed and not text:
            wrong[place] = _("This is needed.")
        return text

    return read


def _amount(most: int, *, least: int = 0, empty: bool = False) -> Callable[[object, str, Faults], int | None]:
    def read(said: object, place: str, wrong: Faults) -> int | None:
        if empty and said is None:
            return None
        if isinstance(said, bool) or not isinstance(said, int) or not least <= said <= most:
            wrong[place] = _("A whole number from %(least)d to %(most)d.") % {"least": least, "most": most}
        return said  # type: ignore[return-value]

    return read


def _flag(said: object, place: str, wrong: Faults) -> bool:
    if not isinstance(said, bool):
        wrong[place] = _("true or false.")
    return bool(said)


def _stage(said: object, place: str, wrong: Faults) -> str:
    if said not in ("me", "we"):
        wrong[place] = _("One of: %(known)s.") % {"known": "me, we"}
    return str(said)


def _list(each: Callable[[Any, str, Faults], Any]) -> Callable[[object, str, Faults], tuple]:
    def read(said: object, place: str, wrong: Faults) -> tuple:
        if not isinstance(said, list | tuple) or len(said) > MOST_LINES:
            wrong[place] = _("A list of at most %(most)d.") % {"most": MOST_LINES}
            return ()
        return tuple(each(row, _at(place, str(number)), wrong) for number, row in enumerate(said))

    return read


def _of(shape: type) -> Callable[[object, str, Faults], Any]:
    return lambda said, place, wrong: _shape(shape, said, place, wrong)


def _names(said: object, place: str, wrong: Faults) -> tuple[str, ...]:
    """Names of skills, each once."""
    return tuple(dict.fromkeys(_list(_text(120, needed=True))(said, place, wrong)))


READERS: dict[type, dict[str, Callable[[Any, str, Faults], Any]]] = {
    WrittenSkill: {"name": _text(120, needed=True), "says": _text(500)},
    WrittenHandout: {"title": _text(150, needed=True), "words": _text(6000, needed=True, lines=True)},
    WrittenPlan: {
        "name": _text(150, needed=True),
        "minutes": _amount(MOST_MINUTES, least=1),
        "aim": _text(500),
        "steps": _list(_text(500, needed=True)),
        "handouts": _list(_of(WrittenHandout)),
        "skills": _names,
        "for_everybody": _flag,
    },
    WrittenPart: {
        "name": _text(120, needed=True),
        "stage": _stage,
        "skills": _text(300),
        "plans": _list(_of(WrittenPlan)),
    },
    Written: {
        "name": _text(150),
        "about": _text(2000),
        "me_first": _amount(MOST_SESSIONS, empty=True),
        "skills": _list(_of(WrittenSkill)),
        "parts": _list(_of(WrittenPart)),
    },
}
