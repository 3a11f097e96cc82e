"""Whom a man must not meet keeps a place from him in one sentence; ordinary facts ask for a reason."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import enrollments, facilitators
from programs.errors import DoesNotFit
from programs.models import Enrollment
from referrals.actions import placements
from referrals.errors import ReasonMissing
from referrals.models import KeptApart, Referral
from services.errors import Refused
from services.models import Client
from tests import factories
from tests.conftest import NOW, Cast
from tests.races import at_once

HERE = "tests.referrals.actions.test_fit"
TODAY = NOW.date()


def everywhere(*, client, groups, at):
    return [group.pk for group in groups]


def breaks(*, client, groups, at):
    raise RuntimeError("Ruth lives there.")


@pytest.fixture
def accepted(cast):
    return factories.make_referral(client=cast.dan, status="accepted", site=cast.north)


def kept_apart(cast, **whom):
    told = {"service": cast.service, "why": "safety", "by": cast.priya, "at": NOW}
    return KeptApart.objects.create(client=cast.dan, **whom, **told)


def place(cast, referral, group=None, **how):
    told = {"group": group or cast.group, "start_on": TODAY, "by": cast.ines, "at": NOW} | how
    return placements.place(referral=referral, **told)


def refusal(cast, referral, group=None, **how):
    with pytest.raises(Refused) as refused, transaction.atomic():
        place(cast, referral, group, **how)
    return (str(refused.value), refused.value.status, refused.value.slug, refused.value.fields)


def test_the_words_are_the_same_whatever_the_cause(cast, accepted, settings, caplog):
    south = factories.make_site(service=cast.service, name="South")
    groups = {"beside": cast.group}
    for name in ("run", "couples", "wing", "broken"):
        kind = {"kind": "couples"} if name == "couples" else {}
        program = factories.make_program(service=cast.service, name=name, **kind)
        # Full, over, elsewhere: none of it is said beside the sentence.
        groups[name] = factories.make_group(
            program=program, name=name, site=south, capacity=0, ended_on=TODAY - timedelta(days=1)
        )
    factories.make_enrollment(client=cast.luis, group=cast.group)
    pair = kept_apart(cast, other=cast.luis)
    said = [refusal(cast, accepted)]
    pair.client, pair.other = pair.other, pair.client
    pair.save()
    said.append(refusal(cast, accepted, reason="He insists."))
    pair.ended_at, pair.ended_by = NOW, cast.priya
    pair.save()
    kept_apart(cast, staff=cast.tom)
    said += [refusal(cast, accepted), refusal(cast, accepted, groups["couples"])]
    settings.PLACEMENT_CHECKS = [*settings.PLACEMENT_CHECKS, f"{HERE}.everywhere"]
    said.append(refusal(cast, accepted, groups["wing"]))
    settings.PLACEMENT_CHECKS = [f"{HERE}.breaks"]
    with caplog.at_level(logging.ERROR):
        said.append(refusal(cast, accepted, groups["broken"]))
    assert "Ruth" not in caplog.text
    assert {repr(each) for each in said} == {
        repr(("This group does not fit him at the moment.", 409, "does_not_fit", {}))
    }
    assert not Enrollment.objects.filter(client=cast.dan).exists()


def test_what_is_over_keeps_nobody_apart(cast, accepted):
    factories.make_enrollment(
        client=cast.luis, group=cast.group, status="exited", ended_on=TODAY, exit_reason="moved", ended_by="man"
    )  # fmt: skip
    kept_apart(cast, other=cast.luis)
    assert place(cast, accepted).client == cast.dan


def test_no_other_way_leads_into_the_group(cast):
    """Given back, and somebody to run it."""
    ended = factories.make_enrollment(
        client=cast.dan, group=cast.group, status="exited", ended_on=TODAY, exit_reason="moved", ended_by="man"
    )  # fmt: skip
    factories.make_enrollment(client=cast.luis, group=cast.group)
    kept_apart(cast, other=cast.luis)
    with pytest.raises(DoesNotFit), transaction.atomic():
        enrollments.reinstate(enrollment=ended, reason="He is back.", by=cast.priya, at=NOW)
    KeptApart.objects.update(client=cast.luis, other=None, staff=cast.priya)
    with pytest.raises(DoesNotFit, match="Priya Nair cannot run this group"), transaction.atomic():
        facilitators.add(group=cast.group, staff=cast.priya, since=TODAY, by=cast.priya, at=NOW)
    assert cast.group.facilitators.count() == 1


def test_who_must_not_meet_him_does_not_see_him(cast, accepted):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    for staff in (cast.priya, cast.ines, cast.tom):
        assert Client.objects.visible_to(staff).filter(pk=cast.dan.pk).exists()
        pair = kept_apart(cast, staff=staff)
        assert not Client.objects.visible_to(staff).filter(pk=cast.dan.pk).exists()
        assert not Referral.objects.visible_to(staff).filter(pk=accepted.pk).exists()
        pair.delete()


@pytest.mark.parametrize("why", ["site", "closed", "hour"])
def test_an_ordinary_fact_asks_for_a_reason_and_keeps_it(cast, accepted, why):
    if why == "site":
        cast.group.site = factories.make_site(service=cast.service, name="South")
    elif why == "closed":
        cast.group.entry = "closed"
    cast.group.save()
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    accepted.availability = ["weekday_morning" if why == "hour" else "weekday_evening"]
    accepted.save()
    with pytest.raises(ReasonMissing, match="Say why there all the same"), transaction.atomic():
        place(cast, accepted)
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
    place(cast, accepted, reason="His brother drives him.")
    assert accepted.steps.get().reason == "His brother drives him."


@pytest.mark.parametrize("why", ["last seat", "kept apart"])
def test_of_two_who_place_at_once_one_comes_too_late(transactional_db, why):
    with transaction.atomic():
        cast = Cast()
        cast.group.capacity = 1 if why == "last seat" else 12
        cast.group.save()
        men = [factories.make_referral(client=man, status="accepted") for man in (cast.dan, cast.luis)]
        if why == "kept apart":
            kept_apart(cast, other=cast.luis)
    came = at_once(cast, *(lambda man=man: place(cast, man) for man in men))
    late = "GroupFull" if why == "last seat" else "DoesNotFit"
    assert sorted(type(each).__name__ for each in came) == sorted(["Enrollment", late])
