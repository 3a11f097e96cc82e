"""A real Chromium against a real server. Without Chromium these tests say so and are left out; in CI they fail."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client as Browser
from django.utils import timezone
from playwright.sync_api import sync_playwright

from programs.models import Attendance
from services.wall import acting_as
from tests import factories
from tests.browser.chromium import FLAGS
from tests.conftest import Cast

NAMES = "Aaron Ben Callum Dev Eli Grant Hassan Joel Luis Marcus Rob Tevita"


@pytest.fixture(scope="session")
def chromium():
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        missing = "No Chromium on this machine: the browser journeys were not walked."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        print(missing)
        pytest.skip(missing)
    # Playwright keeps a loop running in this thread; our own code stays as synchronous as ever.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Scene:
    """Twelve men expected at a session that began two hours ago, and Tom's browser, signed in."""

    def __init__(self, live_server, chromium) -> None:
        self.address, self.chromium = live_server.url, chromium
        with transaction.atomic():
            self.cast = Cast()
            self.session = factories.make_session(
                group=self.cast.group, starts_at=timezone.now() - timedelta(hours=2, minutes=11), number=7
            )
            self.places = [self._place(name) for name in NAMES.split()]
        self.opened = []

    def _place(self, name: str):
        man = factories.make_client(service=self.cast.service, first_name=name, last_name="Example")
        return factories.make_enrollment(client=man, group=self.cast.group, status="attending")

    def open(self, path: str, *, staff=None, width: int = 390, height: int = 844, **context):
        django_browser = Browser()
        django_browser.force_login(staff or self.cast.tom)
        cookie = django_browser.cookies[settings.SESSION_COOKIE_NAME].value
        window = self.chromium.new_context(viewport={"width": width, "height": height}, **context)
        window.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.address}])
        self.opened.append(window)
        page = window.new_page()
        page.wrong = []
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
        page.goto(self.address + path)
        return page

    @property
    def register(self) -> str:
        return f"/sessions/{self.session.pk}/register/"

    def outcomes(self) -> dict[str, str | None]:

        with acting_as(service=self.cast.service.pk, roles=["director"]):
            rows = Attendance.objects.filter(session=self.session)
            return dict(rows.values_list("enrollment__client__first_name", "outcome"))


@pytest.fixture
def scene(live_server, chromium, transactional_db):
    scene = Scene(live_server, chromium)
    yield scene
    for window in scene.opened:
        window.close()
