"""The catalogue of the database, table by table. Each question has a twin that shows it can say no."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from services.wall_operations import Wall
from tests.house import catalogue
from tests.house.lists import NAMES_FOR_REPORTS

pytestmark = pytest.mark.django_db


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def owner(as_role):
    """Break something as the owner; the test's transaction mends it again."""
    as_role("owner")


def test_every_table_is_behind_the_wall_or_says_why_not():
    assert catalogue.before_no_wall() == []


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (
            "alter table services_client disable row level security",
            "services_client has no row-level security",
        ),
        ("alter table services_client no force row level security", "services_client does not force"),
        ("drop policy wall on services_client", "services_client has 0 policies"),
        ("create policy hole on services_client using (true)", "services_client has 2 policies"),
        ("alter table services_client alter service_id drop not null", "services_client has no service_id"),
        ("create table loose (id uuid)", "loose has no row-level security"),
    ],
)
def test_a_hole_in_the_wall_is_named(owner, harm, named):
    run(harm)
    assert any(problem.startswith(named) for problem in catalogue.before_no_wall())


def test_tables_with_words_about_a_man_are_closed_to_roles_without_business_there():
    assert catalogue.open_to_roles() == []


def test_a_table_open_to_every_role_is_named(owner):
    run("alter policy wall on programs_progressnote using (service_id is not null) with check (true)")
    assert "programs_progressnote asks for no role" in catalogue.open_to_roles()


def test_every_unique_key_begins_with_the_service():
    assert catalogue.keys_without_service() == []


def test_a_unique_key_across_services_is_named(owner):
    run("create unique index telling on services_client (reference)")
    assert catalogue.keys_without_service() == ["services_client (reference)"]


def test_every_table_can_be_pointed_at_through_the_service():
    assert catalogue.no_key_through_service() == []


def test_a_table_without_the_key_is_named(owner):
    run("alter table services_contactrule drop constraint services_contactrule_in_service")
    assert catalogue.no_key_through_service() == ["services_contactrule"]


def test_every_foreign_key_carries_the_service():
    assert catalogue.keys_that_look_past_the_wall() == []


def test_a_foreign_key_that_looks_past_the_wall_is_named(owner):
    run("alter table programs_enrollment drop constraint programs_enrollment_client_id_same_service")
    assert catalogue.keys_that_look_past_the_wall() == ["programs_enrollment.client_id to services_client"]


def test_no_view_sees_with_its_owners_eyes():
    assert catalogue.plain_views() == []


def test_a_plain_view_is_named(owner):
    run("create view everybody as select id from services_client")
    run("create view seen with (security_invoker = true) as select id from services_client")
    assert catalogue.plain_views() == ["everybody"]


def test_nobody_may_do_more_than_the_work_needs():
    assert catalogue.rights_too_wide() == []


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("grant truncate on services_client to alongside_app", "app may truncate services_client"),
        (
            "grant delete on programs_enrollmentevent to alongside_worker",
            "worker may delete programs_enrollmentevent",
        ),
        ("grant update on services_auditentry to alongside_app", "app may update services_auditentry"),
        ("grant insert on services_site to alongside_reports", "reports may insert services_site"),
    ],
)
def test_a_right_too_wide_is_named(owner, harm, named):
    run(harm)
    assert catalogue.rights_too_wide() == [named]


def test_no_function_runs_as_the_owner():
    assert catalogue.definers() == []


def test_a_function_that_runs_as_the_owner_is_named(owner):
    run("create function climb() returns int language sql security definer as 'select 1'")
    assert catalogue.definers() == ["climb"]


def test_roles_have_the_strength_they_need_and_no_more():
    assert catalogue.roles_too_strong() == []


def test_no_trigger_is_switched_off():
    assert catalogue.triggers_off() == []


def test_a_trigger_that_was_switched_off_is_named(owner):
    run("alter table programs_progressnote disable trigger note_locked")
    assert catalogue.triggers_off() == ["programs_progressnote.note_locked"]


def test_reports_read_what_a_migration_says_they_read_and_nothing_else():
    granted = {_table(app, wall.model) for app, wall in walls_of_migrations() if wall.reports}
    assert catalogue.readable_by_reports() == granted


def test_of_other_tables_reports_read_the_columns_on_the_list_and_no_others():
    listed = {f"{table}.{column}" for table, columns in NAMES_FOR_REPORTS.items() for column in columns}
    assert catalogue.columns_readable_by_reports() == listed


def test_a_column_too_many_is_named(owner):
    run("grant select (email) on services_staff to alongside_reports")
    assert "services_staff.email" in catalogue.columns_readable_by_reports()


def test_every_table_behind_the_wall_is_put_there_by_its_migration():
    said = {_table(app, wall.model) for app, wall in walls_of_migrations()}
    assert set(catalogue.walled()) == said


def test_every_model_with_a_service_is_behind_the_wall():
    walled = set(catalogue.walled())
    models = [
        model for model in apps.get_models() if any(f.name == "service" for f in model._meta.local_fields)
    ]
    assert [model._meta.label for model in models if model._meta.db_table not in walled] == []
    assert len(models) > 20


def walls_of_migrations():
    from django.db.migrations.loader import MigrationLoader

    for (app, _name), migration in MigrationLoader(None).disk_migrations.items():
        for operation in migration.operations:
            if isinstance(operation, Wall):
                yield app, operation


def _table(app: str, model: str) -> str:
    return apps.get_model(app, model)._meta.db_table
