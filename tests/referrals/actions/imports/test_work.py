"""A batch in the background: claimed by one worker, and none lost when a worker is."""

import uuid
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from programs.models import Attendance, Enrollment, Group
from referrals.actions.imports import batches, work
from referrals.errors import ChangedMeanwhile, StepNotPossible
from referrals.models import ImportBatch, Referral
from referrals.models.import_batch import Status
from referrals.spreadsheets.errors import CannotRead
from services.models import AuditEntry, Client
from tests.conftest import NOW
from tests.referrals.actions.imports.conftest import REFERRALS
from tests.referrals.spreadsheets.samples import content

sealed = import_module("referrals.migrations.0007_files_sealed")
DAN = (
    REFERRALS
    + "T1,Dan,Okafor,1979-03-01,07700900111,,2025-01-02,self,own_choice,\nT2,Lee,Lowe,,,,2025-01-03,slef,,\n"
)


def upload(
    office, raw: bytes | str = DAN, kind: str = "referrals", name: str = "list.csv", **options
) -> ImportBatch:
    raw = raw.encode() if isinstance(raw, str) else raw
    return batches.upload(kind=kind, file_name=name, content=raw, by=office.house, at=NOW, **options)


def go(at=NOW) -> int:
    return work.run_due_imports(at=at)


def lies() -> bytes:
    """What a copy of the database would hold of the one file."""
    with connection.cursor() as cursor:
        cursor.execute("select content from referrals_importbatch")
        return bytes(cursor.fetchone()[0])


def test_a_file_that_waits_lies_sealed_like_the_numbers_in_it(office):
    batch = upload(office)
    assert b"07700900111" not in lies()
    assert b"Okafor" not in lies()
    batch.refresh_from_db()
    assert batch.content == DAN.encode()


def test_files_that_wait_while_a_new_release_comes_are_sealed_then(office, as_role):
    batch = upload(office)
    with connection.cursor() as cursor:
        cursor.execute("update referrals_importbatch set content = %s", [DAN.encode()])
    as_role("owner")
    sealed.seal_what_waits(None, SimpleNamespace(connection=connection))
    with connection.cursor() as cursor:
        cursor.execute("set local row_security = on")
    as_role("app")
    assert b"Okafor" not in lies()
    assert go() == 1
    batch.refresh_from_db()
    assert (batch.status, batch.content) == (Status.CHECKED, DAN.encode())


def test_from_upload_to_applied(office):
    batch = upload(office)
    assert Client.objects.count() == 0

    assert go() == 1
    batch.refresh_from_db()
    assert (batch.status, batch.result["accepted"], len(batch.result["refused"])) == (Status.CHECKED, 1, 1)
    assert (Client.objects.count(), batch.content is None) == (0, False)
    assert go() == 0

    batches.apply(batch=batch, by=office.house, at=NOW)
    assert go() == 1
    batch.refresh_from_db()
    assert (batch.status, batch.applied_at, batch.result["batch"]) == (Status.APPLIED, NOW, str(batch.pk))
    assert (batch.done, batch.total) == (3, 3)
    assert batch.content is None
    assert (Client.objects.count(), Referral.objects.count()) == (1, 1)
    assert batch.lease_until is None
    assert set(AuditEntry.objects.filter(about_id=batch.pk).values_list("what", flat=True)) == {
        "import.uploaded",
        "import.asked_for",
        "import.applied",
    }


def test_only_one_worker_has_it_and_a_lost_one_is_followed_by_another(office):
    batch = upload(office)
    ImportBatch.objects.filter(pk=batch.pk).update(
        lease_until=NOW + timedelta(minutes=5), lease_token=uuid.uuid4()
    )

    assert work.run_import(service_id=office.service.pk, pk=batch.pk, at=NOW) is False
    assert work.due_imports(at=NOW) == []
    assert work.run_import(service_id=office.service.pk, pk=batch.pk, at=NOW + timedelta(minutes=6)) is True
    batch.refresh_from_db()
    assert batch.status == Status.CHECKED


def test_a_worker_whose_lease_was_taken_over_writes_nothing(office, monkeypatch):
    batch = upload(office)
    go()
    batches.apply(batch=batch, by=office.house, at=NOW)

    def taken_over(plan, batch, *, say):
        ImportBatch.objects.filter(pk=batch.pk).update(lease_token=uuid.uuid4())
        Client.objects.bulk_create(plan.made[Client])

    monkeypatch.setattr(work, "write", taken_over)

    assert work.run_import(service_id=office.service.pk, pk=batch.pk, at=NOW) is False
    assert Client.objects.count() == 0


def test_a_file_that_cannot_be_read_is_said_and_can_be_corrected(office):
    batch = upload(office, "Who,When,Door\nDan Okafor,2025-01-02,self\n")
    go()
    batch.refresh_from_db()
    assert (batch.status, batch.result["error"]["code"]) == (Status.FAILED, "no_headings")

    mapping = {"columns": {"Who": "name", "When": "received_on", "Door": "source"}}
    batches.correct(batch=batch, group="", program="", mapping=mapping, by=office.house, at=NOW)
    go()

    batch.refresh_from_db()
    assert (batch.status, batch.result["accepted"]) == (Status.CHECKED, 1)


def test_what_is_found_is_said_in_the_language_of_whoever_brought_it(office):
    office.house.language = "fr-ca"
    office.house.save(update_fields=["language"])
    batch = upload(office, "Who,When,Door\nDan Okafor,2025-01-02,self\n")
    go()
    batch.refresh_from_db()
    assert batch.result["error"]["message"].startswith("Les titres sont à la ligne 1")


@pytest.mark.parametrize(
    ("raw", "code"), [(b"", "empty"), (b"\x89PNG\r\n", "picture"), (b"x" * (51 * 1024 * 1024), "too_large")]
)
def test_what_is_no_spreadsheet_is_refused_at_the_door(office, raw, code):
    with pytest.raises(CannotRead) as refusal:
        upload(office, raw)

    assert refusal.value.code == code
    assert ImportBatch.objects.count() == 0


def test_a_fault_of_ours_writes_nothing_and_does_not_come_back_for_ever(office, monkeypatch):
    batch = upload(office)
    monkeypatch.setattr(work, "plan_of", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        go()

    batch.refresh_from_db()
    assert (batch.status, batch.result["error"]["code"]) == (Status.FAILED, "our_fault")
    assert go() == 0


def test_a_record_changed_in_between_sends_the_file_round_again(office, monkeypatch):
    office.bring("referrals", "T1,Dan,Okafor,,,,2024-01-02,self,own_choice,")
    batch = upload(office)
    go()
    batches.apply(batch=batch, by=office.house, at=NOW)
    planned = work.plan_of

    def changed_meanwhile(**options):
        plan = planned(**options)
        Client.objects.update(version=7)
        return plan

    monkeypatch.setattr(work, "plan_of", changed_meanwhile)
    go()
    batch.refresh_from_db()
    assert (batch.status, Referral.objects.count()) == (Status.APPLYING, 1)

    monkeypatch.setattr(work, "plan_of", planned)
    go()
    batch.refresh_from_db()
    assert (batch.status, Referral.objects.count()) == (Status.APPLIED, 2)
    assert issubclass(ChangedMeanwhile, Exception)


def test_giving_up_destroys_the_file(office):
    batch = upload(office)
    go()

    batches.give_up(batch=batch, by=office.house, at=NOW)

    batch.refresh_from_db()
    assert (batch.status, batch.content, batch.result) == (Status.GIVEN_UP, None, {})
    with pytest.raises(StepNotPossible):
        batches.apply(batch=batch, by=office.house, at=NOW)


def test_a_file_nobody_wanted_is_destroyed_after_two_weeks(office):
    batch = upload(office)
    go()

    go(at=NOW + timedelta(days=15))

    batch.refresh_from_db()
    assert (batch.status, batch.content) == (Status.GIVEN_UP, None)


def test_steps_out_of_order_are_refused(office):
    batch = upload(office)

    for step in (batches.apply, batches.undo):
        with pytest.raises(StepNotPossible):
            step(batch=batch, by=office.house, at=NOW)


def test_a_register_with_its_group_and_program(office):
    batch = upload(
        office,
        content("register_thursday.csv"),
        kind="register",
        name="register_thursday.csv",
        group="Thursdays",
        program="Men's group",
    )
    go()
    batches.apply(batch=batch, by=office.house, at=NOW)
    go()

    assert Group.objects.get().name == "Thursdays"
    assert Group.objects.get().program.name == "Men's group"
    assert Attendance.objects.count() > 100
    ended = Enrollment.objects.exclude(ended_on=None)
    assert sorted(ended.values_list("exit_reason", flat=True)) == ["completed"] * 3 + ["withdrew"] * 4
