"""Every address of the house, and what somebody gets who knocks there."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.test import Client as Browser
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern

# What the API asks of every POST before it looks at the row.
AS_A_PROGRAM = {"content_type": "application/json", "headers": {"Idempotency-Key": "knock-knock-knock"}}


def addresses() -> list[str]:
    """The names of every URL pattern, with their namespaces; a pattern without a name by its text."""
    return sorted(set(_walk(get_resolver().url_patterns, "")))


def _walk(patterns, namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            name = pattern.name or str(pattern.pattern)
            yield f"{namespace}:{name}" if namespace else name
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or namespace)


def knock(browser: Browser, name: str, kwargs: dict, said: dict) -> tuple[int, str]:
    """The status of GET, or of a POST where only that is answered, and where it leads. What it did is undone."""
    url = reverse(name, kwargs=kwargs)
    with transaction.atomic():
        answer = browser.get(url)
        if answer.status_code == 405:
            answer = browser.post(url, said, **(AS_A_PROGRAM if "/api/" in url else {}))
        transaction.set_rollback(True)
    return answer.status_code, answer.headers.get("Location", "")
