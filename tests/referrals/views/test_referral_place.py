"""A place in a group: both happen, or neither."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Enrollment
from referrals.models import KeptApart
from tests import factories
from tests.conftest import NOW
from tests.factories import TODAY
from tests.programs.rules_of import published, weeks


@pytest.fixture
def accepted(at_status):
    return at_status("accepted", required_sessions=16)


def url_of(referral) -> str:
    return f"/referrals/{referral.pk}/place/"


def test_groups_stand_with_their_free_places_and_the_next_that_fits_first(cast, sign_in, accepted):
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    sooner = factories.make_group(program=cast.program, name="Monday group", capacity=1, site=cast.north)
    factories.make_session(group=sooner, starts_at=NOW + timedelta(days=2))
    factories.make_enrollment(client=cast.dan, group=sooner)
    page = sign_in(cast.ines).get(url_of(accepted)).content.decode()
    assert page.index("Thursday group") < page.index("Monday group"), "a full one stands last, however soon"
    assert "The next that fits: Thursday group." in page
    assert "12 of 12 places are free" in page
    assert "Full." in page


def test_of_whom_he_must_not_meet_the_page_says_one_sentence(cast, sign_in, accepted):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    told = {"service": cast.service, "why": "household", "by": cast.priya, "at": NOW}
    KeptApart.objects.create(client=cast.luis, other=cast.dan, words="His sister", **told)
    browser = sign_in(cast.ines)
    page = browser.get(url_of(accepted)).content.decode()
    assert page.count("This group does not fit him at the moment.") == 1
    assert "places are free" not in page
    answer = browser.post(url_of(accepted), {"group": str(cast.group.pk), "start_on": str(TODAY)})
    assert answer.status_code == 409
    for secret in ("household", "sister", "Dan"):
        assert secret not in page + answer.content.decode()


def test_he_gets_the_place(cast, sign_in, accepted):
    answer = sign_in(cast.ines).post(
        url_of(accepted), {"group": str(cast.group.pk), "start_on": "2026-03-19"}
    )
    assert answer.url == accepted.get_absolute_url()
    place = Enrollment.objects.get()
    assert (place.client, place.group, place.required_sessions) == (cast.luis, cast.group, 16)
    accepted.refresh_from_db()
    assert accepted.status == "placed"


def test_placed_from_a_day_that_has_passed_he_is_asked_for_on_the_registers_since(cast, sign_in, accepted):
    held = factories.make_session(
        group=cast.group, starts_at=NOW - timedelta(days=3), roster_frozen_at=NOW - timedelta(days=3)
    )
    sent = {"group": str(cast.group.pk), "start_on": str(held.session_on)}
    page = sign_in(cast.ines).post(url_of(accepted), sent, follow=True).content.decode()
    assert "He is on 1 register of an evening that is over." in page
    assert held.attendances.get().outcome is None


def test_a_full_group_is_refused_and_he_stays_where_he_was(cast, sign_in, accepted):
    small = factories.make_group(program=cast.program, name="Small group", capacity=1, site=cast.north)
    factories.make_enrollment(client=cast.dan, group=small)
    answer = sign_in(cast.ines).post(url_of(accepted), {"group": str(small.pk), "start_on": str(TODAY)})
    assert answer.status_code == 409
    assert "Every place in this group is taken" in answer.content.decode()
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
    assert not Enrollment.objects.filter(client=cast.luis).exists()


def test_a_referral_that_was_not_accepted_is_refused(cast, sign_in, referral):
    answer = sign_in(cast.ines).post(url_of(referral), {"group": str(cast.group.pk), "start_on": str(TODAY)})
    assert answer.status_code == 409
    assert "cannot become" in answer.content.decode()
    assert not Enrollment.objects.exists()


def test_a_group_that_ended_is_not_offered(cast, sign_in, accepted):
    old = factories.make_group(program=cast.program, name="Old group", ended_on=TODAY - timedelta(days=1))
    answer = sign_in(cast.ines).post(url_of(accepted), {"group": str(old.pk), "start_on": str(TODAY)})
    assert answer.status_code == 422
    assert "Old group" not in answer.content.decode()
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize(
    "sent", [{"start_on": ""}, {"group": "nonsense", "start_on": "2026-03-19"}, {"start_on": "someday"}]
)
def test_what_is_no_group_or_day_is_refused(cast, sign_in, accepted, sent):
    assert sign_in(cast.ines).post(url_of(accepted), sent).status_code == 422
    assert not Enrollment.objects.exists()


def test_without_a_group_the_page_says_what_happens(cast, sign_in, accepted):
    cast.group.ended_on = TODAY - timedelta(days=1)
    cast.group.save()
    assert "No group runs" in sign_in(cast.ines).get(url_of(accepted)).content.decode()


@pytest.fixture
def left(cast):
    """`left("decision")`: he came twice and left, under rules that say so of coming back."""

    def under(readmission: str) -> Enrollment:
        place = factories.make_enrollment(client=cast.luis, group=cast.group)
        place.rule_profile = published(cast, sessions_required=10, readmission=readmission)
        weeks(place, "present", "present")
        place.status, place.ended_on = "exited", TODAY
        place.exit_reason, place.ended_by = "withdrew", "man"
        place.save()
        return place

    return under


@pytest.mark.parametrize(("credit", "sessions"), [("on", 2), ("", 0)])
def test_who_comes_back_is_told_and_decided_upon(cast, sign_in, accepted, left, credit, sessions):
    before, browser = left("decision"), sign_in(cast.ines)
    page = browser.get(url_of(accepted)).content.decode()
    assert "He had a place here before, with 2 sessions credited." in page
    assert "What he did before counts" in page
    said = {"group": str(cast.group.pk), "start_on": str(TODAY), "credit": credit}
    browser.post(url_of(accepted), said)
    place = Enrollment.objects.get(client=cast.luis, ended_on=None)
    assert (place.follows, place.credited_sessions) == (before, sessions)


def test_without_a_choice_there_is_no_box(cast, sign_in, accepted, left):
    left("credit")
    page = sign_in(cast.ines).get(url_of(accepted)).content.decode()
    assert "By his rules 2 sessions are credited." in page
    assert "What he did before counts" not in page


def test_an_old_referral_is_not_enough_where_a_new_one_is_asked_for(cast, sign_in, accepted, left):
    left("new_referral")
    answer = sign_in(cast.ines).post(url_of(accepted), {"group": str(cast.group.pk), "start_on": str(TODAY)})
    assert answer.status_code == 409
    assert "he needs a new referral" in answer.content.decode()
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
