"""The cast, the database handed from owner to app, and the browser's client for each of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client as Browser
from django.test import TransactionTestCase
from django.utils import translation

from services.access import seat
from services.wall import set_frame
from tests import factories
from tests.api import api, wes_api  # noqa: F401 (fixtures)
from tests.emptying import empty

NOW = datetime(2026, 3, 12, 20, 41, tzinfo=UTC)


def become(role: str) -> None:
    """Step into one of our database roles. The login stays the owner's, so that twin tests can drop the wall."""
    database = connections["default"]
    database.close()
    database.settings_dict["OPTIONS"]["options"] = f"-c role={settings.DATABASE_ROLES[role]}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    become("owner")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Made by the owner, used by the app; after a test that committed it is emptied by the owner."""
    flush = TransactionTestCase._fixture_teardown

    def empty_as_owner(self):
        become("owner")
        try:
            empty()
        finally:
            become("app")

    TransactionTestCase._fixture_teardown = empty_as_owner
    with django_db_blocker.unblock():
        become("app")
        yield
        become("owner")
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _in_the_language_of_the_code():
    """What a page of the test before was spoken in is over."""
    translation.deactivate()


class Cast:
    """Priya coordinates the North site, Tom facilitates there, Wes works at South and must see none of it."""

    def __init__(self) -> None:
        make = factories
        self.service = make.make_service(slug="north", name="Northside")
        self.other_service = make.make_service(slug="south", name="Southside")
        set_frame(service=self.other_service.pk, roles=["director"])
        self.south = make.make_site(service=self.other_service, name="South")
        self.wes = make.make_staff(name="Wes Adler", service=self.other_service, role="director")
        set_frame(service=self.service.pk, roles=["director", "intake", "counselor"])
        self.north = make.make_site(service=self.service, name="North")
        self.priya = make.make_staff(name="Priya Nair", service=self.service, role="director")
        self.tom = make.make_staff(name="Tom Beck", service=self.service, role="counselor")
        self.ines = make.make_staff(name="Ines Roth", service=self.service, role="intake")
        self.pete = make.make_staff(name="Pete Long", service=self.service, role="peer")
        self.ada = make.make_staff(name="Ada Quist", service=self.service, role="administrator")
        self.program = make.make_program(service=self.service)
        self.group = make.make_group(program=self.program, site=self.north, facilitators=[self.tom])
        self.dan = make.make_client(service=self.service, first_name="Dan", last_name="Okafor")
        self.luis = make.make_client(service=self.service, first_name="Luis", last_name="Ferreira")
        for staff in (self.priya, self.tom, self.ines, self.pete, self.ada):
            seat(staff, self.service, on=NOW.date())


@pytest.fixture
def cast(db) -> Cast:
    """Everybody, seated, with the frame of the wall open on North for what a test sets up."""
    return Cast()


@pytest.fixture
def sign_in(client):
    """`sign_in(cast.tom)` answers a browser in which Tom is signed in."""

    def as_(staff) -> Browser:
        browser = Browser()
        browser.force_login(staff)
        return browser

    return as_


@pytest.fixture
def as_role():
    """Run SQL as another database role inside the test's transaction, then as the app again."""

    def switch(role: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute(f"set local role {settings.DATABASE_ROLES[role]}")

    return switch
