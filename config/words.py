"""The words in locale/ as gettext reads them: a .mo beside every .po, made wherever the program starts."""

from __future__ import annotations

from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_changed(folder: Path = LOCALE) -> list[Path]:
    """Make the .mo of every .po that has changed since; answers which. Two processes may do so at once."""
    changed = [words for words in sorted(folder.glob("*/LC_MESSAGES/*.po")) if not _is_fresh(words)]
    if changed:
        # Babel takes a tenth of a second to load, which no start needs where the words are the same.
        from config import catalogues

        for words in changed:
            catalogues.compile_one(words)
    return changed


def _is_fresh(words: Path) -> bool:
    """The compiled one bears the hour of its source, so that an older one put back is noticed, too."""
    made = words.with_suffix(".mo")
    return made.exists() and made.stat().st_mtime_ns == words.stat().st_mtime_ns
