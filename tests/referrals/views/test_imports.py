"""The director's way with a spreadsheet, from the file to its undoing, and who never sees it."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from referrals.actions.imports import work
from referrals.models import ImportBatch, Referral
from referrals.models.import_batch import Status
from services.models import Client
from services.wall import set_frame
from tests.conftest import NOW
from tests.factories import make_client
from tests.referrals.spreadsheets.samples import content

HEAD = "Date received,Surname,Given names,Source,Notes\n"
LIST = (
    HEAD + "2025-01-02,Amis,Kofi,self,\n2025-01-03,Lowe,Lee,wife rang,she says he drinks\n,Beck,Tom,self,\n"
)


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def director(cast, sign_in):
    return sign_in(cast.priya)


def sent(browser, raw: bytes | str, name: str = "list.csv", **fields):
    raw = raw.encode() if isinstance(raw, str) else raw
    return browser.post(
        "/imports/new/", {"file": SimpleUploadedFile(name, raw), "kind": "referrals", **fields}
    )


def frame(cast) -> None:
    set_frame(service=cast.service.pk, roles=["director", "intake"])


def go(cast) -> None:
    work.run_due_imports(at=NOW)
    frame(cast)


@pytest.fixture
def checked(cast, director) -> ImportBatch:
    sent(director, LIST)
    go(cast)
    return ImportBatch.objects.get()


def test_an_empty_desk_invites(director):
    page = director.get("/imports/")

    assert page.status_code == 200
    assert b"Bring the first file" in page.content


def test_from_the_file_to_the_men_and_back(cast, director):
    men = Client.objects.count()
    page = sent(director, LIST)
    frame(cast)
    batch = ImportBatch.objects.get()
    assert page.url == batch.get_absolute_url() == f"/imports/{batch.pk}/"
    assert b"hx-get" in director.get(page.url).content

    go(cast)
    page = director.get(page.url)
    assert b"2 rows are ready to come in." in page.content
    assert b"1 row cannot come in" in page.content
    assert "There is no date in “Date received”.".encode() in page.content
    assert b"drinks" not in page.content
    assert b"Rows of the file: 3" in page.content
    assert Client.objects.count() == men

    director.post(f"{batch.get_absolute_url()}apply/")
    go(cast)
    assert b"2 rows were brought in." in director.get(batch.get_absolute_url()).content
    assert Client.objects.count() == men + 2

    director.post(f"{batch.get_absolute_url()}undo/")
    go(cast)
    assert b"taken back" in director.get(batch.get_absolute_url()).content
    assert Client.objects.count() == men


def test_columns_can_be_put_right_and_are_read_again(cast, director):
    sent(director, "Who,When,Door\nDan Ames,2025-01-02,self\n")
    go(cast)
    batch = ImportBatch.objects.get()
    page = director.get(batch.get_absolute_url())
    assert b"could not be read" in page.content
    assert [field.label for field in page.context["form"].columns] == ["Who", "When", "Door"]

    page = director.post(
        f"{batch.get_absolute_url()}correct/",
        {"column-0": "name", "column-1": "received_on", "column-2": "source", "dates": ""},
    )
    assert page.url == batch.get_absolute_url()
    go(cast)

    batch.refresh_from_db()
    assert (batch.status, batch.result["accepted"]) == (Status.CHECKED, 1)


def test_a_column_can_be_left_out(cast, director, checked):
    page = director.get(checked.get_absolute_url())
    fields = {
        field.html_name: field.value() or ""
        for field in (*page.context["form"].columns, *page.context["form"].others)
    }

    director.post(f"{checked.get_absolute_url()}correct/", fields | {"column-3": ""})
    go(cast)

    checked.refresh_from_db()
    assert checked.options["mapping"]["columns"] == {"Source": ""}
    assert checked.result["accepted"] == 0


def test_a_column_that_is_none_of_ours_is_refused(director, checked):
    page = director.post(f"{checked.get_absolute_url()}correct/", {"column-0": "favourite"})

    assert page.status_code == 422
    checked.refresh_from_db()
    assert checked.status == Status.CHECKED


def formula() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Date received", "Surname", "Source"])
    book.active.append(["=TODAY()", "Ames", "self"])
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "status", "sentence"),
    [
        ("list.csv", b"\x89PNG\r\n\x1a\n" + bytes(100), 422, "a picture, whatever its name says"),
        ("list.csv", b"", 422, "This file is empty."),
        ("list.csv", b"a," * 5_000, 422, "more than 1,000 columns"),
        ("list.csv", b"x" * (60 * 1024 * 1024), 413, "This file is 60 MB."),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 422, "old Excel format"),
    ],
)
def test_what_is_no_spreadsheet_is_said_at_once(cast, director, name, raw, status, sentence):
    page = sent(director, raw, name)

    assert page.status_code == status
    assert sentence in page.content.decode()
    frame(cast)
    assert ImportBatch.objects.count() == 0


def test_a_formula_cell_is_named(cast, director):
    sent(director, formula(), "list.xlsx")
    go(cast)

    page = director.get(ImportBatch.objects.get().get_absolute_url())

    assert b"Cell A2 holds a formula and no value." in page.content


def test_unknown_codes_and_days_to_come_are_named(cast, director):
    sent(director, HEAD + "2025-01-02,Ames,Kofi,slef,\n2031-01-02,Lowe,Lee,self,\n")
    go(cast)

    page = director.get(ImportBatch.objects.get().get_absolute_url()).content.decode()

    assert "“slef” in “Source” does not tell who brought him" in page
    assert "“2031-01-02” is a day that has not come yet." in page
    assert "No row can come in as it is." in page


def test_a_form_without_a_file_is_refused(director):
    page = director.post("/imports/new/", {"kind": "referrals"})

    assert page.status_code == 422
    assert page.context["form"].errors["file"]


def test_it_can_be_given_up(cast, director, checked):
    director.post(f"{checked.get_absolute_url()}give-up/")

    frame(cast)
    checked.refresh_from_db()
    assert (checked.status, checked.content) == (Status.GIVEN_UP, None)
    assert b"given up" in director.get(checked.get_absolute_url()).content


def test_a_step_out_of_order_says_so(director, checked):
    page = director.post(f"{checked.get_absolute_url()}undo/", follow=True)

    assert "This import is “Checked, nothing written yet” now" in page.content.decode()
    assert Referral.objects.count() == 0


def test_progress_is_a_piece_until_it_is_done(cast, director):
    sent(director, LIST)
    frame(cast)
    batch = ImportBatch.objects.get()
    url = f"{batch.get_absolute_url()}progress/"

    ImportBatch.objects.update(
        status=Status.APPLYING, done=40, total=120, lease_until=NOW + timedelta(minutes=1)
    )
    piece = director.get(url)
    assert b'value="40" max="120"' in piece.content
    assert "HX-Refresh" not in piece

    frame(cast)
    ImportBatch.objects.update(status=Status.UPLOADED, lease_until=None)
    go(cast)
    assert director.get(url)["HX-Refresh"] == "true"


def test_the_rows_to_mend_can_be_taken_along(director, checked):
    answer = director.get(f"{checked.get_absolute_url()}?format=csv")

    assert answer["Content-Type"].startswith("text/csv")
    assert "4,Date received,There is no date in “Date received”.,received_missing" in answer.content.decode(
        "utf-8-sig"
    )


@pytest.mark.parametrize("path", ["/imports/", "/imports/new/", "", "progress/"])
def test_it_is_the_directors_alone(cast, sign_in, client, checked, path):
    path = path if path.startswith("/") else f"/imports/{checked.pk}/{path}"

    assert sign_in(cast.priya).get(path).status_code == 200
    for staff in (cast.tom, cast.ines, cast.pete, cast.ada):
        assert sign_in(staff).get(path).status_code == 404
    assert client.get(path).url.startswith("/accounts/login/")


@pytest.mark.parametrize("path", ["", "progress/", "apply/", "undo/", "give-up/", "correct/"])
def test_another_service_has_no_such_file(cast, sign_in, checked, path):
    browser = sign_in(cast.wes)
    url = f"/imports/{checked.pk}/{path}"

    assert (browser.get(url) if path in ("", "progress/") else browser.post(url)).status_code == 404
    assert b"list.csv" not in browser.get("/imports/").content
    frame(cast)
    checked.refresh_from_db()
    assert checked.status == Status.CHECKED


def test_steps_are_taken_by_post_alone(director, checked):
    for path in ("apply/", "undo/", "give-up/", "correct/"):
        assert director.get(f"/imports/{checked.pk}/{path}").status_code == 405


@pytest.mark.parametrize("files", [2, 5])
def test_the_list_asks_as_much_for_five_files_as_for_two(cast, director, files, django_assert_num_queries):
    for _each in range(files):
        sent(director, LIST)

    with django_assert_num_queries(8):
        director.get("/imports/")


def test_the_page_of_a_register_names_its_sheets(cast, director):
    sent(
        director, content("register_tuesday.xlsx"), "register_tuesday.xlsx", kind="register", group="Tuesdays"
    )
    go(cast)

    page = director.get(ImportBatch.objects.get().get_absolute_url()).content.decode()

    assert "29: 29 new" in page
    assert "Autumn 2023, row 10" in page
    assert "New groups" in page


def test_of_two_namesakes_the_director_names_the_one_who_is_meant(cast, director):
    make_client(service=cast.service, reference="D2", first_name="Dan", last_name="Okafor")
    sent(director, "Name;1/2/2024;8/2/2024\nDan Okafor;P;P\n", "Tuesdays.csv", kind="register")
    go(cast)
    batch = ImportBatch.objects.get()
    page = director.get(batch.get_absolute_url())
    assert "Who is “Dan Okafor”?" in page.content.decode()

    director.post(f"{batch.get_absolute_url()}correct/", {"column-0": "name", "man-0": "D2"})
    go(cast)

    batch.refresh_from_db()
    assert (batch.status, batch.result["accepted"], batch.result["refused"]) == (Status.CHECKED, 1, [])
