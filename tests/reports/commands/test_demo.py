from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from services.models import Service
from tests import factories


def demo(*words: str) -> str:
    out = StringIO()
    call_command("demo", *words, stdout=out)
    return out.getvalue()


def test_a_database_with_a_real_service_is_refused(db):
    factories.make_service(slug="north")
    with pytest.raises(CommandError, match=r"real service \(north\)") as refused:
        demo()
    assert refused.value.returncode == 1
    assert demo("--if-empty") == ""
    assert [service.slug for service in Service.objects.all()] == ["north"]


def test_a_second_demo_is_refused(db):
    factories.make_service(slug="demo", is_demo=True)
    with pytest.raises(CommandError, match="there already"):
        demo()
    assert demo("--if-empty") == ""


def test_it_is_never_smaller_than_itself(db):
    with pytest.raises(CommandError) as refused:
        demo("--scale", "0")
    assert refused.value.returncode == 2


def test_without_a_demo_the_logins_say_so(db):
    assert "manage.py demo" in demo("--logins")
    factories.make_service(slug="north")
    assert demo("--logins").strip() == "There is no demo in this database."
