"""Couples work waits, in the same words whatever the cause."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import enrollments, programs, sign_offs
from programs.errors import DoesNotFit
from programs.models import Enrollment
from referrals.actions import placements
from services.errors import NotAcceptable, Refused
from tests import factories
from tests.conftest import NOW

HERE = "tests.programs.actions.test_sign_offs"
TODAY = NOW.date()


def yes(*, client, at):
    return True


def says_nothing(*, client, at):
    return None


def breaks(*, client, at):
    raise RuntimeError("Ruth said that she is afraid.")


def yes_for_dan(*, client, at):
    return client.first_name == "Dan"


@pytest.fixture
def couples(cast):
    program = factories.make_program(service=cast.service, name="Two of us", kind="couples")
    return factories.make_group(program=program, name="Couples", site=cast.north, capacity=1)


def enroll(cast, group, client=None):
    return enrollments.enroll(client=client or cast.dan, group=group, started_on=TODAY, by=cast.priya, at=NOW)


def refusal(cast, group, client=None) -> tuple[str, int, str, dict]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        enroll(cast, group, client)
    return (str(refused.value), refused.value.status, refused.value.slug, refused.value.fields)


def test_while_nobody_is_asked_everybody_waits(cast, couples):
    with pytest.raises(DoesNotFit, match="This group does not fit him at the moment"):
        enroll(cast, couples)
    assert not Enrollment.objects.exists()


def test_signed_off_he_gets_the_place(cast, couples, settings):
    settings.COUPLES_SIGN_OFF = f"{HERE}.yes_for_dan"
    assert enroll(cast, couples).client == cast.dan
    with pytest.raises(DoesNotFit), transaction.atomic():
        enroll(cast, couples, cast.luis)


def test_the_words_are_the_same_whatever_the_cause(cast, couples, settings, caplog):
    causes = [refusal(cast, couples)]
    for check in ("says_nothing", "breaks"):
        settings.COUPLES_SIGN_OFF = f"{HERE}.{check}"
        causes.append(refusal(cast, couples))
    settings.COUPLES_SIGN_OFF = f"{HERE}.yes_for_dan"
    enroll(cast, couples)
    # The group is full now; Luis does not hear of it. Dan has his place; without a sign-off nobody says so.
    causes.append(refusal(cast, couples, cast.luis))
    settings.COUPLES_SIGN_OFF = "programs.actions.sign_offs.never"
    causes.append(refusal(cast, couples))
    couples.ended_on = TODAY - timedelta(days=1)
    couples.save()
    causes.append(refusal(cast, couples, cast.luis))
    assert len({repr(cause) for cause in causes}) == 1


def test_of_a_check_that_breaks_only_the_kind_is_logged(cast, couples, settings, caplog):
    settings.COUPLES_SIGN_OFF = f"{HERE}.breaks"
    with caplog.at_level(logging.ERROR):
        refusal(cast, couples)
    assert "RuntimeError" in caplog.text
    assert "Ruth" not in caplog.text


def test_other_programs_ask_nobody(cast, settings):
    settings.COUPLES_SIGN_OFF = f"{HERE}.breaks"
    assert enroll(cast, cast.group).group == cast.group


def test_a_place_is_not_taken_back_without_it(cast, couples, settings):
    ended = factories.make_enrollment(
        client=cast.dan, group=couples, status="exited", ended_on=TODAY, exit_reason="moved", ended_by="man"
    )
    with pytest.raises(DoesNotFit), transaction.atomic():
        enrollments.reinstate(enrollment=ended, reason="He is back.", by=cast.priya, at=NOW)
    ended.refresh_from_db()
    assert ended.status == "exited"
    settings.COUPLES_SIGN_OFF = f"{HERE}.yes"
    enrollments.reinstate(enrollment=ended, reason="He is back.", by=cast.priya, at=NOW)
    ended.refresh_from_db()
    assert ended.is_open


def test_a_referral_that_waits_stays_where_it_was(cast, couples):
    referral = factories.make_referral(client=cast.dan, status="accepted")
    with pytest.raises(DoesNotFit), transaction.atomic():
        placements.place(referral=referral, group=couples, start_on=TODAY, by=cast.priya, at=NOW)
    referral.refresh_from_db()
    assert referral.status == "accepted"


def test_the_check_that_ships_never_says_yes(cast):
    assert sign_offs.never(client=cast.dan, at=NOW) is False


def test_a_program_with_men_in_it_does_not_turn_into_couples_work(cast, couples):
    """Else whoever wants to place a man unasked calls the program otherwise for a minute."""
    programs.edit(program=couples.program, kind="relationship_skills", by=cast.priya, at=NOW)
    enroll(cast, couples)
    with pytest.raises(NotAcceptable, match="another one for couples work"):
        programs.edit(program=couples.program, kind="couples", by=cast.priya, at=NOW)
    couples.program.refresh_from_db()
    assert couples.program.kind == "relationship_skills"
