"""What people outside read is plain: at or under grade 8, and no sentence long."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from referrals.models import FrontDesk
from services.models import Service
from tests.house.reading import grade, sentences_of
from tests.referrals.outside import ME, OFFICE, write

HARDEST, SHORTEST, LONGEST = 8, 6, 22
WRITTEN = {"/refer/me/": ME, "/refer/legal/": OFFICE, "/refer/court/": OFFICE | {"kind": "court"}}


@pytest.fixture
def pages(cast) -> dict[str, list[str]]:
    """Each door, refused and thanked, and shut."""
    Service.objects.filter(pk=cast.other_service.pk).update(is_demo=True)
    FrontDesk.objects.create(service=cast.service, phone="416 555 0199")
    answers = {"/refer/": Browser().get("/refer/"), "not here": Browser().get("/refer/receipt/x/")}
    for path, said in WRITTEN.items():
        answers |= {path: Browser().get(path), f"{path} empty": write(path, {})}
        answers[f"{path} thanks"] = write(path, said)
    FrontDesk.objects.update(doors_open=False)
    answers["shut"] = Browser().get("/refer/")
    return {name: whole(sentences_of(answer.content.decode())) for name, answer in answers.items()}


def whole(sentences: list[str]) -> list[str]:
    """Without labels of a few words, which would make any page look easy."""
    return [each for each in sentences if len(each.split()) >= SHORTEST]


def test_a_tired_man_can_read_every_door(pages):
    assert {name: round(grade(said), 1) for name, said in pages.items() if grade(said) > HARDEST} == {}
    long = [each for said in pages.values() for each in said if len(each.split()) > LONGEST]
    assert long == []


def test_the_words_of_an_office_are_found_too_hard():
    """The twin: the measure can say no."""
    hard = "Participants are required to provide documentation regarding mandated attendance obligations."
    easy = "Tell us how to reach you. We call you back."
    assert grade([hard]) > HARDEST > 3 > grade(sentences_of(f"<p>{easy}</p>"))
