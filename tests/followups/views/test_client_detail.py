"""A man's page: how to reach him, where he is, and his time with us, as far as the reader may know it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from programs.actions import enrollments, progress_notes
from referrals.actions import referrals
from services.access import seat
from services.actions import clients
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW
from tests.factories import TODAY


@pytest.fixture
def url(cast) -> str:
    return f"/clients/{cast.dan.pk}/"


@pytest.fixture
def story(cast):
    """Dan was sent by a court, was called, got a place, came once and missed once; Tom wrote a note."""
    referral = factories.make_referral(
        client=cast.dan, source="court", site=cast.north, received_at=NOW - timedelta(days=30)
    )
    long_ago = NOW - timedelta(days=29)
    referrals.log_contact(
        referral=referral, channel="call", reached=True, words="Long talk.", by=cast.ines, at=long_ago
    )
    place = factories.make_enrollment(
        client=cast.dan, group=cast.group, status="attending", started_on=TODAY - timedelta(days=20)
    )
    for days, number, outcome in ((14, 1, "present"), (7, 2, "unexcused")):
        session = factories.make_session(
            group=cast.group, starts_at=NOW - timedelta(days=days, hours=3), number=number
        )
        factories.make_attendance(
            session=session, enrollment=place, outcome=outcome, marked_by=cast.tom, marked_at=NOW
        )
        if outcome == "present":
            note = progress_notes.begin(
                enrollment=place, session=session, by=cast.tom, at=NOW - timedelta(days=14)
            )
            progress_notes.save_draft(
                note=note, strengths=["listened"], concerns="A very private word.", by=cast.tom, at=NOW
            )
            progress_notes.sign(note=note, by=cast.tom, at=NOW - timedelta(days=13))
    return place


def titles(page) -> list[str]:
    return [event.title for event in page.context["events"]]


def test_his_counselor_sees_it_whole(cast, sign_in, story, url):
    page = sign_in(cast.tom).get(url)
    assert titles(page) == [
        "Missed, no word: Thursday group, session 2",
        "Note on session 1",
        "Present: Thursday group, session 1",
        "A place in Thursday group",
        "Phone call, we spoke",
    ]
    html = page.content.decode()
    assert "In Thursday group since 20 February." in html
    assert "He came to 1 of 2 sessions." in html
    assert "Long talk." in html
    assert "Ines Roth" in html
    assert "Listened" in html


def test_it_says_by_which_door_he_came_to_nobody(cast, sign_in, story, url):
    for staff in (cast.tom, cast.ines, cast.priya):
        main = sign_in(staff).get(url).content.decode().split("<main")[1]
        assert "A court" not in main


def test_what_a_note_says_stands_in_the_note_alone(cast, sign_in, story, url):
    for staff in (cast.tom, cast.ines, cast.priya):
        assert "A very private word" not in sign_in(staff).get(url).content.decode()


def test_intake_sees_no_notes_and_no_strengths(cast, sign_in, story, url):
    page = sign_in(cast.ines).get(url)
    assert "Note on session 1" not in titles(page)
    assert "Strengths seen" not in page.content.decode()
    assert "Write a note" not in page.content.decode()


def test_a_director_sees_that_there_is_a_note_and_not_what_was_seen(cast, sign_in, story, url):
    page = sign_in(cast.priya).get(url)
    assert "Note on session 1" in titles(page)
    assert "Strengths seen" not in page.content.decode()


def test_a_peer_of_the_group_sees_a_first_name_and_sessions(cast, sign_in, story, url):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    clients.add_contact(client=cast.dan, kind="phone", value="416 555 0142", by=cast.ines, at=NOW)
    for query in ("", "?show=referral", "?show=notes", "?show=calls", "?all=1"):
        page = sign_in(cast.pete).get(url + query)
        html = page.content.decode()
        assert not [title for title in titles(page) if "session" not in title]
        assert "Okafor" not in html
        assert cast.dan.reference not in html
        assert "0142" not in html
    assert "He came to 1 of 2 sessions of Thursday group." in sign_in(cast.pete).get(url).content.decode()


@pytest.mark.parametrize("who", ["pete", "ada", "wes"])
def test_for_others_it_is_not_there(cast, sign_in, story, url, who):
    assert sign_in(getattr(cast, who)).get(url).status_code == 404


def test_a_peer_who_owes_him_a_call_and_runs_no_group_of_his_has_no_page_of_him(
    cast, sign_in, story, url, owe
):
    owe(cast.pete)
    assert sign_in(cast.pete).get(url).status_code == 404


def test_a_counselor_of_another_group_does_not_reach_him(cast, sign_in, story, url):
    other = factories.make_staff(name="Una Other", service=cast.service)
    factories.make_group(program=cast.program, name="Monday group", facilitators=[other])
    assert sign_in(other).get(url).status_code == 404


def test_a_counselor_sees_of_another_group_nothing(cast, sign_in, story, url):
    """Dan has a place in two groups; each counselor sees his own evenings."""
    other = factories.make_staff(name="Una Other", service=cast.service)
    monday = factories.make_group(program=cast.program, name="Monday group", facilitators=[other])
    factories.make_enrollment(client=cast.dan, group=monday)
    seen = titles(sign_in(other).get(url))
    assert "A place in Monday group" in seen
    assert not [title for title in seen if "Thursday" in title or "Note" in title]


def test_a_stranger_is_sent_to_the_door(client, url):
    assert client.get(url).url.startswith("/accounts/login/")


def test_chips_narrow_and_stand_in_the_address(cast, sign_in, story, url):
    browser = sign_in(cast.tom)
    assert len(titles(browser.get(f"{url}?show=sessions"))) == 2
    assert titles(browser.get(f"{url}?show=calls")) == ["Phone call, we spoke"]
    assert titles(browser.get(f"{url}?show=notes")) == ["Note on session 1"]
    assert titles(browser.get(f"{url}?show=groups")) == ["A place in Thursday group"]
    assert len(titles(browser.get(f"{url}?show=nonsense"))) == 5
    assert "Nothing here yet." in browser.get(f"{url}?show=follow_ups").content.decode()


def test_the_steps_of_his_referral_stand_on_their_days(cast, sign_in, url):
    seat(cast.ines, cast.service, on=TODAY)
    referral = referrals.receive(
        client=cast.dan,
        source="self",
        received_on=TODAY - timedelta(days=5),
        site=cast.north,
        by=cast.ines,
        at=NOW,
    )
    referrals.step(referral=referral, to="withdrawn", reason="He moved away.", by=cast.ines, at=NOW)
    events = sign_in(cast.ines).get(url).context["events"]
    assert [(event.title, event.on) for event in events] == [
        ("Withdrawn", TODAY),
        ("He reached us", TODAY - timedelta(days=5)),
    ]
    assert events[0].words == "He moved away."


def test_a_day_is_that_day_in_the_zone_of_the_service(cast, sign_in, url):
    for zone in ("America/Vancouver", "Australia/Sydney"):
        cast.service.zone = zone
        cast.service.save()
        cast.dan.enrollments.all().delete()
        place = factories.make_enrollment(
            client=cast.dan, group=cast.group, started_on=TODAY - timedelta(days=9)
        )
        enrollments.exit(
            enrollment=place,
            reason="moved",
            ended_by="man",
            on=TODAY - timedelta(days=2),
            by=cast.priya,
            at=NOW,
        )
        events = sign_in(cast.priya).get(f"{url}?show=groups").context["events"]
        assert [event.on for event in events] == [TODAY - timedelta(days=2), TODAY - timedelta(days=9)]


def test_the_head_says_where_he_is(cast, sign_in, url):
    def head() -> str:
        return " ".join(
            sign_in(cast.priya).get(url).content.decode().split("al-lede")[1].split("</p>")[0].split()
        )

    assert "He has no place in a group now." in head()
    referral = factories.make_referral(client=cast.dan)
    assert "He is waiting." in head()
    place = factories.make_enrollment(client=cast.dan, group=cast.group, required_sessions=16)
    assert "He has a place in Thursday group from 15 January." in head()
    assert "He needs 16." in head()
    place.status = "paused"
    place.save()
    assert "Paused." in head()
    enrollments.exit(enrollment=place, reason="moved", ended_by="man", on=TODAY, by=cast.priya, at=NOW)
    referrals.step(referral=referral, to="withdrawn", reason="He moved.", by=cast.priya, at=NOW)
    assert "His place in Thursday group ended on 12 March 2026." in head()
    assert "Moved away." in head()


def test_a_counselor_is_led_to_the_note_he_owes(cast, sign_in, tonight, url):
    factories.make_attendance(session=tonight, enrollment=tonight.dan, outcome="present")
    assert f"/sessions/{tonight.pk}/notes/{tonight.dan.pk}/" in sign_in(cast.tom).get(url).content.decode()


def test_who_may_not_be_called_is_said_before_all_else(cast, sign_in, story, url):
    page = sign_in(cast.tom).get(url).content.decode().split("<main")[1]
    assert "Do not contact him." in page
    assert page.index("Before you contact him") < page.index("His time with us")
    clients.add_contact(
        client=cast.dan,
        kind="phone",
        value="416 555 0142",
        may_contact=True,
        hours="after 5",
        by=cast.ines,
        at=NOW,
    )
    page = sign_in(cast.tom).get(url).content.decode()
    assert "<b>+1 416-555-0142</b>" in page
    assert "Yes. after 5" in page


def test_what_is_next_with_him_stands_beside(cast, sign_in, story, url, owe):
    owe(cast.tom, kind="crisis", due_at=NOW - timedelta(hours=2))
    factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    page = sign_in(cast.tom).get(url).content.decode()
    assert "Next with him" in page
    assert "Thu 19 Mar" in page
    assert "Follow-up after a crisis" in page


def test_the_title_and_no_address_name_him(cast, sign_in, story, url):
    page = sign_in(cast.tom).get(url).content.decode()
    assert "<title>Man’s page · Alongside</title>" in page
    addresses = [part.split('"')[0].lower() for part in page.split('href="')[1:]]
    assert not [address for address in addresses if "dan" in address or "okafor" in address]


def test_what_he_came_to_leads_to_those_sessions(cast, sign_in, story, url):
    """Not to one of another place, nor to one that was never offered him."""
    elsewhere = factories.make_group(program=cast.program, name="Old group", facilitators=[cast.tom])
    before = factories.make_enrollment(client=cast.dan, group=elsewhere)
    for place, outcome in ((before, "present"), (story, "on_leave")):
        session = factories.make_session(group=place.group)
        factories.make_attendance(session=session, enrollment=place, outcome=outcome)
    browser = sign_in(cast.tom)
    assert (
        'href="?show=offered&amp;all=1#time">He came to 1 of 2 sessions.' in browser.get(url).content.decode()
    )
    page = browser.get(f"{url}?show=offered&all=1")
    assert len(page.context["events"]) == 2
    assert "The 2 sessions Thursday group offered him; he came to 1." in page.content.decode()
    assert len(browser.get(f"{url}?show=sessions").context["events"]) == 4


@pytest.mark.parametrize("sessions", [2, 6])
def test_it_asks_the_same_whatever_he_went_through(cast, sign_in, story, url, owe, sessions):
    for number in range(sessions):
        session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=20 + number))
        factories.make_attendance(session=session, enrollment=story, outcome="late")
        factories.make_note(
            enrollment=story,
            author=cast.tom,
            session=session,
            status="signed",
            signed_at=NOW,
            strengths=["listened"],
        )
        owe(cast.tom, session=session)
        clients.add_contact(client=cast.dan, kind="phone", value=f"416 555 01{number}0", by=cast.ines, at=NOW)
    assert asked(sign_in(cast.tom), url) == 10 <= MOST


def test_a_long_time_is_cut_and_can_be_shown_whole(cast, sign_in, story, url):
    for number in range(45):
        session = factories.make_session(group=cast.group, starts_at=NOW - timedelta(days=30 + number))
        factories.make_attendance(session=session, enrollment=story, outcome="late")
    browser = sign_in(cast.tom)
    short = browser.get(url)
    assert len(short.context["events"]) == 40
    assert "Show everything since his first call" in short.content.decode()
    assert len(browser.get(f"{url}?all=1").context["events"]) == 50
