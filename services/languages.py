"""Which language somebody is spoken to in: their own choice, else their service's, else what the browser asks for."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.utils import translation

from services.models import Service, Staff


def language_of(staff: Staff | None, service: Service | None) -> str:
    """The first of theirs that we speak; "" leaves it as it is."""
    for wish in (staff and staff.language, service and service.locale):
        if wish:
            try:
                # "fr" and "fr_CA" are one wish, and so is the French of another country.
                return translation.get_supported_language_variant(wish.replace("_", "-").lower())
            except LookupError:
                continue
    return ""


def speak_to(staff: Staff, service: Service | None) -> None:
    """From here on this request is answered in their language; the next one begins with its browser's again."""
    language = language_of(staff, service)
    if language:
        translation.activate(language)


def in_language_of(staff: Staff | None, service: Service | None = None) -> AbstractContextManager[None]:
    """For what is written to somebody else, or while nobody asks: a letter, a message, a sweep's words."""
    spoken = language_of(staff, service) or translation.get_language() or settings.LANGUAGE_CODE
    return translation.override(spoken)
