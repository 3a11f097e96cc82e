"""The catalogues in locale/, gathered from code and pages (`make words`) and compiled; no gettext is needed for either."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from config.words import LOCALE

HOUSE = LOCALE.parent
LOCALES = ("en_AU", "en_CA", "fr_CA")
CODE = ("config", "services", "programs", "referrals", "followups", "partners", "reports")
TEMPLATES = (".html", ".txt")
# The names gettext goes by; the numbers say which argument is the word, its plural, its context.
KEYWORDS: dict[str, tuple | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# No dates, names or addresses: they would change with every run and say nothing.
HEADER = """\
# {language}. How we translate stands in docs/translating.md.
msgid ""
msgstr ""
"Project-Id-Version: Alongside\\n"
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def catalogue(locale: str, *, folder: Path = LOCALE) -> Path:
    return folder / locale / "LC_MESSAGES" / "django.po"


def read(locale: str, *, folder: Path = LOCALE) -> Catalog:
    """A catalogue as it stands; an empty one for a language nobody has begun."""
    path = catalogue(locale, folder=folder)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as text:
        return read_po(text, locale=locale, abort_invalid=True)


def gathered(house: Path = HOUSE) -> Catalog:
    """Every word for people in code and pages, with the files it stands in."""
    found = Catalog(charset="utf-8")
    for path, text in _texts(house):
        said = extract("python", BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
        for _line, message, comments, context in said:
            found.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return found


def _texts(house: Path) -> Iterator[tuple[str, str]]:
    """Each file that may hold words, as Python: so is what Django makes of a template, once moved to the margin."""
    for folder in CODE:
        for path in sorted((house / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(house).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((house / "templates").rglob("*")):
        if path.suffix in TEMPLATES:
            lines = templatize(path.read_text(encoding="utf-8")).splitlines()
            yield path.relative_to(house).as_posix(), "\n".join(line.strip() for line in lines)


def gather(*, folder: Path = LOCALE, house: Path = HOUSE) -> dict[str, int]:
    """Bring every catalogue up to date with the code; answers how many words each says as the code does."""
    found = gathered(house)
    return {locale: _update(locale, found, folder=folder) for locale in LOCALES}


def _update(locale: str, found: Catalog, *, folder: Path) -> int:
    known = read(locale, folder=folder)
    # A guess from a similar word would need somebody to notice it.
    known.update(found, no_fuzzy_matching=True)
    text = BytesIO()
    # One line for each word, and no line numbers: what did not change stays out of the diff.
    write_po(text, known, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = HEADER.format(language=known.locale.english_name, locale=locale, plural=known.plural_forms)
    path = catalogue(locale, folder=folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + text.getvalue().decode().strip() + "\n", encoding="utf-8")
    return sum(not is_translated(message) for message in known if message.id)


def is_translated(message) -> bool:
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return bool(said) and all(said)


def compile_one(words: Path) -> None:
    """Make the .mo beside a .po, whole or not at all."""
    changed_at = words.stat().st_mtime_ns
    compiled = BytesIO()
    with words.open("rb") as text:
        write_mo(compiled, read_po(text, locale=words.parts[-3], abort_invalid=True))
    made = words.with_suffix(".mo")
    try:
        with tempfile.NamedTemporaryFile(dir=made.parent, suffix=".new", delete=False) as new:
            new.write(compiled.getvalue())
        os.utime(new.name, ns=(changed_at, changed_at))
        Path(new.name).chmod(0o644)
        Path(new.name).replace(made)
    except OSError as error:
        # Whoever serves may not own this folder; what an image is built with is compiled while it is built.
        print(f"{made} could not be written ({error.strerror}).", file=sys.stderr)


def main(counts: Mapping[str, int]) -> None:
    for locale, left in counts.items():
        print(f"{catalogue(locale).relative_to(HOUSE)}: {left} as in the code")


if __name__ == "__main__":
    main(gather())
