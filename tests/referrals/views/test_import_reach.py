"""A spreadsheet holds men of every site, so it is for directors of every site."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from referrals.models import ImportBatch
from services.access import seat
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def batch(cast) -> ImportBatch:
    return ImportBatch.objects.create(
        service=cast.service,
        kind="referrals",
        status="checked",
        file_name="men-of-all-sites.csv",
        uploaded_by=cast.priya,
        uploaded_at=NOW,
    )


@pytest.fixture
def of_north(cast):
    return factories.make_staff(name="Nora Field", service=cast.service, role="director", site=cast.north)


def test_a_director_of_one_site_finds_no_file_and_brings_none(cast, sign_in, batch, of_north):
    browser = sign_in(of_north)
    for path in ("/imports/", "/imports/new/", batch.get_absolute_url()):
        assert sign_in(cast.priya).get(path).status_code == 200
        assert browser.get(path).status_code == 404
    for step in ("apply", "undo", "give-up", "correct"):
        assert browser.post(f"{batch.get_absolute_url()}{step}/").status_code == 404
    file = SimpleUploadedFile("list.csv", b"name,received\nDan,2026-03-01\n")
    assert browser.post("/imports/new/", {"file": file, "kind": "referrals"}).status_code == 404
    assert [each.status for each in ImportBatch.objects.all()] == ["checked"]


def test_her_work_does_not_ask_for_her_word_on_it(cast, sign_in, batch, of_north):
    assert "A spreadsheet waits" in sign_in(cast.priya).get("/").content.decode()
    page = sign_in(of_north).get("/").content.decode()
    assert "A spreadsheet waits" not in page
    assert "/imports/" not in page


def test_no_query_finds_it_for_her(cast, batch, of_north):
    seated = seat(of_north, cast.service, on=NOW.date())
    assert list(ImportBatch.objects.visible_to(seated)) == []
    assert list(ImportBatch.objects.visible_to(cast.priya)) == [batch]
