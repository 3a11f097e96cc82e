"""Reading what was sent: one JSON object, of a bearable size and depth."""

from __future__ import annotations

import io

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from services.api.errors import TooLarge
from services.cleaning import clean_within


class Body(JSONParser):
    """Django's limit on bodies does not hold for a parser that reads the stream itself, so it is held here."""

    def parse(self, stream, media_type=None, parser_context=None) -> dict:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge
        try:
            sent = super().parse(io.BytesIO(raw), media_type, parser_context)
        except ParseError:
            raise ParseError(_("This could not be read as JSON.")) from None
        except RecursionError:
            raise ParseError(_("This is nested too deeply.")) from None
        if not isinstance(sent, dict):
            raise ParseError(_("Send one JSON object: { … }."))
        return clean_within(sent)
