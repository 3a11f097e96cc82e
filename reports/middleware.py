"""A page that asks for figures when nobody can give them says so, and is not broken."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.questions.database import NoFigures


class figures_may_be_away:  # noqa: N801 (a middleware reads as a sentence in the settings)
    def __init__(self, get_response: Callable) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NoFigures):
            return None
        return render(request, "reports/no_figures.html", {"said": str(exception)}, status=exception.status)
