"""Who asks is known for the length of one request: never before, never after, never to another."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections, transaction
from django.test import Client as Browser

from services.middleware import behind_the_wall
from services.models import Client, Membership
from services.wall import NAMES, acting_as
from tests.conftest import Cast
from tests.factories import make_client
from tests.security import pages

pytestmark = pytest.mark.urls("tests.security.pages")
NOTHING = [""] * len(NAMES)


@pytest.fixture
def town(transactional_db) -> Cast:
    """Both services, really committed, with a man in South as well."""
    with transaction.atomic():
        cast = Cast()
        with acting_as(service=cast.other_service.pk, roles=["director"]):
            make_client(service=cast.other_service)
    return cast


def frame() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in NAMES)
        )
        return list(cursor.fetchone())


def signed_in(staff) -> Browser:
    browser = Browser(raise_request_exception=False)
    browser.force_login(staff)
    return browser


def test_requests_of_two_services_side_by_side_never_mix(town):
    """Eight threads, each keeping its connection, with errors and rollbacks in between."""
    people = [town.tom, town.wes, town.priya, town.ines]
    ways = ["test/seen/", "test/write/raise/", "test/seen/", "test/write/broken/", "test/seen/", "nowhere/"]

    def work(number: int) -> tuple[list[str], int]:
        browsers = [signed_in(staff) for staff in people]
        wrong, answered = [], 0
        try:
            for turn in range(48):
                answer = browsers[(turn + number) % len(browsers)].get(
                    "/" + ways[(turn * 5 + number) % len(ways)]
                )
                if answer.status_code == 200:
                    answered += 1
                    if answer.json()["seen"] != [answer.json()["mine"]]:
                        wrong.append(answer.content.decode())
                if frame() != NOTHING or Client.objects.exists():
                    wrong.append(f"left behind: {frame()}")
        finally:
            connections.close_all()
        return wrong, answered

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(work, range(8)))
    assert [wrong for wrongs, _answered in found for wrong in wrongs] == []
    assert sum(answered for _wrongs, answered in found) == 192
    with acting_as(service=town.service.pk):
        assert Client.objects.filter(last_name="Written").count() == 0


def test_a_frame_that_outlived_its_request_would_be_seen(town):
    """The twin: named for the connection and not for the transaction, the next reader finds men."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.service', %s, false)", [str(town.service.pk)])
    assert frame() != NOTHING
    assert Client.objects.exists()
    connection.close()


def test_nothing_is_left_on_the_connection(town):
    browser = signed_in(town.tom)
    for way in ("seen", "write/raise", "write/broken", "write/not_found", "write/answer_500", "lazy"):
        browser.get(f"/test/{way}/")
        assert (way, frame(), Client.objects.count()) == (way, NOTHING, 0)


@pytest.mark.parametrize("ending", ["raise", "not_found", "forbidden", "bad_request", "broken", "answer_500"])
def test_a_page_that_fails_writes_nothing(cast, ending):
    answer = signed_in(cast.tom).get(f"/test/write/{ending}/")
    assert answer.status_code >= 400
    assert Client.objects.filter(last_name="Written").count() == 0


def test_a_page_that_succeeds_is_kept(cast):
    assert signed_in(cast.tom).get("/test/write/ok/").status_code == 200
    assert Client.objects.filter(last_name="Written").count() == 1


def test_without_the_guard_a_failed_page_would_be_kept(cast, monkeypatch):
    """The twin: Django turns the exception into an answer, and the transaction would commit."""
    monkeypatch.delattr(behind_the_wall, "process_exception")
    assert signed_in(cast.tom).get("/test/write/not_found/").status_code == 404
    assert Client.objects.filter(last_name="Written").count() == 1


def test_a_lazy_page_finds_what_it_asks_for(cast):
    assert signed_in(cast.tom).get("/test/lazy/").content == b"2 men"


def test_outside_the_frame_a_lazy_page_would_be_empty(cast, rf):
    """The twin: a transaction around the view alone closes before the template asks."""
    request = rf.get("/")
    request.user = AnonymousUser()
    with acting_as():
        with acting_as(service=cast.service.pk):
            answer = pages.lazy(request)
        assert answer.render().content == b"0 men"


def test_the_person_of_two_services_sits_in_the_one_chosen(cast):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        Membership.objects.create(service=cast.other_service, staff=cast.priya, role="director")
        make_client(service=cast.other_service)
    browser = signed_in(cast.priya)
    session = browser.session
    for service in (cast.other_service, cast.service):
        session["service"] = str(service.pk)
        session.save()
        assert browser.get("/test/seen/").json() == {"seen": [str(service.pk)], "mine": str(service.pk)}


def test_a_stranger_is_named_to_nobody(cast, rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    found = []
    behind_the_wall(lambda _request: found.append(frame()) or pages.HttpResponse())(request)
    assert found == [NOTHING]
