"""How an error is written down: where it happened, never about whom, and without the keys that addresses carry."""

from __future__ import annotations

import logging
import re
import traceback

# An address that is a key: whoever read it here could open the door until the key runs out.
KEY = re.compile(r"(/join/|/password/reset/key/|/refer/receipt/|/calendar/(?=[^/\s]+\.ics))[^/\s]+")


class WhereNotWho(logging.Formatter):
    """Names of exceptions and lines of code; the sentence of an exception may quote a man's words, so it stays out."""

    def format(self, record: logging.LogRecord) -> str:
        # Formatters share this cache, and another one may have put the sentence into it.
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return KEY.sub(r"\1…", text)

    def formatException(self, ei) -> str:  # noqa: N802 (the name is logging's)
        told = []
        error = ei[1]
        while error is not None:
            told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\nwhich came of\n".join(told)
