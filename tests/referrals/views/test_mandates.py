from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from programs.models import RuleProfile
from referrals.models import Deadline, Hearing, Mandate, Referrer
from tests import factories


@pytest.fixture
def referral(cast):
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return factories.make_referral(
        client=cast.dan, status="received", site=cast.north, received_at=timezone.now(), source="court"
    )


@pytest.fixture
def order(cast, referral):
    court = Referrer.objects.create(service=cast.service, kind="court", name="Registry of Elm County")
    order = Mandate.objects.create(
        service=cast.service, client=cast.dan, referral=referral, kind="family", number="F-7", amount=12,
        conditions="No visit", reports_to=court, by=cast.ines, at=timezone.now(),
    )  # fmt: skip
    Hearing.objects.create(
        service=cast.service, mandate=order, on=timezone.localdate() + timedelta(days=5), by=cast.ines,
        at=timezone.now(),
    )  # fmt: skip
    return order


def page(browser, path, **kwargs):
    return browser.get(path, **kwargs).content.decode()


def test_intake_writes_an_order_down_with_who_must_hear_and_the_page_tells_days_left(cast, referral, sign_in):
    said = {"answer_due": {"amount": 2, "unit": "days"}}
    rules = RuleProfile.objects.create(
        service=cast.service, key="two", name="Two days", said=said, published_at=timezone.now()
    )
    browser = sign_in(cast.ines)
    sent = {"kind": "family", "counting": "hours", "amount": "20", "authority": "release", "rules": rules.pk}
    wrong = browser.post(f"/referrals/{referral.pk}/orders/new/", sent)
    assert wrong.status_code == 422
    assert "Say where it is written what we may tell." in wrong.content.decode()
    assert not Mandate.objects.exists()
    sent |= {"authority_words": "Signed today", "office_name": "Registry"}
    saved = browser.post(f"/referrals/{referral.pk}/orders/new/", sent)
    assert saved.url == f"/orders/of/{cast.dan.pk}/"
    order = Mandate.objects.get()
    assert (order.amount, order.reports_to.name, order.rules) == (20, "Registry", rules)
    for shown in (
        page(browser, saved.url),
        page(browser, saved.url, headers={"hx-request": "true"}),
    ):
        assert "20 hours" in shown
        assert "Two days: 2 days after it was received." in shown
    row = Deadline.objects.get()
    done = browser.post(f"/deadlines/{row.pk}/done/", {"words": "By letter.", "version": row.version})
    assert done.status_code == 302
    assert "Done: By letter." in page(browser, saved.url)


def test_a_counselor_reads_the_order_of_own_man_but_not_who_must_hear(cast, order, sign_in):
    shown = page(sign_in(cast.tom), f"/orders/of/{cast.dan.pk}/")
    assert "F-7" in shown
    assert "No visit" in shown
    assert "in 5 days" in shown
    assert "Registry" not in shown
    assert "/edit/" not in shown
    told = page(sign_in(cast.ines), f"/orders/of/{cast.dan.pk}/")
    assert "Registry of Elm County" in told


def test_intake_of_another_site_who_is_his_counselor_reads_it_and_changes_nothing(cast, order, sign_in):
    east = factories.make_site(service=cast.service, name="East")
    both = factories.make_staff(name="Bo Both", service=cast.service, role="intake", site=east)
    factories.Membership.objects.create(service=cast.service, staff=both, role="counselor")
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=both, since="2026-01-01"
    )
    browser = sign_in(both)
    shown = page(browser, f"/orders/of/{cast.dan.pk}/")
    assert "F-7" in shown
    assert "Registry" not in shown
    for path in (
        f"/orders/{order.pk}/edit/",
        f"/orders/{order.pk}/end/",
        f"/orders/{order.pk}/hearings/new/",
    ):
        assert browser.get(path).status_code == 404, path
    assert browser.get(f"/referrals/{order.referral_id}/orders/new/").status_code == 404


@pytest.mark.parametrize("who", ["pete", "wes", "ada"])
def test_for_others_there_is_no_such_page(cast, order, sign_in, who):
    assert sign_in(getattr(cast, who)).get(f"/orders/of/{cast.dan.pk}/").status_code == 404


def test_a_hearing_put_off_keeps_both_days(cast, order, sign_in):
    browser = sign_in(cast.ines)
    first = Hearing.objects.get()
    later = first.on + timedelta(days=14)
    sent = {"to": later, "outcome": "", "version": 1}
    assert browser.post(f"/hearings/{first.pk}/", sent).status_code == 302
    assert browser.post(f"/hearings/{first.pk}/", sent).status_code == 412
    assert [hearing.on for hearing in Hearing.objects.all()] == [first.on, later]
    shown = page(browser, f"/orders/of/{cast.dan.pk}/")
    assert "Put off to" in shown
    assert "in 19 days" in shown


def test_an_order_is_put_right_and_ended(cast, order, sign_in):
    browser = sign_in(cast.ines)
    sent = {"kind": "family", "counting": "sessions", "amount": "14", "authority": "none", "version": 1}
    assert browser.post(f"/orders/{order.pk}/edit/", sent).status_code == 302
    assert browser.post(f"/orders/{order.pk}/edit/", sent).status_code == 412
    today = timezone.localdate()
    assert browser.post(f"/orders/{order.pk}/end/", {"on": today, "version": 2}).status_code == 302
    order.refresh_from_db()
    assert (order.amount, order.ended_on) == (14, today)


def test_no_register_calendar_or_printed_sheet_speaks_of_orders(cast, order, sign_in):
    session = factories.make_session(group=cast.group)
    browser = sign_in(cast.tom)
    for path in (f"/sessions/{session.pk}/register/", f"/groups/{cast.group.pk}/", "/calendar/", "/groups/"):
        answer = browser.get(path)
        shown = answer.content.decode()
        assert answer.status_code == 200, path
        assert "F-7" not in shown, path
        assert "family court" not in shown, path
