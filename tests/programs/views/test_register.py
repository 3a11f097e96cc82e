from __future__ import annotations

from datetime import timedelta

import pytest

from programs.models import Attendance, GroupNote, PlanSkill, SessionPlan, Skill
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

# With what every page asks: who is it, where do they sit, and the frame of the wall around the test.
SAVE = 25  # the first save after the end also freezes the roster


def outcomes(session) -> dict:
    return dict(
        Attendance.objects.filter(session=session).values_list("enrollment__client__first_name", "outcome")
    )


def test_tom_sees_the_whole_group_with_nobody_marked(cast, evening, sign_in):
    page = sign_in(cast.tom).get(evening.url)
    assert page.status_code == 200
    assert page.content.count(b'role="radiogroup"') == 2
    assert b"Dan O." in page.content
    assert b"checked>" not in page.content.replace(b'id="keys-on" checked>', b"")


def test_its_title_says_no_name(cast, evening, sign_in):
    page = sign_in(cast.tom).get(evening.url)
    title = page.content.decode().split("<title>")[1].split("</title>")[0]
    assert title == "Group register · Alongside"


def test_it_shows_nothing_of_how_a_man_came(cast, evening, sign_in):
    factories.make_referral(client=cast.dan, source="court", pressure="ordered")
    page = sign_in(cast.tom).get(evening.url).content.decode().lower()
    assert "court" not in page
    assert "order" not in page.replace("border", "")


def test_it_is_hidden_from_another_service(cast, evening, sign_in):
    assert sign_in(cast.wes).get(evening.url).status_code == 404


def test_it_sends_a_stranger_to_the_door(evening, client):
    answer = client.get(evening.url)
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


def test_intake_reads_it_and_cannot_mark(cast, evening, sign_in):
    browser = sign_in(cast.ines)
    page = browser.get(evening.url)
    assert b"Mark the rest present" not in page.content
    assert browser.post(evening.url, evening.sent(page, dan="present")).status_code == 404
    assert outcomes(evening.session).get("Dan") is None


def test_one_save_keeps_marks_minutes_reason_heads_and_the_note(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    sent = evening.sent(
        page,
        dan="late",
        late_dan="10",
        luis="excused",
        reason_luis="On shift",
        counted="1",
        themes="Owning it",
    )
    answer = browser.post(evening.url, sent, follow=True)
    assert answer.redirect_chain == [(evening.url, 302)]
    dan = Attendance.objects.get(enrollment=evening.dan)
    luis = Attendance.objects.get(enrollment=evening.luis)
    assert (dan.outcome, dan.minutes_late, dan.marked_by) == ("late", 10, cast.tom)
    assert (luis.outcome, luis.reason) == ("excused", "On shift")
    assert GroupNote.objects.get(session=evening.session).themes == "Owning it"
    evening.session.refresh_from_db()
    assert evening.session.counted == 1
    assert b"Everybody is marked" in answer.content


def test_the_rest_present_leaves_what_was_marked(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    browser.post(evening.url, evening.sent(page, dan="unexcused", rest="present"))
    assert outcomes(evening.session) == {"Dan": "unexcused", "Luis": "present"}


def test_a_man_left_open_stays_open_and_is_counted(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    answer = browser.post(evening.url, evening.sent(page, dan="present"), follow=True)
    assert outcomes(evening.session) == {"Dan": "present", "Luis": None}
    assert b"1 man is still open" in answer.content


def test_a_rare_mark_counts_instead_and_can_be_taken_back(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    browser.post(evening.url, evening.sent(page, other_dan="remote"))
    assert outcomes(evening.session)["Dan"] == "remote"
    page = browser.get(evening.url)
    assert b"Joined remotely" in page.content
    browser.post(evening.url, evening.sent(page, other_dan="clear"))
    assert outcomes(evening.session)["Dan"] is None


def test_minutes_that_are_no_number_are_refused_and_nothing_is_lost(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    answer = browser.post(
        evening.url, evening.sent(page, dan="late", late_dan="ten", luis="present", themes="Owning it")
    )
    assert answer.status_code == 422
    assert b"whole number from 1 to 600" in answer.content
    assert b'value="ten"' in answer.content
    assert b"Owning it" in answer.content
    assert f'id="present-{evening.luis.pk}" value="present" checked' in answer.content.decode()
    assert not Attendance.objects.filter(session=evening.session).exists()


class TestThePageSavesItself:
    def send(self, browser, evening, sent):
        return browser.post(evening.url, sent, headers={"Accept": "application/json"})

    def test_it_hears_when_and_which_version(self, cast, evening, sign_in):
        browser = sign_in(cast.tom)
        told = self.send(browser, evening, evening.sent(browser.get(evening.url), dan="present")).json()
        assert told["words"].startswith("Saved")
        assert told["versions"][str(evening.dan.pk)] == Attendance.objects.get(enrollment=evening.dan).version
        assert told["saw"][str(evening.dan.pk)].startswith("present|")

    def test_saving_the_same_again_changes_nothing(self, cast, evening, sign_in):
        browser = sign_in(cast.tom)
        sent = evening.sent(browser.get(evening.url), dan="present", themes="Owning it", counted="1")
        self.send(browser, evening, sent)
        evening.session.refresh_from_db()
        before = evening.session.version
        told = self.send(
            browser, evening, evening.sent(browser.get(evening.url), counted="1", themes="Owning it")
        ).json()
        evening.session.refresh_from_db()
        assert evening.session.version == before
        assert told["group_note_version"] == 1

    def test_a_quarrel_is_for_the_page_to_show(self, cast, evening, sign_in):
        browser = sign_in(cast.tom)
        page = browser.get(evening.url)
        browser.post(evening.url, evening.sent(page, dan="late"))
        answer = self.send(browser, evening, evening.sent(page, dan="present"))
        assert answer.status_code == 412
        assert answer.json()["show"] is True


def test_a_quarrel_about_the_note_leaves_the_marks_as_they_were_read(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    browser.post(evening.url, evening.sent(browser.get(evening.url), dan="late"))
    page = browser.get(evening.url)
    browser.post(evening.url, evening.sent(page, themes="Somebody was here first"))
    refused = browser.post(evening.url, evening.sent(page, dan="present", themes="Owning it"))
    assert refused.status_code == 412
    again = evening.sent(refused, dan="present") | {"group_note_version": "1", "themes": "Owning it"}
    assert browser.post(evening.url, again).status_code == 302
    assert outcomes(evening.session)["Dan"] == "present"


def test_what_the_page_has_no_box_for_stays_with_his_mark(cast, evening, sign_in):
    kept = factories.make_attendance(
        session=evening.session, enrollment=evening.dan, outcome="unexcused", reason="From the old list"
    )
    browser = sign_in(cast.tom)
    browser.post(evening.url, evening.sent(browser.get(evening.url), luis="present"))
    kept.refresh_from_db()
    assert (kept.outcome, kept.reason, kept.version) == ("unexcused", "From the old list", 1)


def test_a_session_ahead_cannot_be_marked(cast, evening, sign_in):
    ahead = factories.make_session(group=cast.group, starts_at=NOW + timedelta(days=7))
    browser, url = sign_in(cast.tom), f"/sessions/{ahead.pk}/register/"
    page = browser.get(url)
    assert b"This register opens on" in page.content
    assert b"Mark the rest present" not in page.content
    answer = browser.post(url, evening.sent(page, dan="present"))
    assert answer.status_code == 409
    assert b"has not started yet" in answer.content
    assert not Attendance.objects.filter(session=ahead).exists()


def test_a_cancelled_session_says_why(cast, evening, sign_in):
    cancelled = factories.make_session(
        group=cast.group, starts_at=NOW - timedelta(days=1), cancelled_at=NOW, cancel_reason="Snow"
    )
    page = sign_in(cast.tom).get(f"/sessions/{cancelled.pk}/register/")
    assert b"Snow" in page.content or b"Nobody is on this roster" in page.content


def test_a_foreign_man_in_the_form_is_left_out(cast, evening, sign_in):
    browser = sign_in(cast.tom)
    sent = evening.sent(browser.get(evening.url), dan="present")
    stranger = "00000000-0000-4000-8000-000000000000"
    browser.post(evening.url, sent | {f"outcome-{stranger}": "present", f"version-{stranger}": "0"})
    assert set(outcomes(evening.session)) == {"Dan", "Luis"}


@pytest.mark.parametrize("men", [2, 12])
def test_the_page_and_its_save_ask_the_same_whatever_the_group(
    cast, evening, sign_in, men, django_assert_num_queries
):
    for number in range(men - 2):
        man = factories.make_client(service=cast.service, first_name=f"Man{number}", last_name="Example")
        factories.make_enrollment(client=man, group=cast.group)
    browser = sign_in(cast.tom)
    page = browser.get(evening.url)
    with django_assert_num_queries(SAVE):
        answer = browser.post(evening.url, evening.sent(page, rest="present"))
    assert answer.status_code == 302
    assert Attendance.objects.filter(session=evening.session, outcome="present").count() == men
    assert asked(browser, evening.url) == 8 <= MOST


@pytest.mark.parametrize("men", [2, 12])
def test_before_its_roster_is_fixed_it_asks_one_thing_more(cast, evening, sign_in, men):
    for number in range(men - 2):
        man = factories.make_client(service=cast.service, first_name=f"Man{number}", last_name="Example")
        factories.make_enrollment(client=man, group=cast.group)
    factories.make_attendance(
        session=evening.session, enrollment=evening.dan, outcome="late", marked_by=cast.tom, marked_at=NOW
    )
    assert asked(sign_in(cast.tom), evening.url) == 9 <= MOST


def test_the_plan_of_the_evening_stands_beside_the_marks(cast, evening, sign_in):
    part, *_others = factories.make_modules("Triggers", program=cast.program)
    plan = SessionPlan.objects.create(service=cast.service, module=part, position=1, name="What sets me off")
    tool = Skill.objects.create(service=cast.service, name="Time-out")
    PlanSkill.objects.create(service=cast.service, plan=plan, skill=tool)
    evening.session.module, evening.session.plan = part, plan
    evening.session.save()
    browser = sign_in(cast.tom)
    for url in (
        evening.url,
        f"/sessions/{evening.session.pk}/edit/",
        f"/groups/{cast.group.pk}/sessions/?when=held",
    ):
        page = browser.get(url).content.decode()
        assert f'/programs/editions/{part.curriculum_id}/#plan-{plan.pk}">What sets me off' in page
    page = browser.get(evening.url).content.decode()
    assert "Time-out" in page
    assert f"/programs/plans/{plan.pk}/handouts/" in page
    assert asked(browser, evening.url) <= MOST


def test_a_peer_marks_by_first_name_and_is_owed_no_note(cast, evening, sign_in):
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=cast.pete, since=cast.group.started_on
    )
    browser = sign_in(cast.pete)
    page = browser.get(evening.url)
    assert b"Dan" in page.content
    assert b"Dan O." not in page.content
    assert b"a note each" not in page.content
    assert browser.post(evening.url, evening.sent(page, dan="present")).status_code == 302
