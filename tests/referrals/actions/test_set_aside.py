"""Old referrals of a spreadsheet: closed by a person with a reason, or taken up again; never by themselves."""

from __future__ import annotations

import pytest

from referrals.actions import referrals, set_aside
from referrals.errors import ReasonMissing
from referrals.models import Referral, ReferralStep
from services.errors import NotAcceptable
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def old(cast) -> list[Referral]:
    """Two men of an old list, nobody's yet."""
    return [factories.make_referral(client=man, set_aside=True) for man in (cast.dan, cast.luis)]


def close(cast, rows, **said) -> int:
    said = {
        "to": "no_contact",
        "reason": "From the list of 2022; nobody knows.",
        "by": cast.priya,
        "at": NOW,
    } | said
    return set_aside.close(referrals=[row.pk for row in rows], **said)


def test_many_are_closed_with_one_reason_on_each(cast, old):
    assert close(cast, old) == 2
    assert set(Referral.objects.values_list("status", "version")) == {("no_contact", 2)}
    steps = ReferralStep.objects.values_list("from_status", "to_status", "reason", "by")
    assert set(steps) == {("received", "no_contact", "From the list of 2022; nobody knows.", cast.priya.pk)}
    assert AuditEntry.objects.filter(what="referral.no_contact", by=cast.priya).count() == 2


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"reason": " "}, ReasonMissing), ({"to": "closed"}, NotAcceptable), ({"to": "placed"}, NotAcceptable)],
)
def test_without_a_reason_or_as_something_else_nothing_is_closed(cast, old, said, refusal):
    with pytest.raises(refusal):
        close(cast, old, **said)
    assert set(Referral.objects.values_list("status", "version")) == {("received", 1)}
    assert not ReferralStep.objects.exists()


def test_one_that_waits_is_not_closed_along_with_them(cast, old):
    fresh = factories.make_referral(client=factories.make_client(service=cast.service))
    urgent = factories.make_referral(
        client=factories.make_client(service=cast.service), set_aside=True, crisis="self_harm"
    )
    assert close(cast, [*old, fresh, urgent]) == 2
    assert set(Referral.objects.filter(status="received")) == {fresh, urgent}


def test_twice_closes_nothing_more(cast, old):
    close(cast, old)
    assert close(cast, old) == 0
    assert ReferralStep.objects.count() == 2


def waiting() -> set[Referral]:
    return set(Referral.objects.all().waiting())


def test_whoever_takes_one_up_puts_him_in_the_queue_for_good(cast, old):
    assert waiting() == set()
    referrals.take(referral=old[0], owner=cast.ines, by=cast.ines, at=NOW)
    assert waiting() == {old[0]}
    referrals.take(referral=old[0], owner=None, by=cast.ines, at=NOW)
    assert waiting() == {old[0]}


def test_so_does_a_call_a_name_and_a_word_of_self_harm(cast, old):
    referrals.log_contact(referral=old[0], channel="call", reached=False, by=cast.ines, at=NOW)
    referrals.edit(referral=old[1], owner=cast.ines, by=cast.priya, at=NOW)
    third = factories.make_referral(client=factories.make_client(service=cast.service), set_aside=True)
    referrals.edit(referral=third, crisis="self_harm", by=cast.ines, at=NOW)
    assert waiting() == {*old, third}


def test_the_row_and_the_list_say_the_same(cast, old):
    referrals.log_contact(referral=old[0], channel="call", reached=False, by=cast.ines, at=NOW)
    factories.make_referral(
        client=factories.make_client(service=cast.service), set_aside=True, crisis="self_harm"
    )
    for referral in Referral.objects.all():
        assert referral.is_waiting == (referral in waiting())
        assert referral.is_set_aside == (referral in set(Referral.objects.all().set_aside()))
