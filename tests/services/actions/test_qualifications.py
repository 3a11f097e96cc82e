from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from services.actions import qualifications
from services.errors import NotAcceptable, Stale
from services.models import Qualification, QualificationKind
from services.models.qualification import State
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def first_aid(cast) -> QualificationKind:
    return qualifications.make_kind(service=cast.service, name=" First aid ", months=24, by=cast.ada, at=NOW)


def added(cast, kind, *, got_on=date(2025, 3, 1), **said) -> Qualification:
    return qualifications.add(staff=cast.tom, kind=kind, got_on=got_on, by=cast.ada, at=NOW, **said)


@pytest.mark.parametrize(
    ("months", "got_on", "ends"),
    [
        (24, date(2025, 3, 1), date(2027, 2, 28)),
        (12, date(2024, 2, 29), date(2025, 2, 27)),
        (1, date(2026, 1, 31), date(2026, 2, 27)),
        (None, date(2025, 3, 1), None),
    ],
)
def test_its_last_day_is_counted_from_its_kind(cast, months, got_on, ends):
    kind = qualifications.make_kind(service=cast.service, name="Any", months=months, by=cast.ada, at=NOW)
    assert added(cast, kind, got_on=got_on).expires_on == ends


def test_a_day_that_stands_on_the_paper_wins(cast, first_aid):
    assert added(cast, first_aid, expires_on=date(2026, 6, 1)).expires_on == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, State.EXPIRED), (0, State.SOON), (60, State.SOON), (61, State.HELD), (None, State.HELD)],
)
def test_it_warns_for_sixty_days(cast, first_aid, days, state):
    held = added(cast, first_aid, got_on=TODAY - timedelta(days=400))
    held.expires_on = None if days is None else TODAY + timedelta(days=days)
    held.save()
    assert held.state(on=TODAY) == state
    assert Qualification.objects.to_renew(on=TODAY).exists() == (state != State.HELD)


def test_what_was_renewed_or_is_not_asked_for_warns_no_more(cast, first_aid):
    added(cast, first_aid, got_on=date(2020, 1, 1))
    assert Qualification.objects.to_renew(on=TODAY).count() == 1
    added(cast, first_aid, got_on=date(2026, 3, 1))
    assert Qualification.objects.to_renew(on=TODAY).count() == 0
    assert Qualification.objects.newest().get().got_on == date(2026, 3, 1)
    other = qualifications.make_kind(service=cast.service, name="Old", months=1, by=cast.ada, at=NOW)
    added(cast, other, got_on=date(2020, 1, 1))
    qualifications.edit_kind(kind=other, name="Old", months=1, is_active=False, by=cast.ada, at=NOW)
    assert Qualification.objects.to_renew(on=TODAY).count() == 0


def test_what_cannot_be_is_refused(cast, first_aid):
    with pytest.raises(NotAcceptable, match="before that day"):
        added(cast, first_aid, got_on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="expires after it begins"):
        added(cast, first_aid, expires_on=date(2020, 1, 1))
    with pytest.raises(NotAcceptable, match="Only who works here"):
        qualifications.add(staff=cast.wes, kind=first_aid, got_on=TODAY, by=cast.ada, at=NOW)
    added(cast, first_aid)
    with pytest.raises(ValidationError, match="written down already"):
        added(cast, first_aid)
    with pytest.raises(ValidationError, match="already one of this name"):
        qualifications.make_kind(service=cast.service, name="First aid", by=cast.ada, at=NOW)
    assert Qualification.objects.count() == 1


def test_days_are_put_right_once(cast, first_aid):
    held = added(cast, first_aid)
    said = {"got_on": date(2025, 4, 1), "expires_on": None, "by": cast.ada, "at": NOW}
    assert qualifications.edit(qualification=held, version=1, **said).version == 2
    with pytest.raises(Stale):
        qualifications.edit(qualification=held, version=1, **said)


def test_a_mistake_goes_and_its_history_stays(cast, first_aid):
    held = added(cast, first_aid)
    pk = held.pk
    qualifications.remove(qualification=held, by=cast.ada, at=NOW)
    assert not Qualification.objects.exists()
    assert Qualification.pgh_event_model.objects.filter(pgh_obj_id=pk).count() == 2


def test_one_reads_ones_own_and_those_of_whom_one_supervises(cast, first_aid):
    added(cast, first_aid)
    seen = {
        who: Qualification.objects.visible_to(getattr(cast, who)).count()
        for who in ("tom", "ines", "priya", "ada")
    }
    assert seen == {"tom": 1, "ines": 0, "priya": 1, "ada": 1}
    factories.Membership.objects.filter(staff=cast.tom).update(supervisor=cast.ines)
    assert Qualification.objects.visible_to(cast.ines).count() == 1
