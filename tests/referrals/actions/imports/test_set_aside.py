"""What becomes of old referrals in a list: nothing is lost, nothing is made up, and the queue is not flooded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from referrals.actions.imports import batches, work
from referrals.models import ImportBatch, Referral
from tests.conftest import NOW
from tests.referrals.actions.imports.conftest import REFERRALS

DAY = timedelta(days=1)


def row(reference: str, days_ago: int, name: str = "Dan") -> str:
    day = (NOW - days_ago * DAY).date()
    return f"{reference},{name},Number {reference},,,,{day},self,own_choice,"


def aside() -> list[str]:
    rows = Referral.objects.all().set_aside().order_by("client__reference")
    return list(rows.values_list("client__reference", flat=True))


def test_older_than_ninety_days_they_stand_beside_the_queue_and_stay_received(office):
    answer = office.bring("referrals", row("A", 91), row("B", 90), row("C", 1))
    assert (answer["accepted"], answer["set_aside"]) == (3, 1)
    assert aside() == ["A"]
    assert set(Referral.objects.values_list("status", flat=True)) == {"received"}
    waits = Referral.objects.all().waiting().order_by("client__reference")
    assert list(waits.values_list("client__reference", flat=True)) == ["B", "C"]


def test_a_word_of_self_harm_is_never_laid_aside(office):
    raw = "Name,Date received,Source,Crisis\nDan Amis,2019-01-02,self,self_harm\nLee Lowe,2019-01-02,self,none\n"
    answer = office.bring_raw("referrals", "old.csv", raw.encode())
    assert answer["set_aside"] == 1
    assert Referral.objects.all().waiting().get().crisis == "self_harm"


@pytest.mark.parametrize(("order", "expected"), [("register last", "placed"), ("register first", "placed")])
def test_a_man_on_a_register_is_placed_whichever_list_comes_first(office, order, expected):
    day = (NOW - 100 * DAY).date()
    seen = f"A,Thursdays,{day},present,,"
    if order == "register last":
        office.bring("referrals", row("A", 120))
        office.bring("attendance", seen)
    else:
        office.bring_raw(
            "register", "Thursdays.csv", f"Ref,Name,{day},{day + 7 * DAY}\nA,Dan Number A,P,P\n".encode()
        )
        assert office.bring("referrals", row("A", 120))["set_aside"] == 0
    assert Referral.objects.get().status == expected
    assert aside() == []


def test_a_man_whose_place_has_ended_is_closed_when_his_referral_comes_later(office):
    day = (NOW - 100 * DAY).date()
    office.bring_raw(
        "register", "Thursdays.csv", f"Ref,Name,{day},{day + 7 * DAY}\nA,Dan Number A,P,P\n".encode()
    )
    office.bring("exits", f"A,Thursdays,{day + 8 * DAY},withdrew,man")
    office.bring("referrals", row("A", 120), row("A", 91))
    assert list(Referral.objects.order_by("received_on").values_list("status", "set_aside")) == [
        ("closed", False),
        ("received", True),
    ]


def test_how_many_days_is_shown_and_can_be_chosen_before_anything_is_written(office):
    raw = (REFERRALS + row("A", 91) + "\n" + row("B", 40) + "\n").encode()
    batch = batches.upload(kind="referrals", file_name="old.csv", content=raw, by=office.house, at=NOW)
    work.run_due_imports(at=NOW)
    batch.refresh_from_db()
    assert batch.result["set_aside"] == 1
    batches.correct(
        batch=batch, group="", program="", mapping={}, set_aside_after=30, by=office.house, at=NOW
    )
    work.run_due_imports(at=NOW)
    batch.refresh_from_db()
    assert (batch.result["set_aside"], Referral.objects.count()) == (2, 0)
    batches.apply(batch=batch, by=office.house, at=NOW)
    work.run_due_imports(at=NOW)
    assert aside() == ["A", "B"]


def test_taken_back_nothing_of_them_is_left(office):
    office.bring("referrals", row("A", 200))
    batches.undo(batch=ImportBatch.objects.get(), by=office.house, at=NOW)
    work.run_due_imports(at=NOW)
    assert not Referral.objects.exists()
