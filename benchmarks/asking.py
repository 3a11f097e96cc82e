"""Who asks: the director of the larger service, in our house and in the bare one, and straight to PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import connection, connections
from django.test import Client as Browser
from django.test import override_settings

from benchmarks import bare
from benchmarks.town import BARE
from services.models import Service, Staff

LARGER = """
    select s.id from services_service s join services_client c on c.service_id = s.id
    group by s.id order by count(*) desc limit 1
"""
DIRECTOR = """
    select staff_id from services_membership
    where service_id = %s and role = 'director' and site_id is null and ended_at is null order by started_at limit 1
"""


@dataclass
class Asker:
    """One person's browsers, ours and the bare one, and a connection past both."""

    service: Service
    director: Staff
    ours: Browser
    floor: Browser
    sql: psycopg.Connection

    def post(self, browser: Browser, url: str, said: dict[str, str], **headers: str):
        """As a browser sends a form."""
        kind = "application/x-www-form-urlencoded"
        return ok(browser.post(url, urlencode(said), content_type=kind, headers=headers))


def asker() -> Asker:
    """The bare house has its own middleware and addresses, and the same session."""
    service = Service.objects.get(pk=bare_rows(LARGER)[0][0])
    director = Staff.objects.get(pk=bare_rows(DIRECTOR, [service.pk])[0][0])
    ours, floor = Browser(headers={"host": "localhost"}), Browser(headers={"host": "localhost"})
    ours.force_login(director)
    floor.cookies = ours.cookies
    with override_settings(MIDDLEWARE=bare.MIDDLEWARE):
        floor.handler.load_middleware()
    return Asker(service, director, ours, floor, straight())


def straight() -> psycopg.Connection:
    """To PostgreSQL itself, each statement its own transaction, prepared when it comes again."""
    database = connection.settings_dict
    role = settings.DATABASE_ROLES["maintenance"]
    return psycopg.connect(host=database["HOST"], dbname=database["NAME"], user=role, autocommit=True)


def bare_rows(sql: str, values: list | None = None) -> list[tuple]:
    with connections[BARE].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def ok(answer):
    assert answer.status_code in (200, 302), answer.status_code
    return answer
