from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string

from followups.actions import registers
from programs.actions import groups, modules, programs, schedules, written_curricula
from programs.curricula.examples import examples
from reports.demo import around, half_calls, letter_box, offers, orders, people, tonight
from reports.demo.arrivals import FRESH, Arrivals
from reports.demo.evenings import Evenings
from reports.demo.story import House, RunGroup, Story
from services.access import seat, the_house
from services.actions import services, sites, team
from services.models import Service, Site, Staff
from services.wall import acting_as

HOUSES = (
    {
        "slug": "demo",
        "name": "Riverbend Men's Program",
        "zone": "America/Toronto",
        "region": "CA-ON",
        "crisis_line": "555-0100, day and night (a number of the demo: it rings nowhere)",
        "cast": people.CAST,
        "sites": offers.SITES,
        "programs": offers.PROGRAMS,
        "groups": offers.GROUPS,
        "men": people.MEN,
        "weeks": 26,
        "fresh": FRESH,
    },
    {
        "slug": "demo-south",
        "name": "Quayside Relationship Service",
        "zone": "Australia/Adelaide",
        "region": "AU-SA",
        "crisis_line": "",
        "cast": people.CAST_SOUTH,
        "sites": offers.SITES_SOUTH,
        "programs": {offers.STEADY: offers.PROGRAMS[offers.STEADY]},
        "groups": offers.GROUPS_SOUTH,
        "men": people.MEN_SOUTH,
        "weeks": 16,
        "fresh": FRESH[:3],
    },
)
# Everything the actions write lies behind the wall of these three.
ROLES = ("intake", "counselor", "director")


@transaction.atomic
def build(*, at: datetime, houses: Iterable[dict] = HOUSES) -> list[Service]:
    """The demo services, as they stand at this moment. All of it or nothing."""
    with connection.cursor() as cursor:
        # Nobody has counted the rows of tables filled in this very transaction, so PostgreSQL takes them for empty
        # and walks each of them once per row of the other: minutes instead of seconds.
        cursor.execute("set local enable_nestloop = off")
    return [_build_one(plan, at=at) for plan in houses]


def _build_one(plan: dict, *, at: datetime) -> Service:
    today = at.astimezone(ZoneInfo(plan["zone"])).date()
    began_on = today - timedelta(weeks=plan["weeks"] + 4)
    house = _open(plan, today=today, began_on=began_on)
    with acting_as(service=house.service.pk, person=house.program_itself.pk, roles=ROLES):
        start = house.moment(began_on, 9)
        _welcome(house, plan, at=start)
        _plan_groups(house, plan, at=start)
        arrivals = Arrivals(house)
        evenings = Evenings(house, arrivals)
        arrivals.all(people.names(plan["men"]), weeks=plan["weeks"], fresh=plan["fresh"])
        evenings.all()
        house.story.run()
        tonight.set_the_scene(house, at=at)
        around.fill(house, at=at)
        letter_box.fill(house, at=at)
        half_calls.fill(house, at=at)
        orders.fill(house, at=at)
        registers.sweep(service=house.service, at=at)
        for path in settings.DEMO_ALSO:
            import_string(path)(house, at=at)
    return house.service


def _open(plan: dict, *, today: date, began_on: date) -> House:
    zone = ZoneInfo(plan["zone"])
    midnight = datetime.combine(today, datetime.min.time(), tzinfo=zone)
    service = services.make(
        slug=plan["slug"],
        name=plan["name"],
        zone=plan["zone"],
        region=plan["region"],
        crisis_line=plan["crisis_line"],
        first_site=plan["sites"][0],
        is_demo=True,
        by=Staff.objects.the_house(),
        at=midnight - timedelta(days=(today - began_on).days),
    )
    return House(
        service=service,
        program_itself=the_house(service, on=today),
        today=today,
        story=Story(until=midnight - timedelta(minutes=1)),
        chance=Random(plan["slug"]),  # noqa: S311 (it should fall the same way every time)
    )


def _welcome(house: House, plan: dict, *, at: datetime) -> None:
    for name in plan["sites"][1:]:
        sites.make(service=house.service, name=name, by=house.program_itself, at=at)
    house.sites = {site.name: site for site in Site.objects.filter(service=house.service)}
    password = None
    for key, name, role in plan["cast"]:
        staff = Staff(email=people.login(key, slug=plan["slug"]), name=name)
        # The same words for everybody: worked out once.
        staff.password = password or _hashed(staff)
        password = staff.password
        staff.save()
        team.add_member(service=house.service, staff=staff, role=role, by=house.program_itself, at=at)
        house.staff[key] = seat(staff, house.service, on=house.today)
    # A small service: its director takes the calls, and talks hard ones over with the counselor.
    house.staff["consulted"] = house.staff["director" if "intake" in house.staff else "counselor"]
    house.staff.setdefault("intake", house.staff["director"])


def _hashed(staff: Staff) -> str:
    staff.set_password(people.PASSWORD)
    return staff.password


def _plan_groups(house: House, plan: dict, *, at: datetime) -> None:
    director = house.staff["director"]
    offered = {}
    for name, offer in plan["programs"].items():
        program = programs.make(
            service=house.service,
            name=name,
            kind=offer["kind"],
            sessions_planned=offer["sessions_planned"],
            by=director,
            at=at,
        )
        if "teaches" in offer:
            written = examples()[offer["teaches"]]
            written_curricula.bring_in(program=program, written=written, by=director, at=at)
        else:
            modules.lay_out(program=program, modules=offer["modules"], by=director, at=at)
        offered[name] = program
    for run in plan["groups"]:
        last_on = house.today - timedelta(days=run.meets)
        first_on = last_on - timedelta(weeks=max(0, run.weeks - 1))
        group = groups.make(
            program=offered[run.program],
            name=run.name,
            site=house.sites[run.site],
            started_on=first_on,
            entry=run.entry,
            capacity=run.capacity,
            facilitators=[house.staff[key] for key in run.run_by],
            by=director,
            at=at,
        )
        sessions = schedules.schedule(
            group=group,
            first_on=first_on,
            begins=house.moment(first_on, run.hour).time(),
            minutes=run.minutes,
            count=run.weeks + run.ahead,
            by=director,
            at=at,
        )
        house.groups.append(
            RunGroup(
                group,
                [house.staff[key] for key in run.run_by],
                sessions=sessions,
                unmarked=run.unmarked,
                half_marked=run.half_marked,
                cancelled=run.cancelled,
            )
        )
