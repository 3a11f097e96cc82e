"""What came in from outside becomes a referral, or is set aside; who wrote hears no more than may be told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from referrals.actions import arrivals, receipts, referrals, referrers
from referrals.door_forms import CourtForm, LegalForm, MeForm, page_mark
from referrals.errors import AlreadyRead, ReasonMissing
from referrals.models import Arrival, Mandate, Referral, Referrer, SafetyLine
from referrals.questions import arrivals as read
from referrals.questions import receipts as told
from services.errors import Stale
from services.models import AuditEntry, Client, ContactRule
from services.wall import acting_as
from tests.conftest import NOW
from tests.referrals.outside import ME, OFFICE

CAME = NOW - timedelta(days=2)
FORMS = {"me": MeForm, "legal": LegalForm, "court": CourtForm}


def arrive(cast, door: str = "me", **said: object) -> Arrival:
    """Written two days ago, through the form of its door."""
    given = {"page": page_mark(at=CAME - timedelta(minutes=1))} | (ME if door == "me" else OFFICE) | said
    form = FORMS[door](given, at=CAME)
    assert form.is_valid(), form.errors
    before = list(Arrival.objects.values_list("pk", flat=True))
    arrivals.leave(service=cast.service, door=door, said=form.said(), receipt="secret", at=CAME)
    return Arrival.objects.exclude(pk__in=before).get()


def take(cast, arrival: Arrival, **given) -> Referral:
    letter = read.letter(arrival, country="CA")
    defaults = {"client": None, "received_on": CAME.date(), "by": cast.ines, "at": NOW}
    return arrivals.take_up(arrival=arrival, letter=letter, **(defaults | given))


def test_a_man_who_wrote_stands_in_the_queue_since_the_day_he_wrote(cast):
    given = {"safe": ["call", "message"], "when": "after 6", "how": "court", "language": "Tamil"}
    arrival = arrive(cast, **given)
    referral = take(cast, arrival)
    man, rule = referral.client, ContactRule.objects.get(client=referral.client)
    assert (man.first_name, man.last_name, man.language) == ("Sam", "Birch", "Tamil")
    assert (referral.received_on, referral.received_at) == (CAME.date(), CAME)
    assert (referral.source, referral.pressure, referral.channel) == ("court", "ordered", "web")
    assert referral.call_back == "416 555 0137; after 6"
    assert (rule.may_contact, rule.may_leave_message, rule.may_say_who) == (True, True, False)
    assert (rule.value, rule.hours, rule.confirmed_on) == ("+14165550137", "after 6", CAME.date())
    arrival.refresh_from_db()
    assert (arrival.status, arrival.referral, arrival.read_by) == ("taken", referral, cast.ines)
    assert AuditEntry.objects.filter(what="arrival.taken_up", by=cast.ines).count() == 1


def test_words_instead_of_a_number_and_no_name_are_enough(cast):
    referral = take(cast, arrive(cast, reach="message through my brother", name="", safe=[]))
    assert not referral.client.has_a_name
    assert not ContactRule.objects.exists()
    assert referral.call_back == "message through my brother"


def test_a_man_we_know_gets_another_episode_and_no_second_file(cast):
    first = take(cast, arrive(cast))
    again = arrive(cast, what="It is worse now.", name="sam BIRCH")
    assert read.alike(cast.ines, read.letter(again, country="CA")) == [first.client]
    before = Client.objects.count()
    assert take(cast, again, client=first.client).episode == 2
    assert Client.objects.count() == before


def test_a_message_is_taken_up_once(cast):
    arrival = arrive(cast)
    take(cast, arrival)
    men = Client.objects.count()
    with pytest.raises(AlreadyRead):
        take(cast, arrival)
    assert Client.objects.count() == men


def test_an_order_is_kept_as_written_and_allows_nothing_yet(cast):
    arrival = arrive(cast, "legal", danger="He said he will go to her house.", due_on="2026-09-01")
    referral = take(cast, arrival)
    office = Referrer.objects.get()
    order = Mandate.objects.get(referral=referral)
    assert (order.kind, order.number, order.amount, order.authority) == ("family", "FC-221", 16, "none")
    # Whoever runs his group reads the order; who must hear of him is told only to those who know his door.
    assert order.conditions == "That he began; 1 June 2026"
    assert referral.reports_to == "Family court, room 4"
    assert (order.reports_to, referral.referrer, referral.source) == (office, office, "legal_counsel")
    assert SafetyLine.objects.get(referral=referral).words == "He said he will go to her house."
    # What a lawyer says of a number allows nothing.
    assert not ContactRule.objects.get(client=referral.client).may_contact


def test_setting_aside_owes_a_reason_and_can_be_undone(cast):
    arrival, taken = arrive(cast), arrive(cast, what="Another")
    take(cast, taken)
    both = [arrival.pk, taken.pk]
    with pytest.raises(ReasonMissing):
        arrivals.set_aside(arrivals=both, why=" ", by=cast.ines, at=NOW)
    assert arrivals.set_aside(arrivals=both, why="Advertising", by=cast.ines, at=NOW) == 1
    arrival.refresh_from_db()
    assert (arrival.status, arrival.why) == ("set_aside", "Advertising")
    back = arrivals.take_back(arrival=arrival, by=cast.ines, at=NOW)
    assert (back.status, back.why, back.received_at) == ("new", "", CAME)
    with pytest.raises(AlreadyRead):
        arrivals.take_back(arrival=taken, by=cast.ines, at=NOW)


@pytest.fixture
def referred(cast):
    """A lawyer's referral, triaged; the lawyer not called back, the order allowing nothing."""
    referral = take(cast, arrive(cast, "legal"))
    for to in ("contacting", "triaged"):
        referrals.step(referral=referral, to=to, by=cast.ines, at=NOW)
    return referral


def heard() -> str:
    """What the holder of the link hears, with nobody named to the wall."""
    with acting_as():
        return told.word_for(told.behind("secret"))


def call_back(cast, referral) -> None:
    office = referral.referrer
    referrers.called_back(referrer=office, how="Law society", version=office.version, by=cast.ines, at=NOW)


def allow(referral, **fields) -> None:
    given = {"authority": "release", "authority_words": "Signed on 9 March"} | fields
    Mandate.objects.filter(referral=referral).update(**given)


def move(cast, referral, *steps: str) -> None:
    for to in steps:
        referrals.step(referral=referral, to=to, reason="So it was", by=cast.ines, at=NOW)


def test_a_link_says_more_only_to_an_office_called_back_that_may_hear_it(cast, referred):
    """Each of the three is taken away alone, and the word goes with it."""
    move(cast, referred, "accepted")
    assert heard() == ""
    allow(referred)
    assert heard() == "", "nobody called them back"
    call_back(cast, referred)
    assert heard() == "accepted"
    for withheld in ({"ended_on": NOW.date()}, {"reports_to": None}, {"authority": "none"}):
        allow(referred, ended_on=None, reports_to=referred.referrer)
        assert heard() == "accepted"
        allow(referred, **withheld)
        assert heard() == "", withheld


def test_an_office_called_back_before_this_message_is_not_who_wrote_it(cast, referred):
    """Somebody who writes under the name of an office we know is that office only once it says so."""
    move(cast, referred, "accepted")
    allow(referred)
    call_back(cast, referred)
    Referrer.objects.filter(pk=referred.referrer_id).update(verified_at=CAME - timedelta(days=1))
    assert heard() == ""


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ((), ""),
        (("waitlisted",), "waiting"),
        (("accepted", "waitlisted"), "waiting"),
        (("declined",), "not_taken"),
        (("redirected",), "not_taken"),
        (("no_contact",), "not_taken"),
        (("accepted", "withdrawn"), "accepted"),
        (("accepted", "placed"), "accepted"),
        (("accepted", "placed", "closed"), "accepted"),
    ],
)
def test_the_word_never_tells_whether_he_came_or_stayed(cast, referred, steps, word):
    call_back(cast, referred)
    allow(referred)
    move(cast, referred, *steps)
    assert heard() == word


def test_a_closed_link_and_the_one_before_a_new_one_open_nothing(cast, referred):
    arrival = referred.arrivals.get()
    receipts.close(arrival=arrival, by=cast.ines, at=NOW)
    assert told.behind("secret") is None
    secret = receipts.make_new(arrival=arrival, by=cast.ines, at=NOW)
    assert told.behind(secret) == arrival
    assert told.behind("secret") is None


def test_an_office_is_called_back_by_somebody_and_somehow(cast, referred):
    office = referred.referrer
    call = {"referrer": office, "by": cast.ines, "at": NOW}
    with pytest.raises(ReasonMissing):
        referrers.called_back(how="", version=office.version, **call)
    with pytest.raises(Stale):
        referrers.called_back(how="Law society", version=office.version + 1, **call)
    office.refresh_from_db()
    assert office.verified_at is None
    call_back(cast, referred)
    office.refresh_from_db()
    assert (office.verified_by, office.verified_at, office.verified_how) == (cast.ines, NOW, "Law society")
