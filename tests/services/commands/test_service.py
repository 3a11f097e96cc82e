from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from services.models import AuditEntry, Invitation, Service, Site
from services.wall import acting_as

pytestmark = pytest.mark.django_db


def service(*words: str) -> str:
    out = StringIO()
    call_command("service", *words, stdout=out)
    return out.getvalue()


def test_it_opens_an_empty_service_with_a_first_site():
    said = service("lakeside", "--name", "Lakeside", "--zone", "America/Toronto", "--region", "ca-on")
    made = Service.objects.get(slug="lakeside")
    assert (made.name, made.zone, made.region, made.is_demo) == (
        "Lakeside",
        "America/Toronto",
        "CA-ON",
        False,
    )
    with acting_as(service=made.pk):
        assert [site.name for site in Site.objects.all()] == ["Main"]
    assert "--admin" in said


def test_it_speaks_the_language_it_was_given_and_learns_another():
    service("lakeside", "--name", "Lakeside", "--language", "fr_CA")
    assert Service.objects.get().locale == "fr-ca"
    assert "en-au" in service("lakeside", "--language", "en-au")
    made = Service.objects.get()
    assert made.locale == "en-au"
    with acting_as(service=made.pk):
        told = AuditEntry.objects.filter(what="service.language")
        assert [entry.details for entry in told] == [{"language": "en-au"}]


def test_a_language_nobody_speaks_changes_nothing():
    service("lakeside", "--name", "Lakeside")
    with pytest.raises(CommandError, match="not a language we speak"):
        service("lakeside", "--language", "tlh")
    assert Service.objects.get().locale == "en"


def test_a_second_time_it_says_that_it_is_there():
    service("lakeside", "--name", "Lakeside")
    assert "is there: Lakeside" in service("lakeside", "--name", "Another")
    assert Service.objects.get().name == "Lakeside"


def test_the_first_administrator_comes_in_through_a_link(client):
    path = service("lakeside", "--name", "Lakeside", "--admin", "Ada@Lakeside.example").splitlines()[-1]
    assert client.get(path).status_code == 200
    client.post(path, {"name": "Ada Quist", "password": "a long enough one"})
    with acting_as(service=Service.objects.get().pk):
        invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("ada@lakeside.example", "administrator")
    assert invitation.accepted_at


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lakeside"], "give it a --name"),
        (["lakeside", "--name", "L", "--zone", "Mars"], "not a time zone"),
        (["lakeside", "--name", "L", "--region", "XX"], "not a region"),
        (["lakeside", "--name", "L", "--language", "tlh"], "not a language we speak"),
        (["lake side", "--name", "L"], "slug"),
        (["lakeside", "--name", "L", "--admin", "nobody"], "not an e-mail address"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(words, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        service(*words)
    assert refused.value.returncode == 2
    if "--admin" not in words:
        assert not Service.objects.exists()
