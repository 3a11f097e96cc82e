from __future__ import annotations

from services.models import Staff


def keep(*, by: Staff, language: str, scheme: str, gender: str = "") -> Staff:
    """How one's own pages speak and look, from the next page on. It concerns nobody else, so no trace is kept."""
    by.language, by.scheme, by.gender = language, scheme, gender
    by.save(update_fields=["language", "scheme", "gender"])
    return by
