"""The queue: who sees it, in which order, and what its filters and its file say."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest

from programs.models import Closure
from referrals.actions import referrals, triages
from referrals.models import ContactAttempt, Deadline, FrontDesk, Hearing, Mandate, Triage
from services.models import AuditEntry
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

TODAY = NOW.date()

URL = "/referrals/"


def make(cast, name: str, **fields):
    """A referral of a man of this name; `urgency` triages him, `tried` is hours since the last try."""
    urgency, tried = fields.pop("urgency", None), fields.pop("tried", None)
    man = factories.make_client(service=cast.service, first_name=name, last_name="Test")
    referral = factories.make_referral(client=man, **({"site": cast.north} | fields))
    if tried is not None:
        ContactAttempt.objects.create(
            service=cast.service, referral=referral, by=cast.ines, at=NOW - timedelta(hours=tried)
        )
    if urgency:
        triages.keep(
            referral=referral,
            immediate_plan="He stays with his brother.",
            next_step_plan="We talk on Monday.",
            urgency=urgency,
            by=cast.ines,
            at=NOW,
        )
    return referral


def names(page) -> list[str]:
    return [referral.client.first_name for referral in page.context["referrals"]]


def test_intake_sees_who_waits_with_a_clock_in_words(cast, sign_in, referral):
    page = sign_in(cast.ines).get(URL).content.decode()
    assert 'One man is waiting; <a href="?who=today">one needs someone today</a>.' in page
    assert "Waiting 3 days" in page
    assert "Luis F." in page
    assert "First call" in page


def test_each_number_on_top_is_the_length_of_the_list_it_leads_to(cast, sign_in):
    make(cast, "Abe")
    make(cast, "Ben", owner=cast.ines)
    make(cast, "Cal", owner=cast.priya, tried=1, status="contacting")
    make(cast, "Dov", received_at=NOW - timedelta(hours=1))
    browser = sign_in(cast.ines)
    counts = browser.get(URL).context["counts"]
    assert (counts.mine, counts.no_ones, counts.today, counts.all) == (1, 2, 2, 4)
    for who, n in (("mine", 1), ("none", 2), ("today", 2), ("", 4)):
        page = browser.get(URL, {"who": who})
        assert len(names(page)) == n
        assert page.context["counts"] == counts


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_for_others_it_is_not_there(cast, sign_in, referral, who):
    assert sign_in(getattr(cast, who)).get(URL).status_code == 404


def test_another_service_sees_none_of_it(cast, sign_in, referral):
    page = sign_in(cast.wes).get(URL)
    assert page.status_code == 200
    assert names(page) == []
    assert "The queue is empty" in page.content.decode()


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_a_counselor_sees_those_he_holds_and_men_of_his_groups(cast, sign_in, referral):
    make(cast, "Held", owner=cast.tom)
    factories.make_enrollment(client=cast.dan, group=cast.group)
    factories.make_referral(client=cast.dan, site=cast.north)
    assert sorted(names(sign_in(cast.tom).get(URL))) == ["Dan", "Held"]


def test_safety_comes_first_then_todays_then_the_longest_wait(cast, sign_in):
    long = NOW - timedelta(days=40)
    make(cast, "Long", status="waitlisted", received_at=long)
    make(cast, "Fresh", received_at=NOW - timedelta(hours=3))
    make(cast, "Uncalled", received_at=NOW - timedelta(days=2))
    make(cast, "Tried", status="contacting", received_at=NOW - timedelta(days=9), tried=60)
    make(cast, "Lately", status="contacting", received_at=NOW - timedelta(days=8), tried=20)
    make(cast, "Urgent", received_at=NOW - timedelta(hours=1), urgency="today")
    make(cast, "Harm", received_at=NOW - timedelta(minutes=5), crisis="self_harm")
    page = sign_in(cast.ines).get(URL)
    assert names(page) == ["Urgent", "Harm", "Tried", "Uncalled", "Long", "Lately", "Fresh"]
    assert [each.today for each in page.context["referrals"]] == [True] * 4 + [False] * 3
    assert page.context["counts"].today == 4


def test_safety_is_no_clock_for_a_man_who_waits_for_a_place(cast, sign_in):
    referral = make(cast, "Waits", urgency="today")
    referrals.step(referral=referral, to="waitlisted", by=cast.ines, at=NOW)
    assert not sign_in(cast.ines).get(URL).context["referrals"][0].today


def test_the_next_step_follows_the_status(cast, sign_in, at_status):
    steps = {
        "received": "Call",
        "contacting": "Call",
        "triaged": "Decide",
        "accepted": "Place",
        "waitlisted": "Place",
    }
    for number, (status, verb) in enumerate(steps.items()):
        referral = make(cast, f"Man{number}", status=status)
        page = sign_in(cast.ines).get(f"{URL}?status={status}")
        row = next(each for each in page.context["referrals"] if each.pk == referral.pk)
        assert row.step.verb == verb


def test_a_man_who_was_reached_is_triaged_next(cast, sign_in, referral):
    referrals.log_contact(referral=referral, channel="call", reached=True, by=cast.ines, at=NOW)
    assert sign_in(cast.ines).get(URL).context["referrals"][0].step.verb == "Triage"


def test_the_tabs_count_and_narrow(cast, sign_in):
    make(cast, "Mine", owner=cast.ines)
    make(cast, "Tom's", owner=cast.tom)
    make(cast, "Free")
    browser = sign_in(cast.ines)
    page = browser.get(URL)
    assert "Mine, 1" in page.content.decode()
    assert "No one’s, 1" in page.content.decode()
    assert "All, 3" in page.content.decode()
    assert names(browser.get(f"{URL}?who=mine")) == ["Mine"]
    assert names(browser.get(f"{URL}?who=none")) == ["Free"]


def test_filters_stand_in_the_address(cast, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    make(cast, "Eastern", site=east, source="court")
    make(cast, "Northern", source="self")
    make(cast, "Placed", status="placed")
    browser = sign_in(cast.ines)
    assert names(browser.get(f"{URL}?site={east.pk}")) == ["Eastern"]
    assert names(browser.get(f"{URL}?source=self")) == ["Northern"]
    assert names(browser.get(f"{URL}?status=placed")) == ["Placed"]
    assert sorted(names(browser.get(f"{URL}?site=nonsense&source=nonsense&status=nonsense"))) == [
        "Eastern",
        "Northern",
    ]
    empty = browser.get(f"{URL}?status=declined").content.decode()
    assert "Nobody fits what you chose" in empty


def test_a_filter_by_door_tells_a_counselor_nothing(cast, sign_in):
    make(cast, "Sent", owner=cast.tom, source="court")
    browser = sign_in(cast.tom)
    assert names(browser.get(f"{URL}?source=self")) == ["Sent"]
    assert "Every door" not in browser.get(URL).content.decode()


def test_a_counselor_who_takes_calls_at_another_site_learns_no_door_of_his_own_men(cast, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    both = factories.make_staff(name="Bo Both", service=cast.service, role="counselor")
    factories.Membership.objects.create(service=cast.service, staff=both, role="intake", site=east)
    make(cast, "Held", owner=both, source="court", site=cast.north)
    make(cast, "Eastern", source="court", site=east)
    assert names(sign_in(both).get(f"{URL}?source=court")) == ["Eastern"]


def test_no_row_and_no_file_says_by_which_door_he_came(cast, sign_in, referral):
    browser = sign_in(cast.ines)
    rows = browser.get(URL).content.decode().split("<tbody>")[1].split("</tbody>")[0]
    assert "court" not in rows.lower()
    assert "court" not in browser.get(f"{URL}?format=csv").content.decode().lower()


def test_the_file_holds_what_is_shown_and_leaves_a_trace(cast, sign_in):
    make(cast, "=HYPERLINK(1)")
    make(cast, "Placed", status="placed")
    answer = sign_in(cast.ines).get(f"{URL}?format=csv")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][1] == "'=HYPERLINK(1) T."
    trace = AuditEntry.objects.get(what="referrals.exported")
    assert (trace.by, trace.details) == (cast.ines, {"rows": 1})


def test_pages_go_on_by_key_and_name_nobody(cast, sign_in):
    for number in range(23):
        make(cast, f"Man{number:02}", received_at=NOW - timedelta(days=30, minutes=-number))
    browser = sign_in(cast.ines)
    first = browser.get(URL)
    second = browser.get(URL + first.context["page"].next_url)
    assert len(names(first)) == 20
    assert names(second) == ["Man20", "Man21", "Man22"]
    assert "Man" not in first.context["page"].next_url
    assert names(browser.get(URL + second.context["page"].previous_url)) == names(first)


def test_no_address_on_the_page_holds_a_name(cast, sign_in, referral):
    page = sign_in(cast.ines).get(URL).content.decode()
    assert "<title>Referrals · Alongside</title>" in page
    addresses = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert not [
        address for address in addresses if "luis" in address.lower() or "ferreira" in address.lower()
    ]


@pytest.mark.parametrize("men", [2, 5])
def test_it_asks_the_same_whatever_the_number_of_men(cast, sign_in, men):
    for number in range(men):
        make(cast, f"Man{number}", owner=cast.tom if number % 2 else None, tried=number)
    assert asked(sign_in(cast.ines), URL) == 10 <= MOST


def test_the_clock_after_triage_is_the_directors(cast, sign_in):
    make(cast, "Soon", urgency="soon")
    make(cast, "Week", urgency="this_week")
    make(cast, "Now", urgency="today")
    FrontDesk.objects.create(service=cast.service, hours_today=2, days_this_week=3, days_soon=7)
    browser = sign_in(cast.ines)
    rows = {each.client.first_name: each for each in browser.get(URL).context["referrals"]}
    assert rows["Now"].clock == "Speak with him by 10:41 p.m."
    assert (rows["Now"].today, rows["Week"].today, rows["Soon"].today) == (True, False, False)
    assert rows["Week"].clock == "Speak with him by Sunday 15 March"
    Triage.objects.filter(referral=rows["Week"]).update(at=NOW - timedelta(days=3, hours=1))
    rows = {each.client.first_name: each for each in browser.get(URL).context["referrals"]}
    assert rows["Week"].today
    assert rows["Week"].clock == "A talk is owed since 7:41 p.m."


def test_nobody_is_called_before_his_next_safe_try_and_a_call_that_broke_off_says_so(cast, sign_in):
    long = NOW - timedelta(days=3)
    make(cast, "Later", received_at=long, next_try_at=NOW + timedelta(days=2))
    make(cast, "Evening", received_at=long, next_try_at=NOW + timedelta(hours=1), ended_early=True)
    make(cast, "Made", status="contacting", next_try_at=NOW - timedelta(hours=3), tried=1)
    rows = {each.client.first_name: each for each in sign_in(cast.ines).get(URL).context["referrals"]}
    assert [rows[name].today for name in ("Later", "Evening", "Made")] == [False, True, False]
    assert rows["Later"].clock == "Next safe try: Saturday 14 March"
    assert rows["Evening"].step.words == "The call broke off: call again"


def test_the_next_hearing_and_what_is_owed_stand_on_the_row_as_days_left(cast, sign_in):
    referral = make(cast, "Ordered")
    told = {"service": cast.service, "by": cast.ines, "at": NOW}
    order = Mandate.objects.create(referral=referral, client=referral.client, kind="family", **told)
    for days in (9, 4):
        Hearing.objects.create(mandate=order, on=TODAY + timedelta(days=days), **told)
    for kind, due in (("answer", NOW + timedelta(days=4)), ("intake", NOW - timedelta(days=2))):
        Deadline.objects.create(service=cast.service, referral=referral, mandate=order, kind=kind, due_at=due)
    Closure.objects.create(service=cast.service, name="Move", since=TODAY, until=TODAY + timedelta(days=1))
    browser = sign_in(cast.ines)
    (row,) = browser.get(URL).context["referrals"]
    assert row.hearing.words == "in 4 days"
    # Thursday; Friday the service moves, Monday is the one working day.
    assert [each.words for each in row.owed] == ["2 days late", "in 1 working day"]
    file = browser.get(f"{URL}?format=csv").content.decode()
    assert "in 4 days" in file
    assert "Intake 2 days late" in file
