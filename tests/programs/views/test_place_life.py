"""Paused, back, moved, finished: the pages around one place, and who gets them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import make_ups, ordered_doses, pauses, reasons
from programs.models import Attendance, Completion, Enrollment, OrderedDose, Pause
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.programs.rules_of import published

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def url(place, word: str) -> str:
    return f"/programs/enrollments/{place.pk}/{word}/"


def day(n: int) -> str:
    return (TODAY + timedelta(days=n)).isoformat()


@pytest.fixture
def away(cast, evening):
    pauses.pause(
        enrollment=evening.dan,
        reason="custody",
        since=TODAY - timedelta(days=30),
        returns_on=TODAY,
        by=cast.tom,
        at=NOW,
    )
    evening.dan.refresh_from_db()
    return evening.dan


@pytest.fixture
def missed(evening):
    return factories.make_attendance(
        session=evening.session, enrollment=evening.dan, outcome="excused", reason="Night shift"
    )


# --- Away ------------------------------------------------------------------------------------------------------------


def test_his_place_is_paused_on_a_page(cast, evening, sign_in):
    browser, where = sign_in(cast.tom), url(evening.dan, "pause")
    assert browser.get(where).context["form"]["since"].value() == TODAY
    answer = browser.post(where, {"reason": "illness", "since": day(-1), "returns_on": day(14)})
    assert answer.url == url(evening.dan, "standing")
    assert Pause.objects.get().reason == "illness"


def test_what_cannot_be_stays_on_the_page_with_its_sentence(cast, evening, sign_in):
    said = {"reason": "illness", "since": day(3), "returns_on": day(1)}
    answer = sign_in(cast.tom).post(url(evening.dan, "pause"), said)
    assert answer.status_code == 422
    assert b"He comes back after the pause begins." in answer.content
    assert not Pause.objects.exists()


def test_the_day_he_comes_back_is_changed_there_too(cast, away, sign_in):
    browser = sign_in(cast.tom)
    assert b"When Dan O. comes back" in browser.get(url(away, "pause")).content
    browser.post(url(away, "pause"), {"returns_on": day(40), "version": "1"})
    assert Pause.objects.get().returns_on == TODAY + timedelta(days=40)


def test_of_two_who_change_the_day_the_second_sees_it_first(cast, away, sign_in):
    browser = sign_in(cast.tom)
    browser.post(url(away, "pause"), {"returns_on": day(40), "version": "1"})
    for sent in ({"returns_on": day(9), "version": "1"}, {"returns_on": day(9)}):
        answer = browser.post(url(away, "pause"), sent)
        assert answer.status_code in (412, 422)
        assert Pause.objects.get().returns_on == TODAY + timedelta(days=40)
    again = browser.post(url(away, "pause"), {"returns_on": day(9), "version": "1"})
    assert b"Somebody else changed this" in again.content
    seen = again.context["form"]["version"].value()
    assert browser.post(url(away, "pause"), {"returns_on": day(9), "version": seen}).status_code == 302
    assert Pause.objects.get().returns_on == TODAY + timedelta(days=9)


def test_he_is_back(cast, away, sign_in):
    browser = sign_in(cast.tom)
    assert b"is he back?" in browser.get(url(away, "standing")).content
    assert browser.post(url(away, "back"), {"on": day(0)}).url == url(away, "standing")
    away.refresh_from_db()
    assert (away.status, Pause.objects.get().ended_on) == ("attending", TODAY) or away.status == "placed"
    assert browser.get(url(away, "back")).url == url(away, "pause")


def test_the_group_page_says_who_should_be_back(cast, away, sign_in):
    page = sign_in(cast.tom).get(f"/groups/{cast.group.pk}/").content.decode()
    assert "should be back since" in page
    assert "custody" not in page.lower()


def test_a_peer_reads_that_he_is_away_and_no_day(cast, away, sign_in):
    cast.group.facilitators.create(service=cast.service, staff=cast.pete, since="2026-01-01")
    page = sign_in(cast.pete).get(f"/groups/{cast.group.pk}/").content.decode()
    assert "away" in page
    assert "should be back" not in page


# --- Moved, finished ---------------------------------------------------------------------------------------------------


def test_he_moves_to_another_group_of_his_counselor(cast, evening, sign_in):
    other = factories.make_group(program=cast.program, name="Saturday group", facilitators=[cast.tom])
    browser = sign_in(cast.tom)
    assert b"Saturday group" in browser.get(url(evening.dan, "transfer")).content
    answer = browser.post(
        url(evening.dan, "transfer"), {"group": str(other.pk), "start_on": day(0), "credit": "on"}
    )
    moved = Enrollment.objects.get(group=other)
    assert (answer.url, moved.follows) == (url(moved, "standing"), evening.dan)


def test_a_group_of_somebody_else_is_not_offered(cast, evening, sign_in):
    other = factories.make_group(program=cast.program, name="Saturday group")
    browser = sign_in(cast.tom)
    assert b"You run no other group" in browser.get(url(evening.dan, "transfer")).content
    said = {"group": str(other.pk), "start_on": day(0)}
    assert browser.post(url(evening.dan, "transfer"), said).status_code == 422
    assert Enrollment.objects.filter(client=cast.dan).count() == 1


FINISHED = {"of": "program", "took_part": "on", "reviewed_on": TODAY.isoformat(), "on": TODAY.isoformat()}


def test_finishing_says_what_is_asked_and_is_signed(cast, evening, sign_in):
    evening.dan.rule_profile = published(cast, sessions_required=12, required_phrase="Under section 12.")
    evening.dan.save()
    browser, where = sign_in(cast.tom), url(evening.dan, "complete")
    assert b"0 of 12 sessions are credited; 12 are left." in browser.get(where).content
    refused = browser.post(where, FINISHED)
    assert refused.status_code == 422
    assert b"Say why they are enough" in refused.content
    assert not Completion.objects.exists()
    browser.post(where, FINISHED | {"dose_reason": "The court agreed."})
    page = browser.get(where).content.decode()
    assert "Signed by Tom Beck on March 12, 2026" in page or "Signed by Tom Beck" in page
    assert "Under section 12." in page
    assert "Finishing is not proof of safety." in page


# --- Ordered -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ines", "tom", "priya"])
def test_an_order_is_written_down_and_stands_apart(cast, evening, sign_in, who):
    browser = sign_in(getattr(cast, who))
    said = {"name": "Family court", "sessions_required": "8", "due_on": day(90)}
    assert browser.post(url(evening.dan, "orders/new"), said).url == url(evening.dan, "standing")
    page = browser.get(url(evening.dan, "standing")).content.decode()
    assert "Family court" in page
    assert "0 of 8 sessions are credited; 8 are left." in page


def test_an_order_is_lifted(cast, evening, sign_in):
    dose = ordered_doses.write_down(enrollment=evening.dan, name="Bail", by=cast.tom, at=NOW)
    browser, where = sign_in(cast.ines), f"/programs/orders/{dose.pk}/edit/"
    version = browser.get(where).context["version"]
    browser.post(where, {"name": "Bail", "lifted_on": day(0), "version": version})
    dose.refresh_from_db()
    assert dose.lifted_on == TODAY
    stale = browser.post(where, {"name": "Bond", "version": version})
    assert b"Somebody else changed this order" in stale.content
    assert OrderedDose.objects.get().name == "Bail"


def test_no_order_stands_on_a_register_a_group_page_or_a_sheet(cast, evening, sign_in):
    ordered_doses.write_down(enrollment=evening.dan, name="Zeugma court", by=cast.tom, at=NOW)
    browser = sign_in(cast.tom)
    pages = (evening.url, f"/groups/{cast.group.pk}/", f"/sessions/{evening.session.pk}/sign-in/")
    assert [page for page in pages if b"Zeugma" in browser.get(page).content] == []


# --- What he missed ------------------------------------------------------------------------------------------------------


def test_his_reason_is_accepted_and_taken_back(cast, missed, sign_in):
    browser, where = sign_in(cast.tom), f"/programs/marks/{missed.pk}/reason/"
    page = browser.get(url(missed.enrollment, "standing")).content.decode()
    assert "He missed it and told us. “Night shift”" in page
    assert "Accept his reason" in page
    assert browser.post(where, {"accepted": "yes"}).url == url(missed.enrollment, "standing")
    missed.refresh_from_db()
    assert missed.reason_accepted
    assert b"Do not accept his reason" in browser.get(url(missed.enrollment, "standing")).content
    browser.post(where, {"accepted": "no"})
    missed.refresh_from_db()
    assert not missed.reason_accepted


def test_a_reason_that_was_written_anew_is_read_before_it_is_accepted(cast, missed, sign_in):
    browser, where = sign_in(cast.tom), f"/programs/marks/{missed.pk}/reason/"
    page = browser.get(url(missed.enrollment, "standing")).content.decode()
    assert '<input type="hidden" name="reason" value="Night shift">' in page
    Attendance.objects.filter(pk=missed.pk).update(reason="Overslept")
    answer = browser.post(where, {"accepted": "yes", "reason": "Night shift"}, follow=True)
    assert "Somebody else changed this" in answer.content.decode()
    missed.refresh_from_db()
    assert not missed.reason_accepted
    browser.post(where, {"accepted": "yes", "reason": "Overslept"})
    missed.refresh_from_db()
    assert missed.reason_accepted


def test_he_made_it_up_or_not(cast, missed, sign_in):
    browser, where = sign_in(cast.tom), f"/programs/marks/{missed.pk}/make-up/"
    assert b"He missed the session of" in browser.get(where).content
    browser.post(where, {"on": day(0)})
    assert Attendance.objects.get().made_up_on == TODAY
    assert browser.post(where, {"on": day(5)}).status_code == 422
    browser.post(where, {"take_back": "yes"})
    assert Attendance.objects.get().outcome == "excused"


# --- Who gets them ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["wes", "ines", "pete", "ada"])
@pytest.mark.parametrize("word", ["pause", "back", "transfer", "complete"])
def test_who_runs_no_group_finds_no_page(cast, evening, sign_in, who, word):
    assert sign_in(getattr(cast, who)).get(url(evening.dan, word)).status_code == 404
    assert sign_in(getattr(cast, who)).post(url(evening.dan, word)).status_code == 404


@pytest.mark.parametrize("who", ["wes", "pete", "ada"])
def test_orders_are_for_those_who_know_him(cast, evening, sign_in, who):
    dose = ordered_doses.write_down(enrollment=evening.dan, name="Bail", by=cast.tom, at=NOW)
    browser = sign_in(getattr(cast, who))
    assert browser.get(url(evening.dan, "orders/new")).status_code == 404
    assert browser.get(f"/programs/orders/{dose.pk}/edit/").status_code == 404


@pytest.mark.parametrize("who", ["wes", "ines", "pete"])
def test_marks_are_decided_by_who_runs_the_group(cast, missed, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.post(f"/programs/marks/{missed.pk}/reason/").status_code == 404
    assert browser.post(f"/programs/marks/{missed.pk}/make-up/", {"on": day(0)}).status_code == 404


@pytest.mark.parametrize("word", ["pause", "back", "transfer", "complete", "orders/new", "standing"])
def test_a_stranger_is_sent_to_the_door(evening, client, word):
    assert client.get(url(evening.dan, word)).url.startswith("/accounts/login/")


@pytest.mark.parametrize("sessions", [2, 5])
def test_where_he_stands_costs_the_same_however_long(cast, evening, sign_in, sessions):
    evening.dan.rule_profile = published(cast, sessions_required=12)
    evening.dan.save()
    for n in range(sessions):
        session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=n + 1))
        row = factories.make_attendance(session=session, enrollment=evening.dan, outcome="excused")
        reasons.accept(attendance=row, by=cast.tom, at=NOW)
        ordered_doses.write_down(enrollment=evening.dan, name=f"Order {n}", by=cast.tom, at=NOW)
    make_ups.make_up(attendance=row, on=TODAY, by=cast.tom, at=NOW)
    browser = sign_in(cast.tom)
    assert asked(browser, url(evening.dan, "standing")) <= MOST
