"""Somebody who works in two services sits in one at a time."""

from services.models import Membership
from services.wall import acting_as


def test_a_person_of_two_services_changes_the_desk(cast, sign_in):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        Membership.objects.create(service=cast.other_service, staff=cast.priya, role="director")
    browser = sign_in(cast.priya)
    assert browser.get("/").context["service"].pk == cast.service.pk
    assert b"You work in more than one service" in browser.get("/").content
    assert browser.post("/service/", {"service": str(cast.other_service.pk)}).url == "/"
    assert browser.get("/").context["service"].pk == cast.other_service.pk
    assert b"Dan" not in browser.get("/clients/").content


def test_a_service_one_does_not_belong_to_is_not_there(cast, sign_in):
    browser = sign_in(cast.priya)
    assert browser.post("/service/", {"service": str(cast.other_service.pk)}).status_code == 404
    assert browser.post("/service/", {"service": ""}).status_code == 404
    assert browser.get("/").context["service"].pk == cast.service.pk


def test_it_is_a_post_and_for_those_who_signed_in(cast, client, sign_in):
    assert sign_in(cast.tom).get("/service/").status_code == 405
    assert client.post("/service/", {"service": str(cast.service.pk)}).url.startswith("/accounts/login/")


def test_who_works_in_one_service_is_not_asked(cast, sign_in):
    assert b"more than one service" not in sign_in(cast.tom).get("/").content
