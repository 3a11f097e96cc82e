from __future__ import annotations

from datetime import timedelta

import pytest

from services.access import seat
from services.actions import supervision
from services.errors import NotAcceptable, Refused, Stale
from services.models import Membership, Supervision
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def as_(cast, staff):
    return acting_as(service=cast.service.pk, person=staff.pk, roles=list(staff.desk.roles))


def talk(cast, *, by, with_whom, **said) -> Supervision:
    return supervision.log(
        with_whom=with_whom, by=by, at=NOW, **({"held_on": TODAY, "themes": "Fatigue."} | said)
    )


def given(cast):
    supervision.assign(staff=cast.tom, supervisor=cast.ines, by=cast.priya, at=NOW)


def test_a_director_says_who_supervises_whom(cast):
    given(cast)
    assert Membership.objects.get(staff=cast.tom).supervisor == cast.ines
    supervision.assign(staff=cast.tom, supervisor=None, by=cast.priya, at=NOW)
    assert Membership.objects.get(staff=cast.tom).supervisor is None


def test_it_is_given_in_the_roles_that_are_ones_own_to_give(cast):
    with pytest.raises(Refused, match="do not lead"):
        supervision.assign(staff=cast.ada, supervisor=cast.priya, by=cast.priya, at=NOW)
    with pytest.raises(NotAcceptable, match="takes two"):
        supervision.assign(staff=cast.tom, supervisor=cast.tom, by=cast.priya, at=NOW)
    with pytest.raises(NotAcceptable, match="Only who works here"):
        supervision.assign(staff=cast.tom, supervisor=cast.wes, by=cast.priya, at=NOW)
    east = factories.make_site(service=cast.service, name="East")
    nora = factories.make_staff(name="Nora Site", service=cast.service, role="director", site=east)
    seat(nora, cast.service, on=TODAY)
    with pytest.raises(Refused, match="do not lead"):
        supervision.assign(staff=cast.tom, supervisor=nora, by=nora, at=NOW)
    assert not Membership.objects.exclude(supervisor=None).exists()


def test_either_of_the_two_writes_a_talk_down(cast):
    given(cast)
    with as_(cast, cast.tom):
        mine = talk(cast, by=cast.tom, with_whom=cast.ines)
        assert (mine.staff, mine.supervisor) == (cast.tom, cast.ines)
    with as_(cast, cast.ines):
        hers = talk(cast, by=cast.ines, with_whom=cast.tom)
        assert (hers.staff, hers.supervisor) == (cast.tom, cast.ines)
        assert Supervision.objects.count() == 2


@pytest.mark.parametrize("who", ["priya", "ada", "pete"])
def test_nobody_else_reads_it_whatever_is_asked(cast, who):
    """The wall in the database holds, without any page's `visible_to`."""
    given(cast)
    with as_(cast, cast.tom):
        talk(cast, by=cast.tom, with_whom=cast.ines)
    other = getattr(cast, who)
    with as_(cast, other):
        assert Supervision.objects.count() == 0
        assert Supervision.pgh_event_model.objects.count() == 0
    with as_(cast, cast.ines):
        assert Supervision.objects.count() == 1


def test_two_who_do_not_supervise_each_other_have_none(cast):
    with as_(cast, cast.tom):
        with pytest.raises(NotAcceptable, match="Neither of you"):
            talk(cast, by=cast.tom, with_whom=cast.priya)
        assert Supervision.objects.count() == 0


def test_days_are_in_order(cast):
    given(cast)
    with as_(cast, cast.tom):
        with pytest.raises(NotAcceptable, match="still to come"):
            talk(cast, by=cast.tom, with_whom=cast.ines, held_on=TODAY + timedelta(days=1))
        with pytest.raises(NotAcceptable, match="comes after this one"):
            talk(cast, by=cast.tom, with_whom=cast.ines, next_on=TODAY)
        assert Supervision.objects.count() == 0


def test_a_talk_is_added_to_by_the_other_and_nobody_writes_over_it(cast):
    given(cast)
    with as_(cast, cast.tom):
        row = talk(cast, by=cast.tom, with_whom=cast.ines)
    with as_(cast, cast.ines):
        supervision.edit(supervision=row, version=1, agreed="Two evenings off.", by=cast.ines, at=NOW)
    with as_(cast, cast.tom):
        with pytest.raises(Stale):
            supervision.edit(supervision=row, version=1, agreed="None.", by=cast.tom, at=NOW)
        row.refresh_from_db()
        assert (row.themes, row.agreed, row.version) == ("Fatigue.", "Two evenings off.", 2)
