"""A list as a file for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from django.http import HttpResponse

# A spreadsheet runs a cell that starts like this; with an apostrophe before it, it is shown.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def harmless(value: object) -> object:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value).replace("\0", "")
    return f"'{text}" if text.lstrip(" ").startswith(RUNS) else text


def csv_answer(*, name: str, headings: Iterable[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """What a page shows, as CSV that opens with its accents whole."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow([harmless(str(heading)) for heading in headings])
    writer.writerows([harmless(value) for value in row] for row in rows)
    return answer
