from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from followups.actions import follow_ups
from followups.errors import AlreadyClosed, OutcomeMissing
from followups.models import FollowUp
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def owed(cast) -> FollowUp:
    return follow_ups.open(kind="crisis", owner=cast.tom, due_at=LATER, client=cast.dan, by=cast.ines, at=NOW)


def test_it_stands_on_one_persons_list_until_a_time(cast, owed):
    assert list(FollowUp.objects.owed_by(cast.tom)) == [owed]
    assert not FollowUp.objects.owed_by(cast.priya).exists()
    assert not FollowUp.objects.late(at=NOW).exists()
    assert list(FollowUp.objects.late(at=LATER + timedelta(minutes=1))) == [owed]


def test_it_is_done_with_a_word_of_how_it_went(cast, owed):
    follow_ups.complete(follow_up=owed, outcome=" He is at his brother's. ", by=cast.tom, at=LATER)
    owed.refresh_from_db()
    assert (owed.status, owed.outcome, owed.closed_by, owed.closed_at) == (
        "done",
        "He is at his brother's.",
        cast.tom,
        LATER,
    )


def test_without_a_word_it_stays_open(cast, owed):
    with pytest.raises(OutcomeMissing):
        follow_ups.complete(follow_up=owed, outcome="  ", by=cast.tom, at=LATER)
    owed.refresh_from_db()
    assert (owed.status, owed.version) == ("open", 1)


def test_what_is_closed_stays_closed(cast, owed):
    follow_ups.complete(follow_up=owed, outcome="Done", by=cast.tom, at=LATER)
    with pytest.raises(AlreadyClosed):
        follow_ups.complete(follow_up=owed, outcome="Again", by=cast.priya, at=LATER)
    with pytest.raises(AlreadyClosed):
        follow_ups.hand_over(follow_up=owed, to=cast.priya, by=cast.tom, at=LATER)
    owed.refresh_from_db()
    assert (owed.outcome, owed.closed_by) == ("Done", cast.tom)


def test_a_colleague_gets_it_with_the_same_time(cast, owed):
    theirs = follow_ups.hand_over(follow_up=owed, to=cast.priya, by=cast.tom, at=NOW)
    assert (theirs.owner, theirs.due_at, theirs.client, theirs.handed_from) == (
        cast.priya,
        LATER,
        cast.dan,
        owed,
    )
    owed.refresh_from_db()
    assert (owed.status, owed.closed_by) == ("handed_over", cast.tom)
    assert not FollowUp.objects.owed_by(cast.tom).exists()


def test_it_can_be_handed_on_and_back(cast, owed):
    theirs = follow_ups.hand_over(follow_up=owed, to=cast.priya, by=cast.tom, at=NOW)
    back = follow_ups.hand_over(follow_up=theirs, to=cast.tom, by=cast.priya, at=NOW)
    assert list(FollowUp.objects.owed_by(cast.tom)) == [back]


def test_the_follow_up_of_a_note_moves_with_it(cast):
    place = factories.make_enrollment(client=cast.dan, group=cast.group)
    note = factories.make_note(enrollment=place, author=cast.tom)
    owed = follow_ups.open(kind="crisis", owner=cast.tom, due_at=LATER, note=note, by=cast.tom, at=NOW)
    theirs = follow_ups.hand_over(follow_up=owed, to=cast.priya, by=cast.tom, at=NOW)
    assert theirs.note == note


def test_only_a_person_closes_it(cast, owed):
    with pytest.raises(DatabaseError, match="closed_by_a_person"), transaction.atomic():
        FollowUp.objects.update(status="done")


def test_the_audit_holds_ids_and_codes_alone(cast, owed):
    follow_ups.complete(follow_up=owed, outcome="He cried.", by=cast.tom, at=LATER)
    assert "cried" not in str(list(AuditEntry.objects.values()))
    assert set(AuditEntry.objects.values_list("what", flat=True)) == {"follow_up.opened", "follow_up.done"}
