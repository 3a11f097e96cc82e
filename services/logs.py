"""How an error is written down: where it happened, and never about whom."""

from __future__ import annotations

import logging
import traceback


class WhereNotWho(logging.Formatter):
    """Names of exceptions and lines of code; the sentence of an exception may quote a man's words, so it stays out."""

    def format(self, record: logging.LogRecord) -> str:
        # Formatters share this cache, and another one may have put the sentence into it.
        record.exc_text = None
        text = super().format(record)
        record.exc_text = None
        return text

    def formatException(self, ei) -> str:  # noqa: N802 (the name is logging's)
        told = []
        error = ei[1]
        while error is not None:
            told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__name__)
            error = error.__cause__ or error.__context__
        return "\nwhich came of\n".join(told)
