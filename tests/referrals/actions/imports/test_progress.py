"""What others see while the one transaction of an import is still open, and how long ten thousand rows take."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from django.db import connection

from programs.models import Attendance
from referrals.actions.imports import batches, work
from referrals.actions.imports.writing import write
from referrals.models import ImportBatch
from referrals.models.import_batch import Status
from services.models import Client
from services.wall import acting_as
from tests.conftest import NOW
from tests.referrals.actions.imports.conftest import ATTENDANCE, REFERRALS, Office

LIMIT = 20  # seconds
ROWS, MEN, GROUPS = 10_000, 200, 8


def list_of(men: int) -> str:
    return REFERRALS + "".join(f"T{n},Dan,Number {n},,,,2024-01-02,self,own_choice,\n" for n in range(men))


@pytest.mark.django_db(transaction=True)
def test_the_figures_are_seen_before_the_transaction_ends(monkeypatch):
    with acting_as():
        office = Office()
        batch = batches.upload(
            kind="referrals", file_name="list.csv", content=list_of(1_200).encode(), by=office.house, at=NOW
        )
    work.run_due_imports(at=NOW)
    with acting_as(service=office.service.pk):
        batches.apply(batch=batch, by=office.house, at=NOW)
    seen = []

    def watched(plan, batch, *, say):
        line = connection.copy()

        def say_and_look(done):
            say(done)
            with line.cursor() as cursor:
                cursor.execute("select set_config('app.service', %s, false)", [str(batch.service_id)])
                cursor.execute(
                    "select done, total, (select count(*) from services_client) from referrals_importbatch"
                )
                seen.append(cursor.fetchone())

        write(plan, batch, say=say_and_look)
        line.close()

    monkeypatch.setattr(work, "write", watched)
    work.run_due_imports(at=NOW)

    with acting_as(service=office.service.pk):
        assert ImportBatch.objects.get().status == Status.APPLIED
        assert Client.objects.count() == 1_200
    assert [done for done, _total, _men in seen][:2] == [1_000, 1_200]
    assert {(total, men) for _done, total, men in seen} == {(2_400, 0)}


def test_ten_thousand_rows_of_attendance_are_in_within_twenty_seconds(office, capsys):
    office.bring_raw("referrals", "men.csv", list_of(MEN).encode())
    days = [date(2024, 3, 4) + timedelta(weeks=week) for week in range(ROWS // MEN)]
    rows = [
        f"T{n},Group {n % GROUPS},{day},{'present' if n % 5 else 'excused'},,\n"
        for day in days
        for n in range(MEN)
    ]

    begun = perf_counter()
    answer = office.bring_raw("attendance", "attendance.csv", (ATTENDANCE + "".join(rows)).encode())
    took = perf_counter() - begun

    with capsys.disabled():
        print(f"\n10,000 rows of attendance brought in, with history, in {took:.1f} s (limit {LIMIT} s)")
    assert (answer["accepted"], answer["men"], answer["sessions"]) == (ROWS, MEN, GROUPS * len(days))
    assert Attendance.objects.count() == ROWS
    assert took < LIMIT
