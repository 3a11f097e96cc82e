from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import guardian_consents
from programs.errors import AlreadyEnded
from programs.models import GuardianConsent
from services.errors import NotAcceptable, Refused
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def place(cast):
    return factories.make_enrollment(client=cast.dan, group=cast.group)


def added(cast, place, **said) -> GuardianConsent:
    return guardian_consents.add(
        enrollment=place, by=cast.tom, at=NOW, **({"guardian": " Ruth Okafor ", "given_on": TODAY} | said)
    )


def test_it_stands_until_it_is_withdrawn(cast, place):
    consent = added(cast, place, relation="mother")
    assert (consent.guardian, consent.recorded_by) == ("Ruth Okafor", cast.tom)
    assert GuardianConsent.objects.standing(on=TODAY).exists()
    guardian_consents.withdraw(consent=consent, on=TODAY, by=cast.tom, at=NOW)
    assert not GuardianConsent.objects.standing(on=TODAY).exists()
    with pytest.raises(Refused, match="already"):
        guardian_consents.withdraw(consent=consent, on=TODAY, by=cast.tom, at=NOW)


def test_what_cannot_be_is_refused(cast, place):
    with pytest.raises(NotAcceptable, match="Say who"):
        added(cast, place, guardian=" ")
    with pytest.raises(NotAcceptable, match="before that day"):
        added(cast, place, given_on=TODAY + timedelta(days=1))
    assert not GuardianConsent.objects.exists()
    consent = added(cast, place)
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(NotAcceptable, match="between its own and today"):
            guardian_consents.withdraw(consent=consent, on=day, by=cast.tom, at=NOW)


def test_a_place_that_ended_takes_none(cast, place):
    place.status, place.ended_on, place.exit_reason, place.ended_by = "exited", TODAY, "moved", "man"
    place.save()
    with pytest.raises(AlreadyEnded):
        added(cast, place)
