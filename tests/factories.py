"""One plain function for each model: valid by default, anything overridable, fixed dates, nothing random.

They write rows without asking the rules; what a rule does is tested through its action.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count

from programs.models import (
    Attendance,
    Curriculum,
    Enrollment,
    Facilitator,
    Group,
    GroupSession,
    Module,
    Program,
    ProgressNote,
)
from referrals.models import Referral
from services.models import Client, Membership, Service, Site, Staff

NOW = datetime(2026, 3, 12, 20, 41, tzinfo=UTC)
TODAY = date(2026, 3, 12)
PASSWORD = "open sesame for tests"
_number = count(1)


def make_service(*, slug: str = "north", name: str = "Northside", **fields) -> Service:
    return Service.objects.create(slug=slug, name=name, **({"zone": "UTC", "region": "CA-ON"} | fields))


def make_site(*, service: Service, name: str = "North", **fields) -> Site:
    return Site.objects.create(service=service, name=name, **fields)


def make_staff(
    *, name: str, service: Service | None = None, role: str = "counselor", site: Site | None = None, **fields
) -> Staff:
    staff = Staff(email=f"{name.split()[0].lower()}-{next(_number)}@alongside.test", name=name, **fields)
    staff.set_unusable_password()
    staff.save()
    if service:
        Membership.objects.create(service=service, staff=staff, role=role, site=site)
    return staff


def make_client(*, service: Service, first_name: str = "Dan", last_name: str = "Okafor", **fields) -> Client:
    defaults = {"reference": f"M{next(_number):04d}", "created_at": NOW}
    return Client.objects.create(
        service=service, first_name=first_name, last_name=last_name, **(defaults | fields)
    )


def make_program(*, service: Service, name: str = "Foundations", **fields) -> Program:
    return Program.objects.create(service=service, name=name, **fields)


def make_group(
    *, program: Program, name: str = "Thursday group", facilitators: list[Staff] = (), **fields
) -> Group:
    defaults = {"started_on": TODAY - timedelta(weeks=10)}
    group = Group.objects.create(
        service_id=program.service_id, program=program, name=name, **(defaults | fields)
    )
    for staff in facilitators:
        Facilitator.objects.create(
            service_id=group.service_id, group=group, staff=staff, since=group.started_on
        )
    return group


def make_modules(
    *names: str, program: Program, stage: str = "me", groups: Iterable[Group] = ()
) -> list[Module]:
    """An edition of the program with these parts, on which the groups go from now on; without any it stays open."""
    edition = Curriculum.objects.create(
        service_id=program.service_id, program=program, edition=program.curricula.count() + 1
    )
    made = [
        Module.objects.create(
            service_id=program.service_id, curriculum=edition, position=place, name=name, stage=stage
        )
        for place, name in enumerate(names, start=1)
    ]
    for group in groups:
        group.curriculum = edition
        group.save(update_fields=["curriculum"])
    return made


def make_session(
    *, group: Group, starts_at: datetime = NOW - timedelta(hours=3), hours: float = 2, **fields
) -> GroupSession:
    defaults = {"ends_at": starts_at + timedelta(hours=hours), "session_on": starts_at.date()}
    return GroupSession.objects.create(
        service_id=group.service_id, group=group, starts_at=starts_at, **(defaults | fields)
    )


def make_enrollment(
    *, client: Client, group: Group, started_on: date = TODAY - timedelta(weeks=8), **fields
) -> Enrollment:
    return Enrollment.objects.create(
        service_id=group.service_id, client=client, group=group, started_on=started_on, **fields
    )


def make_attendance(
    *, session: GroupSession, enrollment: Enrollment, outcome: str | None = None, **fields
) -> Attendance:
    return Attendance.objects.create(
        service_id=session.service_id, session=session, enrollment=enrollment, outcome=outcome, **fields
    )


def make_note(
    *, enrollment: Enrollment, author: Staff, session: GroupSession | None = None, **fields
) -> ProgressNote:
    defaults = {"created_at": NOW}
    return ProgressNote.objects.create(
        service_id=enrollment.service_id,
        enrollment=enrollment,
        author=author,
        session=session,
        **(defaults | fields),
    )


def make_referral(
    *, client: Client, source: str = "self", received_at: datetime = NOW - timedelta(days=3), **fields
) -> Referral:
    defaults = {"received_on": received_at.date(), "pressure": "own_choice"}
    return Referral.objects.create(
        service_id=client.service_id,
        client=client,
        source=source,
        received_at=received_at,
        **(defaults | fields),
    )
