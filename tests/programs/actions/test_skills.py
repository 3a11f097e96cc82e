from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from programs.actions import skills
from programs.models import Skill
from services.models import AuditEntry
from tests.conftest import NOW


def test_a_tool_is_added_renamed_and_taught_no_longer(cast):
    skill = skills.add(service=cast.service, name=" Slow breath ", says="In, out.", by=cast.priya, at=NOW)
    assert skill.name == "Slow breath"
    skills.edit(skill=skill, name="Slow breathing", is_active=False, by=cast.priya, at=NOW)
    skill.refresh_from_db()
    assert (skill.name, skill.says, skill.is_active) == ("Slow breathing", "In, out.", False)
    assert list(Skill.objects.taught_now()) == []
    assert [entry.what for entry in AuditEntry.objects.order_by("at", "pk")].count("skill.edited") == 1


@pytest.mark.parametrize("name", ["", "Time-out"])
def test_a_name_is_needed_and_stands_once(cast, name):
    Skill.objects.create(service=cast.service, name="Time-out")
    with pytest.raises(ValidationError), transaction.atomic():
        skills.add(service=cast.service, name=name, by=cast.priya, at=NOW)
    assert Skill.objects.count() == 1
