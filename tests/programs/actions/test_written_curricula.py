from __future__ import annotations

import pytest
from django.db import transaction

from programs.actions import curricula, written_curricula
from programs.curricula.examples import examples
from programs.curricula.reading import as_json
from programs.models import Curriculum, SessionPlan, Skill
from programs.questions.curricula import as_written, in_full
from services.errors import NotAcceptable, Stale
from services.models import AuditEntry
from tests.conftest import NOW

STEADY = examples()["steady-ground"]


def bring_in(cast, written=STEADY, **more) -> Curriculum:
    return written_curricula.bring_in(program=cast.program, written=written, by=cast.priya, at=NOW, **more)


def again(edition: Curriculum) -> dict:
    said = as_json(as_written(in_full(Curriculum.objects.all()).get(pk=edition.pk)))
    return {name: said[name] for name in ("me_first", "skills", "parts")}


def test_the_example_comes_in_whole_and_goes_out_the_same(cast):
    edition = bring_in(cast)
    said = as_json(STEADY)
    parts = [
        part | {"plans": [plan | {"skills": sorted(plan["skills"])} for plan in part["plans"]]}
        for part in said["parts"]
    ]
    assert again(edition) == {"me_first": 6, "skills": said["skills"], "parts": parts}
    assert AuditEntry.objects.get(what="curriculum.brought_in").about_id == edition.pk


def test_brought_in_again_before_a_group_began_it_is_written_anew(cast):
    first = bring_in(cast)
    second = bring_in(cast)
    assert (second.pk, second.version) == (first.pk, first.version + 1)
    assert SessionPlan.objects.count() == 16
    assert Skill.objects.count() == len(STEADY.skills)


def test_a_group_keeps_what_it_began_with(cast):
    first = bring_in(cast)
    cast.group.curriculum = first
    cast.group.save()
    second = bring_in(cast)
    assert (second.edition, first.modules.count(), second.modules.count()) == (2, 5, 5)


def test_what_the_library_says_already_stays(cast):
    Skill.objects.create(service=cast.service, name="Time-out plan", says="In our words.")
    bring_in(cast)
    assert Skill.objects.get(name="Time-out plan").says == "In our words."


def test_it_is_not_written_over_a_colleagues_change(cast):
    first = bring_in(cast)
    bring_in(cast, seen=(first, first.version))
    with pytest.raises(Stale), transaction.atomic():
        bring_in(cast, seen=(first, first.version))
    assert curricula.newest(cast.program).version == first.version + 1


@pytest.mark.parametrize(("said", "place"), [({}, "parts"), ({"parts": [{"stage": "me"}]}, "parts.0.name")])
def test_what_cannot_be_read_is_refused(said, place):
    with pytest.raises(NotAcceptable) as refused:
        written_curricula.read(said)
    assert list(refused.value.fields) == [place]
