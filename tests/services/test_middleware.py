"""Who asks is named once for each request, and forgotten with it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from services.models import Client, Membership
from services.wall import acting_as, set_frame
from tests import factories


@pytest.fixture
def frame():
    def read():
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('app.service', true), current_setting('app.roles', true)")
            return cursor.fetchone()

    return read


def test_a_person_sits_down_with_one_statement(cast, client):
    client.force_login(cast.tom)
    with CaptureQueriesContext(connection) as queries:
        client.get("/nowhere/")
    told = [query["sql"] for query in queries if "sit_down" in query["sql"]]
    assert len(told) == 1


def test_the_frame_before_a_request_is_put_back(cast, client, frame):
    before = frame()
    client.force_login(cast.wes)
    client.get("/nowhere/")
    assert frame() == before


def test_a_person_of_two_services_sees_one_at_a_time(cast, client):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        Membership.objects.create(service=cast.other_service, staff=cast.priya, role="director")
        factories.make_client(service=cast.other_service, first_name="Sam", last_name="South")
    with acting_as():
        rows = _sit(cast.priya, cast.other_service.pk)
        assert {row[0] for row in rows} == {cast.service.pk, cast.other_service.pk}
        assert rows[0][0] == cast.other_service.pk
        assert list(Client.objects.values_list("last_name", flat=True)) == ["South"]


def test_a_service_one_does_not_belong_to_cannot_be_chosen(cast):
    with acting_as():
        rows = _sit(cast.wes, cast.service.pk)
        assert {row[0] for row in rows} == {cast.other_service.pk}
        assert Client.objects.count() == 0


def test_somebody_without_a_role_sees_nothing(cast):
    stranger = factories.make_staff(name="Nobody Here")
    with acting_as():
        assert _sit(stranger, cast.service.pk) == []
        assert Client.objects.count() == 0
    set_frame(service=cast.service.pk)


def _sit(staff, chosen):
    with connection.cursor() as cursor:
        cursor.execute("select * from sit_down(%s, %s)", [staff.pk, chosen])
        return cursor.fetchall()
