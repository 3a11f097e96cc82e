from __future__ import annotations

from referrals import tasks
from referrals.models import ImportBatch
from referrals.models.import_batch import Status
from services.models import LoopPass
from tests.referrals.actions.imports.conftest import office  # noqa: F401 (a fixture)
from tests.referrals.actions.imports.test_work import upload


def test_each_due_file_is_handed_on_by_id_and_done_once(office, monkeypatch):  # noqa: F811
    upload(office)
    handed = []
    monkeypatch.setattr(tasks.run_import, "delay", lambda **ids: handed.append(ids))

    tasks.run_due_imports()
    (ids,) = handed
    assert set(ids) == {"service_id", "pk"}
    assert all(isinstance(value, str) for value in ids.values())
    assert LoopPass.objects.filter(name="imports").exists()

    tasks.run_import(**ids)
    tasks.run_import(**ids)
    assert ImportBatch.objects.get().status == Status.CHECKED
