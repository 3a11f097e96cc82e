"""What the page of a file says it found, so that a director can hold it against the paper."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from referrals.actions.imports import work
from referrals.models import ImportBatch
from services.wall import set_frame
from tests.conftest import NOW
from tests.factories import make_client

HEAD = "Date received,Name,Source\n"


@pytest.fixture
def director(cast, sign_in):
    return sign_in(cast.priya)


@pytest.fixture
def page_of(cast, director):
    """The page of the file brought last, once it has been read."""

    def page(raw: str = "", name: str = "list.csv", kind: str = "referrals") -> str:
        if raw:
            director.post("/imports/new/", {"file": SimpleUploadedFile(name, raw.encode()), "kind": kind})
        return read()

    def read() -> str:
        work.run_due_imports(at=NOW)
        set_frame(service=cast.service.pk, roles=["director", "intake"])
        return director.get(newest().get_absolute_url()).content.decode()

    return page


def newest() -> ImportBatch:
    """The clock stands in these tests, so it is asked for by its name where there are two."""
    again = ImportBatch.objects.filter(file_name="again.csv")
    return again.get() if again else ImportBatch.objects.get()


def test_a_file_of_which_no_row_can_come_in_is_not_called_old_news(page_of):
    page = page_of(HEAD + "2026-01-02,Kofi Amis,zzz\n")
    assert "No row can come in as it is." in page
    assert "There is nothing new to bring in." not in page


def test_a_row_entered_twice_is_not_said_to_be_here_already(page_of):
    page = page_of(HEAD + "2026-01-02,Kofi Amis,self\n2026-01-02,Kofi Amis,self\n")
    assert "2: 1 new, 1 entered twice</dd>" in page


def test_the_same_file_again_is_here_already(page_of, director):
    once = HEAD + "2026-01-02,Kofi Amis,self\n"
    page_of(once)
    director.post(f"{newest().get_absolute_url()}apply/")
    page_of()
    page = page_of(once, "again.csv")
    assert "1: 0 new, 1 already here</dd>" in page
    assert "There is nothing new to bring in." in page


def test_what_its_rows_say_is_counted_in_words(page_of):
    page = page_of(HEAD + "2026-01-02,Kofi Amis,self\n2026-01-03,Lee Lowe,court\n2026-01-04,Ben Ware,court\n")
    assert "<dt>How they came</dt><dd>A court (2), He came by himself (1)</dd>" in page


def test_many_rows_to_mend_are_folded_so_that_the_questions_below_are_found(page_of):
    page = page_of(HEAD + "".join(f"2026-01-02,Kofi Amis {n},zzz\n" for n in range(25)))
    assert "<summary>Show 5 more</summary>" in page
    assert page.count("does not tell who brought him") == 25


def test_a_file_taken_for_another_kind_says_what_it_was_read_as(page_of):
    page = page_of("Name;1/2/2024;8/2/2024\nDan Okafor;P;P\n")
    assert "It was read as: Referrals." in page
    assert 'href="/imports/new/">bring it again</a>' in page


@pytest.fixture
def namesake(cast):
    return make_client(
        service=cast.service,
        reference="D2",
        first_name="Dan",
        last_name="Okafor",
        date_of_birth="1988-03-04",
    )


def test_namesakes_are_told_apart_by_more_than_a_reference(page_of, namesake):
    page = page_of("Name;1/2/2024;8/2/2024\nDan Okafor;P;P\n", "Tuesdays.csv", "register")
    assert '<h2 id="names">Who is meant?</h2>' in page
    assert 'href="#names"' in page
    assert ">Dan Okafor, 4 March 1988, D2</option>" in page


def test_who_was_named_can_be_unnamed(page_of, director, namesake):
    page_of("Name;1/2/2024;8/2/2024\nDan Okafor;P;P\n", "Tuesdays.csv", "register")
    url = f"{newest().get_absolute_url()}correct/"
    director.post(url, {"column-0": "name", "man-0": "D2"})
    assert '<option value="D2" selected>' in page_of()
    director.post(url, {"column-0": "name", "man-0": ""})
    page_of()
    assert (newest().result["accepted"], newest().options["mapping"]["men"]) == (0, {})


def test_a_group_that_is_here_is_offered_by_its_name(cast, director, page_of):
    offered = f'<option value="{cast.group.name}"></option>'
    assert offered in director.get("/imports/new/").content.decode()
    assert offered in page_of("Name;1/2/2024;8/2/2024\nDan Okafor;P;P\n", "Tuesdays.csv", "register")
    assert offered not in page_of(HEAD + "2026-01-02,Kofi Amis,self\n", "again.csv")
