"""Exactly what a page shows, as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse

from reports import exports


def as_file(answer: Mapping[str, Any], kind: str, *, name: str) -> HttpResponse | None:
    """The file that was asked for in `?format=`; None when a page was."""
    if kind not in ("csv", "xlsx"):
        return None
    heads, rows = exports.table(answer)
    if kind == "csv":
        response = HttpResponse(exports.as_csv(heads, rows), content_type=exports.CSV)
    else:
        response = HttpResponse(exports.as_xlsx(heads, rows, title=name), content_type=exports.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{answer["generated_at"][:10]}.{kind}"'
    return response
