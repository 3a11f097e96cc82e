"""The wall of the wing alone: her worker reads, others at most put something in. Each question has a twin."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from partners.models import Enquiry
from services.wall import acting_as, set_frame
from tests.conftest import NOW
from tests.partners import wing

ROLES = ("intake", "counselor", "peer", "director", "researcher", "administrator")
WRITTEN_ONCE = {"enquirycontact", "safetyword", "wingread", "wingentry", "enquiryevent", "tieevent"}


@pytest.fixture
def worker(cast):
    return wing.make_worker(cast)


@pytest.fixture
def run():
    def sql(text: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(text)
            return cursor.fetchall() if cursor.description else [(cursor.rowcount,)]

    return sql


def seen() -> set[str]:
    return {table for table in wing.tables() if wing.rows_in(table)}


def test_her_worker_reads_the_wing_and_nobody_else_does(cast, worker):
    """The "all" roles together, with a row in every table; a half-written call is its writer's alone."""
    wing.fill(cast, worker)
    with wing.at_her_desk(cast, worker):
        assert seen() == set(wing.tables()) - {"enquirydraft"}
    with acting_as(service=cast.service.pk, person=cast.priya.pk, roles=ROLES):
        assert seen() == set()
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=ROLES):
        assert seen() == {"enquirydraft"}
    with acting_as(service=cast.other_service.pk, person=cast.wes.pk, roles=["partner_worker"]):
        assert seen() == set()
    with acting_as():
        assert seen() == set()


def test_without_its_policies_every_table_is_open(cast, worker, as_role, run):
    """The twin: for every table the test above hangs on its policies."""
    wing.fill(cast, worker)
    set_frame()
    assert seen() == set()
    as_role("owner")
    for table in wing.tables():
        run(f"create policy hole on partners.{table} using (true)")
    as_role("app")
    assert seen() == set(wing.tables())


def test_every_table_forces_its_wall_and_points_at_nothing_below(cast, run):
    assert set(wing.tables().values()) == {True}
    beyond = """
        select f.conrelid::regclass::text from pg_constraint f join pg_class c on c.oid = f.confrelid
        where f.contype = 'f' and (f.connamespace = 'partners'::regnamespace) <> (c.relnamespace = 'partners'::regnamespace)
    """
    assert run(beyond) == []


@pytest.mark.parametrize(
    "sql", ["update partners.{} set id = id", "delete from partners.{}", "truncate partners.{}"]
)
def test_what_is_written_once_stays(cast, run, sql):
    for table in WRITTEN_ONCE:
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            run(sql.format(table))


def test_reports_cannot_even_enter(cast, as_role, run):
    as_role("reports")
    with pytest.raises(DatabaseError, match="permission denied for schema"), transaction.atomic():
        run("select 1 from partners.enquiry")


def test_a_door_is_no_way_to_write_for_another_service_or_as_her_worker(cast, worker):
    enquiry = wing.make_enquiry(cast, worker=worker)
    with (
        acting_as(service=cast.other_service.pk, person=cast.wes.pk, roles=["intake"]),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Enquiry(service_id=cast.service.pk, door="call", received_at=NOW).save(force_insert=True)
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=ROLES):
        assert Enquiry.objects.filter(pk=enquiry.pk).update(said="") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            wing.opened_once(cast.ines)


def test_every_version_is_kept_in_the_wing_and_outlives_the_row(cast, worker, run):
    enquiry = wing.make_enquiry(cast, worker=worker)
    with wing.at_her_desk(cast, worker):
        Enquiry.objects.filter(pk=enquiry.pk).update(version=2)
        Enquiry.objects.filter(pk=enquiry.pk).delete()
        kept = run("select pgh_label from partners.enquiryevent order by pgh_id")
    assert [label for (label,) in kept] == ["insert", "update", "delete"]
