"""The second wall: what the database itself lets through."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from services.models import Client
from services.wall import acting_as, set_frame
from tests import factories


def test_nothing_is_seen_until_somebody_is_named(cast):
    set_frame()
    assert Client.objects.count() == 0


def test_a_service_sees_its_own_men_only(cast):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        assert Client.objects.count() == 0
    assert Client.objects.count() == 2


def test_without_the_wall_every_man_is_seen(cast, as_role):
    """The twin: with row-level security down the test above would fail."""
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("alter table services_client no force row level security")
        cursor.execute("alter table services_client disable row level security")
    set_frame()
    assert Client.objects.count() == 2


def test_a_row_cannot_be_written_into_another_service(cast):
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        factories.make_client(service=cast.other_service)


def test_a_key_cannot_point_into_another_service(cast):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        program = factories.make_program(service=cast.other_service)
        group = factories.make_group(program=program, name="South group")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            with pytest.raises(IntegrityError, match="same_service"), transaction.atomic():
                factories.make_enrollment(client=cast.dan, group=group)


def test_the_frame_is_put_back(cast):
    with acting_as(service=cast.other_service.pk):
        pass
    assert Client.objects.count() == 2
