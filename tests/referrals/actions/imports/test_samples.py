"""The sample files brought in, against what a careful reader finds in them."""

import json

import pytest

from programs.models import Attendance, Enrollment, GroupSession
from referrals.models import Referral
from services.models import Client, ContactRule
from tests.referrals.actions.imports.conftest import flags
from tests.referrals.spreadsheets.samples import EXPECTED, within


def refusals(answer: dict, *, sheet: str | None = None) -> set[tuple]:
    return {(entry["row"], entry["line"], entry["code"], entry["column"]) for entry in answer["refused"]}


def expected_refusals(name: str) -> set[tuple]:
    return {
        (entry["row"], entry["line"], entry["class"], entry["column"]) for entry in EXPECTED[name]["refused"]
    }


def assert_counts(counts: dict, expected: dict) -> None:
    for code, band in expected.items():
        assert within(counts.get(code, 0), band), (code, counts, expected)
    assert set(counts) <= set(expected)


def test_the_messy_list(office):
    expected = EXPECTED["referrals.csv"]

    answer = office.bring_file("referrals", "referrals.csv")

    assert (answer["encoding"], answer["delimiter"], answer["dates"]) == ("UTF-8 with BOM", ",", "D/M/Y")
    assert (
        answer["rows"]
        == expected["data_rows"]
        == answer["accepted"] + answer["unchanged"] + len(answer["refused"])
    )
    assert within(answer["accepted"], expected["accepted"])
    assert refusals(answer) == expected_refusals("referrals.csv")
    assert set(flags(answer, "entered_twice")) == {entry["row"] for entry in expected["entered_twice"]}
    assert set(flags(answer, "referred_again")) == {entry["row"] for entry in expected["referred_again"]}
    assert set(flags(answer, "partner_said")) == {entry["row"] for entry in expected["partner_said"]}
    assert answer["not_data"] == len(expected["not_data"])
    assert within(answer["men"], expected["distinct_men"])
    assert answer["new_men"] == answer["men"] == Client.objects.count()
    assert answer["accepted"] == Referral.objects.count()
    assert_counts(answer["counts"]["source"], expected["source"])
    assert_counts(answer["counts"]["pressure"], expected["pressure"])


def test_the_men_of_the_messy_list_are_told_apart_as_the_reader_does(office):
    expected = EXPECTED["referrals.csv"]
    office.bring_file("referrals", "referrals.csv")
    received = {}
    for referral in Referral.objects.select_related("client"):
        received.setdefault(referral.received_on.isoformat()[:7], []).append(referral)

    for month, band in expected["received_in_month"].items():
        assert within(len(received[month]), band), month
    for entry in expected["referred_again"]:
        again, first = (
            next(row for row in expected["rows"] if row["row"] == entry[name])
            for name in ("row", "first_row")
        )
        man = Referral.objects.get(
            received_on=again["received_on"], client__last_name__iexact=again["last_name"]
        ).client
        assert sorted(day.isoformat() for day in man.referrals.values_list("received_on", flat=True)) == [
            first["received_on"],
            again["received_on"],
        ]
        assert sorted(man.referrals.values_list("episode", flat=True)) == [1, 2]


def test_a_partners_words_are_nowhere_in_the_database_and_not_in_the_answer(office):
    answer = office.bring_file("referrals", "referrals.csv")
    kept = json.dumps(answer, ensure_ascii=False)
    for model in (Client, Referral):
        kept += repr(list(model.objects.values()))
    kept += repr(list(ContactRule.objects.values_list("value", "who_else", "hours")))

    for entry in EXPECTED["referrals.csv"]["partner_said"]:
        assert entry["text"] not in kept
        assert entry["text"].split(":")[-1].strip(' "')[:20] not in kept


def test_nothing_may_be_done_with_a_number_from_a_list(office):
    office.bring_file("referrals", "referrals.csv")

    assert ContactRule.objects.count() > 200
    assert not ContactRule.objects.filter(may_contact=True).exists()


def test_the_messy_list_again_is_unchanged(office):
    first = office.bring_file("referrals", "referrals.csv")
    before = (Client.objects.count(), Referral.objects.count(), ContactRule.objects.count())

    again = office.bring_file("referrals", "referrals.csv")

    assert (again["accepted"], again["new_men"]) == (0, 0)
    assert again["unchanged"] == first["accepted"] + first["unchanged"]
    assert refusals(again) == refusals(first)
    assert (Client.objects.count(), Referral.objects.count(), ContactRule.objects.count()) == before


@pytest.mark.parametrize("referrals_first", [True, False])
def test_the_registers(office, referrals_first):
    if referrals_first:
        office.bring_file("referrals", "referrals.csv")
    for name in ("register_tuesday.xlsx", "register_thursday.csv"):
        expected = EXPECTED[name]

        answer = office.bring_file("register", name)

        assert within(answer["men"], expected["distinct_men"]), answer["refused"]
        assert refusals(answer) >= expected_refusals(name) if "refused" in expected else True
        others = refusals(answer) - (expected_refusals(name) if "refused" in expected else set())
        assert {code for _row, _line, code, _column in others} <= {"man_unclear"}
        assert answer["new_men"] == (
            Client.objects.count() if not referrals_first else answer["new_men"]
        ) or name.endswith("csv")
        for sheet, entry in zip(
            answer.get("sheets", [answer]), expected.get("sheets", [expected]), strict=True
        ):
            assert sheet["rows"] == entry["data_rows"]
            assert within(sheet["accepted"], entry["accepted"])
            assert sheet["sessions"] == entry["sessions"]
            assert_counts(sheet["counts"]["outcome"], entry["outcomes"])
    cancelled = GroupSession.objects.exclude(cancelled_at=None).count()
    assert cancelled == 3


def test_a_name_that_stands_for_two_men_is_refused_with_both(office):
    office.bring_file("referrals", "referrals.csv")

    answer = office.bring_file("register", "register_tuesday.xlsx")

    (refused,) = answer["refused"]
    assert (refused["row"], refused["code"], refused["sheet"]) == (17, "man_unclear", "Autumn 2023")
    for man in Client.objects.filter(first_name="Anderson", last_name="Campbell"):
        assert man.reference in refused["message"]
    assert flags(answer, "man_unclear") == [16]


def test_referrals_may_come_after_the_register(office):
    office.bring_file("register", "register_thursday.csv")

    answer = office.bring_file("referrals", "referrals.csv")

    assert refusals(answer) == expected_refusals("referrals.csv")
    assert within(Client.objects.count(), EXPECTED["referrals.csv"]["distinct_men"])


def test_the_canonical_files(office):
    for kind, name in (
        ("referrals", "referrals_tidy.csv"),
        ("attendance", "attendance.csv"),
        ("exits", "exits.csv"),
    ):
        expected = EXPECTED[name]

        answer = office.bring_file(kind, name)

        assert (answer["rows"], answer["accepted"], answer["unchanged"]) == (
            expected["data_rows"],
            expected["accepted"],
            0,
        )
        assert refusals(answer) == expected_refusals(name)
        assert answer["men"] == expected["distinct_men"]
        if kind == "attendance":
            assert answer["sessions"] == expected["sessions"]
            assert answer["counts"]["outcome"] == expected["outcomes"]
        if kind == "exits":
            assert answer["counts"]["reason"] == expected["reasons"]
            assert answer["counts"]["ended_by"] == expected["ended_by"]
        if kind == "referrals":
            assert answer["counts"]["source"] == expected["source"]
            assert answer["counts"]["pressure"] == expected["pressure"]
    assert Attendance.objects.count() == 204
    assert Enrollment.objects.exclude(ended_on=None).count() == 19


@pytest.mark.parametrize("folder", ["", "history/"])
def test_every_canonical_file_again_is_unchanged(office, folder):
    files = [
        ("referrals", "referrals.csv" if folder else "referrals_tidy.csv"),
        ("attendance", "attendance.csv"),
        ("exits", "exits.csv"),
    ]
    for kind, name in files:
        first = office.bring_file(kind, folder + name)
        again = office.bring_file(kind, folder + name)

        assert (again["accepted"], again["unchanged"]) == (0, first["accepted"])
        if folder:
            assert first["refused"] == []
            assert first["accepted"] == first["rows"]
