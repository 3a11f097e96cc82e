"""Every change of a tracked row leaves a version behind, by whatever way it comes, and versions stay."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import F

from programs.models import Attendance, Facilitator
from services.models import Client
from services.wall import set_frame
from tests import factories
from tests.house import catalogue

# A harmless change of each tracked table; most count their versions.
CHANGES = {
    "services_contactrule": "hours = hours || '.'",
    "services_relationshipstatus": "told_on = told_on - 1",
    "services_clientmerge": "reason = 'The same man.'",
    "services_casecover": "until = until + 1",
    "referrals_safetyline": "at = at + interval '1 second'",
    "referrals_keptapart": "ended_at = at",
    "services_membership": "started_at = started_at + interval '1 second'",
}


def tracked() -> list[str]:
    return [
        model.pgh_tracked_model._meta.db_table
        for model in apps.get_models()
        # The wing keeps its history in a schema of its own: tests/partners/test_wing_wall.py.
        if hasattr(model, "pgh_tracked_model") and model._meta.app_label != "partners"
    ]


TRACKED = tracked()


@pytest.fixture(autouse=True)
def at_their_table(request):
    """What two said in supervision is open to these two alone."""
    if "house" not in request.fixturenames:
        return
    house = request.getfixturevalue("house")
    set_frame(service=house.service.pk, person=house.tom.pk, roles=["director", "counselor", "intake"])


def last_event(run, table: str) -> str:
    return run(f'select pgh_label from "{table}event" order by pgh_id desc limit 1')[0][0]


def events(run, table: str) -> int:
    return run(f'select count(*) from "{table}event"')[0][0]


def test_every_table_people_write_in_is_tracked():
    """What is not tracked is written once, or holds nothing that anybody corrects."""
    untracked = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.name == "service" for field in model._meta.local_fields)
        and not model._meta.db_table.endswith("event")
    } - set(TRACKED)
    assert untracked == {
        "services_site",
        "services_invitation",
        "services_apitoken",
        "services_auditentry",
        "services_idempotencykey",
        "services_clientword",
        "programs_module",
        "programs_skill",
        "programs_sessionplan",
        "programs_planskill",
        "programs_recurrence",
        "programs_gateoverride",
        "programs_calendarfeed",
        "services_qualificationkind",
        "programs_facilitator",
        "programs_rulechange",
        "referrals_referralstep",
        "referrals_contactattempt",
        "referrals_arrival",
        "referrals_calldraft",
        "reports_stay",
        "referrals_importbatch",
        "referrals_importedrecord",
    }


@pytest.mark.parametrize("table", TRACKED)
def test_raw_sql_leaves_a_version(house, run, table):
    change = CHANGES.get(table, "version = version + 1")
    row = f'(select id from "{table}" limit 1)'
    if table == "programs_progressnote":
        change, row = "status = 'amended'", f"'{house.note.pk}'"
    before = events(run, table)
    assert run(f'update "{table}" set {change} where id = {row}') == [(1,)]
    assert events(run, table) == before + 1
    assert last_event(run, table) == "update"


@pytest.mark.parametrize("table", sorted(set(TRACKED) - {"programs_progressnote", "programs_completion"}))
def test_a_deleted_row_leaves_a_version(house, run, table):
    row = f'(select id from "{table}" limit 1)'
    if table == "programs_ruleprofile":  # a published one stays for good
        row = f"'{house.draft_rules.pk}'"
    before = events(run, table)
    assert run(f'delete from "{table}" where id = {row}') == [(1,)]
    assert events(run, table) == before + 1
    assert last_event(run, table) == "delete"
    # What leaned on the row is none of this test's business.
    transaction.set_rollback(True)


def test_save_bulk_and_update_leave_versions(cast, run):
    session = factories.make_session(group=cast.group)
    places = [factories.make_enrollment(client=man, group=cast.group) for man in (cast.dan, cast.luis)]
    Attendance.objects.bulk_create(
        Attendance(service=cast.service, session=session, enrollment=place) for place in places
    )
    assert events(run, "programs_attendance") == 2
    Attendance.objects.update(version=F("version") + 1)
    assert events(run, "programs_attendance") == 4
    mark = Attendance.objects.first()
    mark.outcome = "present"
    mark.save()
    assert events(run, "programs_attendance") == 5


def test_a_row_deleted_with_another_leaves_a_version(house, run):
    contacts = events(run, "services_contactrule")
    house.dan.contact_rules.all().delete()
    assert events(run, "services_contactrule") == contacts + 1
    assert last_event(run, "services_contactrule") == "delete"


def test_history_cannot_be_switched_off(house, run):
    names = run("select array_agg(distinct tgname::text) from pg_trigger where not tgisinternal")[0][0]
    run("select set_config('pgtrigger.ignore', %s::text[]::text, true)", [names])
    before = events(run, "services_client")
    Client.objects.update(version=F("version") + 1)
    assert events(run, "services_client") == before + 2


def test_with_the_switch_left_open_history_would_go_dark(house, as_role, run):
    """The twin: what pgtrigger installs by itself."""
    as_role("owner")
    run(
        "create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean language sql "
        "as $$ select coalesce(trigger_name = any(current_setting('pgtrigger.ignore', true)::text[]), false) $$"
    )
    as_role("app")
    names = run("select array_agg(distinct tgname::text) from pg_trigger where not tgisinternal")[0][0]
    run("select set_config('pgtrigger.ignore', %s::text[]::text, true)", [names])
    before = events(run, "services_client")
    Client.objects.update(version=F("version") + 1)
    assert events(run, "services_client") == before


@pytest.mark.parametrize("table", [f"{table}event" for table in TRACKED])
@pytest.mark.parametrize("sql", ["update {} set pgh_label = 'x'", "delete from {}", "truncate {}"])
def test_a_version_can_neither_be_changed_nor_taken_away(cast, run, table, sql):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(sql.format(f'"{table}"'))


def test_versions_outlive_the_row_and_keep_who_it_was(cast, run):
    service, man = cast.service.pk, cast.luis.pk
    cast.luis.delete()
    kept = run("select service_id, id, pgh_label, first_name from services_clientevent where id = %s", [man])
    assert [tuple(row) for row in kept] == [
        (service, man, "insert", "Luis"),
        (service, man, "delete", "Luis"),
    ]


def test_the_list_of_tracked_tables_is_what_the_database_holds(cast):
    held = {table.removesuffix("event") for table in catalogue.tables() if table.endswith("event")} - {
        "services_access"
    }
    assert held == set(TRACKED)
    assert Facilitator._meta.db_table not in held
