"""My work: what needs this person today, and nothing that is somebody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.actions import progress_notes
from programs.models import Attendance
from referrals.models import ImportBatch
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

URL = "/"


def mark(session, enrollment, outcome: str | None) -> Attendance:
    return factories.make_attendance(session=session, enrollment=enrollment, outcome=outcome)


def frozen(session):
    session.roster_frozen_at = NOW
    session.save()


def titles(page) -> list[str]:
    work = page.context["work"]
    return [item.title for item in ([work.now] if work.now else []) + work.today]


def test_the_group_that_just_met_is_the_thing_to_do_now(cast, sign_in, tonight, owe):
    owe(cast.tom, due_at=NOW - timedelta(days=2))
    page = sign_in(cast.tom).get(URL)
    now = page.context["work"].now
    assert (now.title, now.when, now.url) == (
        "Log Thursday group",
        "Ended 11 minutes ago",
        tonight.get_absolute_url(),
    )
    assert "1 man, none marked yet" in page.content.decode()
    assert "Two things need you today." in page.content.decode()
    assert "2 days late" in page.content.decode()
    assert page.content.decode().count("btn-primary") == 1


def test_a_group_still_to_come_today_stands_there_with_its_hour(cast, sign_in):
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(hours=1))
    factories.make_enrollment(client=cast.dan, group=cast.group)
    now = sign_in(cast.tom).get(URL).context["work"].now
    assert (now.title, now.when) == ("Thursday group", "At 9:41 p.m.")


def test_gaps_are_counted_and_a_full_register_is_gone(cast, sign_in, tonight):
    luis = factories.make_enrollment(client=cast.luis, group=cast.group)
    mark(tonight, tonight.dan, "unexcused")
    mark(tonight, luis, None)
    frozen(tonight)
    assert titles(sign_in(cast.tom).get(URL)) == ["Thursday group: 1 gap"]
    Attendance.objects.filter(outcome=None).update(outcome="excused")
    assert titles(sign_in(cast.tom).get(URL)) == []


def test_a_cancelled_session_and_one_long_ago_ask_for_nothing(cast, sign_in, tonight):
    tonight.cancelled_at = NOW
    tonight.save()
    factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=20))
    assert titles(sign_in(cast.tom).get(URL)) == []


def test_a_note_is_owed_for_a_man_who_came_until_it_is_signed(cast, sign_in, tonight):
    mark(tonight, tonight.dan, "late")
    frozen(tonight)
    browser = sign_in(cast.tom)
    work = browser.get(URL).context["work"]
    assert work.now.title == "Write a note for Dan O."
    assert work.now.url == f"/sessions/{tonight.pk}/notes/{tonight.dan.pk}/"
    note = progress_notes.begin(enrollment=tonight.dan, session=tonight, by=cast.tom, at=NOW)
    assert browser.get(URL).context["work"].now.url == f"/notes/{note.pk}/edit/"
    progress_notes.save_draft(note=note, strengths=["listened"], by=cast.tom, at=NOW)
    progress_notes.sign(note=note, by=cast.tom, at=NOW)
    assert titles(browser.get(URL)) == []


def test_no_note_is_owed_for_a_man_who_missed(cast, sign_in, tonight):
    mark(tonight, tonight.dan, "unexcused")
    frozen(tonight)
    assert titles(sign_in(cast.tom).get(URL)) == []


def test_many_notes_of_one_evening_stand_in_one_line(cast, sign_in, tonight):
    mark(tonight, tonight.dan, "present")
    for name in ("Abe", "Ben", "Cal"):
        man = factories.make_client(service=cast.service, first_name=name, last_name="X")
        mark(tonight, factories.make_enrollment(client=man, group=cast.group), "present")
    frozen(tonight)
    browser = sign_in(cast.tom)
    work = browser.get(URL).context["work"]
    assert work.now.title == "4 notes to write"
    assert 'id="then"' in browser.get(work.now.of.removesuffix("#then")).content.decode()
    assert work.now.line == "Thursday group, session 7. Abe X., Ben X. and 2 more."


def test_follow_ups_are_sorted_by_their_day(cast, sign_in, owe):
    owe(cast.tom, due_at=NOW + timedelta(minutes=49), kind="crisis")
    owe(cast.tom, due_at=NOW + timedelta(days=1), kind="waiting")
    owe(cast.tom, due_at=NOW + timedelta(days=2), kind="letter_due")
    page = sign_in(cast.tom).get(URL)
    assert titles(page) == ["Call Dan O.: follow-up after a crisis"]
    assert page.context["work"].now.when == "By 9:30 p.m."
    assert [item.when for item in page.context["work"].later] == ["Tomorrow", "Saturday"]


def test_what_is_done_or_handed_over_is_gone(cast, sign_in, owe):
    owe(cast.tom, status="done", closed_at=NOW, closed_by=cast.tom)
    assert titles(sign_in(cast.tom).get(URL)) == []


def test_a_register_asked_for_twice_stands_once(cast, sign_in, tonight, owe):
    mark(tonight, tonight.dan, None)
    frozen(tonight)
    owe(cast.tom, kind="register_owed", session=tonight, client=None, due_at=NOW - timedelta(minutes=1))
    assert titles(sign_in(cast.tom).get(URL)) == ["Log Thursday group"]


def test_a_full_register_is_gone_at_once(cast, sign_in, tonight, owe):
    mark(tonight, tonight.dan, None)
    frozen(tonight)
    owed = owe(
        cast.pete, kind="register_owed", session=tonight, client=None, due_at=NOW - timedelta(minutes=1)
    )
    assert titles(sign_in(cast.pete).get(URL)) == ["Fill the register: Thursday group"]
    Attendance.objects.update(outcome="unexcused")
    assert titles(sign_in(cast.pete).get(URL)) == []
    assert titles(sign_in(cast.priya).get(URL)) == []
    assert "Everybody is marked." in sign_in(cast.priya).get(owed.get_absolute_url()).content.decode()


def test_a_note_asked_for_twice_stands_once(cast, sign_in, tonight, owe):
    mark(tonight, tonight.dan, "present")
    frozen(tonight)
    owe(cast.tom, kind="note_owed", session=tonight, due_at=NOW)
    assert titles(sign_in(cast.tom).get(URL)) == ["Write a note for Dan O."]


def test_intake_sees_who_is_owed_a_call(cast, sign_in):
    factories.make_referral(client=cast.luis, site=cast.north)
    factories.make_referral(client=cast.dan, site=cast.north, received_at=NOW - timedelta(hours=1))
    page = sign_in(cast.ines).get(URL)
    assert titles(page) == ["First call: Luis F."]
    assert [item.title for item in page.context["work"].later] == ["2 men wait in all"]
    assert titles(sign_in(cast.tom).get(URL)) == []


def test_a_referral_another_holds_is_not_mine(cast, sign_in):
    factories.make_referral(client=cast.luis, site=cast.north, owner=cast.priya)
    assert titles(sign_in(cast.ines).get(URL)) == []
    assert titles(sign_in(cast.priya).get(URL)) == ["First call: Luis F."]


def test_a_director_sees_spreadsheets_that_wait_and_what_is_late_with_others(cast, sign_in, owe):
    ImportBatch.objects.create(
        service=cast.service,
        kind="referrals",
        status="checked",
        file_name="men.csv",
        uploaded_by=cast.priya,
        uploaded_at=NOW - timedelta(hours=1),
    )
    owe(cast.tom, due_at=NOW - timedelta(days=2))
    page = sign_in(cast.priya).get(URL)
    assert titles(page) == ["1 follow-up is late with a colleague", "A spreadsheet waits for your word"]
    assert "Tom Beck" in page.content.decode()
    assert "men.csv" not in page.content.decode()


def test_a_peer_sees_the_register_of_the_group_and_no_notes_and_no_last_names(cast, sign_in, tonight, owe):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    mark(tonight, tonight.dan, None)
    frozen(tonight)
    owe(cast.pete)
    page = sign_in(cast.pete).get(URL)
    assert titles(page) == ["Log Thursday group", "Call Dan: he missed a session"]
    assert "Okafor" not in page.content.decode()
    Attendance.objects.update(outcome="present")
    assert titles(sign_in(cast.pete).get(URL)) == ["Call Dan: he missed a session"]


@pytest.mark.parametrize("who", ["tom", "priya", "ines", "pete"])
def test_a_quiet_day_is_kind_and_leads_on(cast, sign_in, who):
    page = sign_in(getattr(cast, who)).get(URL).content.decode()
    assert "Nothing is waiting for you." in page
    assert "All done" in page
    assert page.count("btn-primary") == 1


def test_another_service_sees_none_of_it(cast, sign_in, tonight, owe):
    owe(cast.tom, due_at=NOW - timedelta(days=2))
    factories.make_referral(client=cast.luis)
    assert titles(sign_in(cast.wes).get(URL)) == []


def test_somebody_without_a_role_is_told_so(cast, sign_in):
    nobody = factories.make_staff(name="Nobody Here")
    page = sign_in(nobody).get(URL)
    assert page.status_code == 200
    assert "You have no role here yet" in page.content.decode()


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (8, "Good morning"),
        (13, "Good afternoon"),
        (22, "Good evening"),
        (1, "Hello"),
        (3, "Hello"),
        (4, "Good morning"),
    ],
)
def test_it_greets_by_the_hour(cast, sign_in, monkeypatch, hour, words):
    monkeypatch.setattr(timezone, "now", lambda: NOW.replace(hour=hour))
    assert f"{words}, Tom" in sign_in(cast.tom).get(URL).content.decode()


def test_each_number_leads_to_a_list_of_that_length(cast, sign_in, owe):
    """Of follow-ups late with colleagues, and of men who wait."""
    owe(cast.tom, due_at=NOW - timedelta(days=2))
    owe(cast.ines, due_at=NOW - timedelta(days=1), client=cast.luis)
    owe(cast.priya, due_at=NOW - timedelta(days=1), kind="waiting")
    owe(cast.tom, due_at=NOW + timedelta(days=1), kind="letter_due")
    factories.make_referral(client=cast.dan, site=cast.north, owner=cast.priya)
    for number in range(3):
        man = factories.make_client(service=cast.service, first_name=f"Man{number}")
        factories.make_referral(client=man, site=cast.north, owner=cast.ines if number else None)
    factories.make_referral(
        client=cast.luis, site=cast.north, owner=cast.ines, received_at=NOW - timedelta(hours=1)
    )
    browser = sign_in(cast.priya)
    work = browser.get(URL).context["work"]
    late = next(item for item in [work.now, *work.today] if "late with" in item.title)
    assert late.title == "2 follow-ups are late with colleagues"
    assert len(browser.get(late.url).context["follow_ups"]) == 2
    browser = sign_in(cast.ines)
    (queue,) = (item for item in browser.get(URL).context["work"].later if item.when == "In the queue")
    assert queue.title == "4 men wait in all"
    assert len(browser.get(queue.url).context["referrals"]) == 4
    assert "Mine or no one’s, 4" in browser.get(queue.url).content.decode()


def test_a_counselors_queue_is_of_own_men(cast, sign_in):
    factories.make_referral(client=cast.dan, owner=cast.tom, received_at=NOW - timedelta(hours=1))
    browser = sign_in(cast.tom)
    (queue,) = browser.get(URL).context["work"].later
    assert (queue.title, queue.url) == ("1 man waits for you", "/referrals/?who=mine")
    assert len(browser.get(queue.url).context["referrals"]) == 1


@pytest.mark.parametrize("men", [2, 6])
def test_it_asks_the_same_whatever_there_is_to_do(cast, sign_in, owe, men):
    """For the busiest there can be: director, intake and counselor at once."""
    all_ = factories.make_staff(name="Alma All", service=cast.service, role="director")
    for role in ("intake", "counselor"):
        factories.Membership.objects.create(service=cast.service, staff=all_, role=role)
    for number in range(men):
        group = factories.make_group(
            program=cast.program, name=f"Group {number}", facilitators=[all_], site=cast.north
        )
        session = factories.make_session(group=group)
        man = factories.make_client(service=cast.service, first_name=f"Man{number}")
        mark(session, factories.make_enrollment(client=man, group=group), "present")
        factories.make_referral(client=man, site=cast.north)
        owe(all_, client=man, session=session)
        owe(cast.tom, client=man, kind="waiting", due_at=NOW - timedelta(days=number))
        ImportBatch.objects.create(
            service=cast.service,
            kind="exits",
            status="checked",
            file_name="x",
            uploaded_by=all_,
            uploaded_at=NOW,
        )
    assert asked(sign_in(all_), URL) == 10 <= MOST
