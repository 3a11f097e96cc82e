from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from followups import tasks
from followups.actions import rounds
from followups.models import FollowUp
from services.models import LoopPass
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def both_owe(cast):
    """A register with a gap in the North and one in the South."""
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_session(group=cast.group, starts_at=NOW - timedelta(hours=4))
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        program = factories.make_program(service=cast.other_service)
        group = factories.make_group(program=program, facilitators=[cast.wes])
        man = factories.make_client(service=cast.other_service)
        factories.make_enrollment(client=man, group=group)
        factories.make_session(group=group, starts_at=NOW - timedelta(hours=4))
    return cast


def asked(service) -> int:
    with acting_as(service=service.pk, roles=["director"]):
        return FollowUp.objects.filter(kind="register_owed").count()


def test_a_round_goes_through_every_service(both_owe):
    assert rounds.sweep_registers(at=NOW)
    assert (asked(both_owe.service), asked(both_owe.other_service)) == (1, 1)
    assert LoopPass.objects.get(name="registers").finished_at == NOW


def test_one_failing_service_stops_no_other(both_owe, as_role, caplog):
    broken = both_owe.service
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute(
            f"alter table followups_followup add constraint broken check (service_id <> '{broken.pk}') not valid"
        )
    as_role("app")
    assert not rounds.sweep_registers(at=NOW)
    assert (asked(broken), asked(both_owe.other_service)) == (0, 1)
    assert not LoopPass.objects.exists()
    (line,) = [record.getMessage() for record in caplog.records]
    assert line == f"registers of service {broken.pk}: IntegrityError"


def test_the_dispatcher_notes_its_passes_under_names_of_its_own(both_owe):
    for name, act in rounds.DISPATCHED.items():
        assert act(at=NOW, name=name)
    assert set(LoopPass.objects.values_list("name", flat=True)) == {"dispatch", "dispatch_imports"}


def test_the_task_sweeps_too(both_owe):
    tasks.sweep_registers()
    assert LoopPass.objects.filter(name="registers").exists()
