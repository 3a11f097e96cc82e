"""Two records of one man made one, and taken apart again exactly."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from followups.actions import merges
from followups.errors import CannotBeOne
from followups.models import FollowUp
from followups.questions.two_records import pointing_at_men
from programs.models import Enrollment
from referrals.actions import referrals
from referrals.models import KeptApart, Mandate, Referral
from services.actions import clients
from services.errors import NotAcceptable
from services.models import Client, ClientMerge, ContactRule, RelationshipStatus
from tests import factories
from tests.conftest import NOW
from tests.factories import TODAY

LATER = NOW + timedelta(hours=1)
BUSY = ["version"]


def everything() -> dict[str, list]:
    """Every row that names a man, and the men themselves, without the versions that a page sees."""
    tables = {model for model, _field in pointing_at_men()} | {Client}
    return {
        model._meta.label: sorted(
            (
                sorted((name, str(value)) for name, value in row.items() if name not in BUSY)
                for row in model._base_manager.values()
            ),
        )
        for model in tables
    }


def merge(cast, **how):
    told = {"kept": cast.dan, "gone": cast.luis, "reason": "Same birth day, same phone.", "by": cast.priya}
    return merges.merge(**told | {"at": NOW} | how)


def furnish(cast, random: Random) -> None:
    """Rows of both men as they come: some only one has, some both."""
    groups = [factories.make_group(program=cast.program, name=f"Group {n}") for n in range(3)]
    here = {"service": cast.service}
    for man in (cast.dan, cast.luis):
        for number in range(random.randint(0, 3)):
            day = NOW - timedelta(days=random.randint(5, 300))
            factories.make_referral(client=man, received_at=day, episode=number + 1, status="closed")
        for group in groups:
            for number in range(random.randint(0, 2)):
                start = TODAY - timedelta(days=random.randint(30, 300))
                factories.make_enrollment(
                    client=man, group=group, episode=number + 1, started_on=start, ended_on=start, status="exited",
                    exit_reason="moved", ended_by="man",
                )  # fmt: skip
        for phone in random.sample(["+16135550101", "+16135550102", "+16135550103"], random.randint(0, 3)):
            allowed = random.random() < 0.5
            clients.add_contact(
                client=man, kind="phone", value=phone, may_contact=allowed, by=cast.ines, at=NOW
            )
        for _number in range(random.randint(0, 2)):
            RelationshipStatus.objects.create(
                **here, client=man, status="divorced", told_on=TODAY, by=cast.ines, at=NOW
            )
            Mandate.objects.create(**here, client=man, kind="bail", by=cast.ines, at=NOW)
            KeptApart.objects.create(**here, client=man, staff=cast.pete, why="other", by=cast.ines, at=NOW)
            FollowUp.objects.create(
                **here, kind="waiting", client=man, owner=cast.tom, opened_at=NOW, due_at=NOW
            )
        man.other_names = random.choice(["", "Danny"])
        man.date_of_birth = random.choice([None, TODAY - timedelta(days=12_000)])
        man.is_father = random.choice([None, True, False])
        man.needs_interpreter = random.random() < 0.5
        man.identity = random.choice(["", "Anishinaabe"])
        man.save()


@pytest.mark.parametrize("seed", range(6))
def test_taken_apart_each_record_is_what_it_was(cast, seed):
    furnish(cast, Random(seed))
    before = everything()
    row = merge(cast)
    for model, field in pointing_at_men():
        left = model._base_manager.filter(**{field: cast.luis})
        if model is not ContactRule:
            assert not left.exists(), model
    for rows in (Referral.objects.filter(client=cast.dan), *(
        Enrollment.objects.filter(client=cast.dan, group=group)
        for group in Enrollment.objects.values_list("group", flat=True).distinct()
    )):  # fmt: skip
        assert sorted(rows.values_list("episode", flat=True)) == list(range(1, rows.count() + 1))
    merges.undo(merge=row, by=cast.priya, at=LATER)
    assert everything() == before


def test_the_one_that_stays_answers_for_both(cast):
    cast.luis.other_names = "Lou"
    cast.luis.save()
    merge(cast)
    found = clients.found
    for text in ("Okafor", "Ferreira", "Lou", cast.luis.reference, cast.dan.reference):
        assert list(found(staff=cast.ines, text=text)) == [cast.dan], text
    assert Client.objects.get(pk=cast.dan.pk).other_names == "Luis Ferreira, Lou"
    late = referrals.receive(client=cast.luis, source="self", received_on=TODAY, by=cast.ines, at=LATER)
    assert late.client == cast.dan


def test_of_a_number_both_have_nothing_is_allowed_that_one_forbade(cast):
    for man, allowed in ((cast.dan, True), (cast.luis, False)):
        clients.add_contact(
            client=man, kind="phone", value="+16135550101", may_contact=allowed, by=cast.ines, at=NOW
        )
    row = merge(cast)
    rule = ContactRule.objects.get(client=cast.dan)
    assert not rule.may_contact
    clients.change_contact(contact=rule, may_contact=False, who_else="His father", by=cast.ines, at=NOW)
    merges.undo(merge=row, by=cast.priya, at=LATER)
    assert not ContactRule.objects.get(client=cast.dan).may_contact, "what was said since stands"


@pytest.mark.parametrize(
    "why", ["open place", "kept apart", "beside one he must not meet", "no reason", "twice", "himself"]
)
def test_what_stands_against_it_is_said_and_nothing_moves(cast, why):
    how, refusal = {}, CannotBeOne
    if why == "open place":
        for man in (cast.dan, cast.luis):
            factories.make_enrollment(client=man, group=cast.group)
    elif why == "kept apart":
        told = {"service": cast.service, "why": "safety", "by": cast.priya, "at": NOW}
        KeptApart.objects.create(client=cast.luis, other=cast.dan, **told)
    elif why.startswith("beside"):
        third = factories.make_client(service=cast.service, first_name="Bo")
        for man in (cast.dan, third):
            factories.make_enrollment(client=man, group=cast.group)
        told = {"service": cast.service, "why": "order", "by": cast.priya, "at": NOW}
        KeptApart.objects.create(client=third, other=cast.luis, **told)
    elif why == "no reason":
        how, refusal = {"reason": " "}, NotAcceptable
    elif why == "himself":
        how = {"gone": cast.dan}
    elif why == "twice":
        merge(cast)
    before = everything()
    with pytest.raises(refusal):
        merge(cast, **how)
    assert everything() == before


def test_the_newest_is_taken_apart_first(cast):
    third = factories.make_client(service=cast.service, first_name="Danny")
    first = merge(cast)
    second = merge(cast, gone=third, at=LATER)
    with pytest.raises(CannotBeOne, match="Begin with the newest"):
        merges.undo(merge=first, by=cast.priya, at=LATER)
    merges.undo(merge=second, by=cast.priya, at=LATER)
    merges.undo(merge=first, by=cast.priya, at=LATER)
    assert not Client.objects.exclude(merged_into=None).exists()
    assert ClientMerge.objects.filter(undone_by=cast.priya).count() == 2
