"""An office whose list is brought in: a service in Britain, where the sample files were kept."""

from __future__ import annotations

import pytest

from referrals.actions.imports import batches
from referrals.actions.imports.plan import Setting
from services.access import the_house
from services.models import Client
from services.wall import set_frame
from tests.conftest import NOW
from tests.factories import make_service
from tests.referrals.spreadsheets.samples import content

REFERRALS = "client_ref,first_name,last_name,date_of_birth,phone,email,received_on,source,pressure,required_sessions\n"
ATTENDANCE = "client_ref,group,session_on,outcome,minutes_late,reason\n"
EXITS = "client_ref,group,ended_on,reason,ended_by\n"
HEADINGS = {"referrals": REFERRALS, "attendance": ATTENDANCE, "exits": EXITS, "register": ""}


class Office:
    def __init__(self) -> None:
        self.service = make_service(slug="office", name="Office", region="GB", zone="Europe/London")
        self.house = the_house(self.service, on=NOW.date())
        set_frame(service=self.service.pk, person=self.house.pk, roles=self.house.desk.roles)

    def setting(self, *, group: str = "", program: str = "", at=NOW) -> Setting:
        return Setting(service=self.service, by=self.house, on=at.date(), at=at, group=group, program=program)

    def bring(
        self,
        kind: str,
        *rows: str,
        group: str = "",
        dry_run: bool = False,
        mapping: dict | None = None,
        at=NOW,
    ) -> dict:
        """Bring in a few rows under our own headings."""
        raw = (HEADINGS[kind] + "\n".join(rows) + "\n").encode()
        return self.bring_raw(kind, f"{kind}.csv", raw, group=group, dry_run=dry_run, mapping=mapping, at=at)

    def bring_raw(
        self,
        kind: str,
        name: str,
        raw: bytes,
        *,
        group: str = "",
        dry_run: bool = False,
        mapping: dict | None = None,
        at=NOW,
    ) -> dict:
        return batches.bring_in(
            kind=kind,
            file_name=name,
            content=raw,
            mapping=mapping or {},
            setting=self.setting(group=group, at=at),
            dry_run=dry_run,
        )

    def bring_file(self, kind: str, name: str, **options) -> dict:
        return self.bring_raw(kind, name.split("/")[-1], content(name), **options)

    def man(self, reference: str) -> Client:
        return Client.objects.get(reference=reference)


@pytest.fixture
def office(db) -> Office:
    return Office()


def codes(answer: dict) -> list[tuple[int, str]]:
    return [(refused["row"], refused["code"]) for refused in answer["refused"]]


def flags(answer: dict, code: str) -> list[int]:
    return [flag["row"] for flag in answer["flagged"] if flag["code"] == code]
