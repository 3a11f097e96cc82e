"""The director says how the doors are answered; nobody else, and nobody unseen."""

from __future__ import annotations

import pytest
from django.test import Client as Browser

from referrals.models import FrontDesk
from services.models import AuditEntry, Service

DESK = {
    "doors_open": "on",
    "phone": "416 555 0199",
    "crisis_numbers": "Crisis line 416 555 0911",
    "other_help": "",
    "read_within_hours": "12",
    "hours_today": "4",
    "days_this_week": "5",
    "days_soon": "10",
    "tries_on_days": "0, 3, 7",
    "keep_warm_days": "14",
    "waiting_alarm_days": "42",
    "version": "0",
}


def test_what_the_director_says_is_read_outside(cast, sign_in):
    Service.objects.filter(pk=cast.other_service.pk).update(is_demo=True)
    browser = sign_in(cast.priya)
    assert browser.post("/front-desk/", DESK).status_code == 302
    desk = FrontDesk.objects.get()
    assert (desk.read_within_hours, desk.tries_on_days, desk.version) == (12, [0, 3, 7], 1)
    assert AuditEntry.objects.filter(what="front_desk.changed", by=cast.priya).count() == 1
    assert "416 555 0911" in Browser().get("/refer/me/").content.decode()
    shut = {name: text for name, text in DESK.items() if name != "doors_open"} | {"version": "1"}
    assert browser.post("/front-desk/", shut).status_code == 302
    said = Browser().get("/refer/me/").content.decode()
    assert "416 555 0199" in said
    assert "<form" not in said


def test_a_door_that_a_colleague_shut_is_opened_by_no_old_page(cast, sign_in):
    browser = sign_in(cast.priya)
    browser.post("/front-desk/", DESK)
    old = browser.post("/front-desk/", DESK | {"phone": "416 555 0100"})
    assert old.status_code == 412
    assert "416 555 0100" in old.content.decode()
    assert FrontDesk.objects.get().phone == "416 555 0199"
    assert browser.post("/front-desk/", DESK | {"version": "1", "phone": "416 555 0100"}).status_code == 302


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        ({"tries_on_days": "0, 0"}, "numbers that grow"),
        ({"tries_on_days": "soon"}, "Write them like this"),
        ({"read_within_hours": "0"}, "greater than or equal to 1"),
        ({"read_within_hours": "9999"}, "336 is the most."),
        ({"phone": "call"}, "as people dial it"),
        ({"doors_open": "", "phone": ""}, "A shut door says which number to call."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast, sign_in, spoilt, sentence):
    answer = sign_in(cast.priya).post("/front-desk/", DESK | spoilt)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not FrontDesk.objects.exists()
