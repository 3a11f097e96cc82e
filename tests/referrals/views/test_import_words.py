"""Words nobody knows: a director says what each means, once, and its rows come in."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from referrals.actions.imports import work
from referrals.models import ImportBatch
from referrals.models.import_batch import Status
from services.wall import set_frame
from tests.conftest import NOW

LIST = (
    "Date received,Name,Source\n2026-01-02,Kofi Amis,self\n2026-01-03,Lee Lowe,Blue door\n"
    "2026-01-04,Ben Ware,blue door\n2026-01-05,Sol Reed,zzz\n"
)


@pytest.fixture
def director(cast, sign_in):
    return sign_in(cast.priya)


@pytest.fixture
def bring(cast, director):
    def of(raw: str, kind: str = "referrals") -> ImportBatch:
        file = SimpleUploadedFile("list.csv", raw.encode())
        director.post("/imports/new/", {"file": file, "kind": kind})
        return read(ImportBatch.objects.get())

    def read(batch: ImportBatch) -> ImportBatch:
        work.run_due_imports(at=NOW)
        set_frame(service=cast.service.pk, roles=["director", "intake"])
        batch.refresh_from_db()
        return batch

    of.read = read
    return of


def correct(director, batch, **said):
    page = director.get(batch.get_absolute_url())
    form = page.context["form"]
    fields = {
        field.html_name: field.value() or "" for field in (*form.columns, *form.others, *form.unknown_words)
    }
    return director.post(f"{batch.get_absolute_url()}correct/", fields | said)


def test_each_word_is_asked_once_with_how_many_rows_say_it(director, bring):
    batch = bring(LIST)
    assert batch.result["accepted"] == 1
    page = director.get(batch.get_absolute_url())
    asked = [(field.label, field.help_text) for field in page.context["form"].unknown_words]
    assert asked == [
        ("“Blue door” in “How he came”", "2 rows say so."),
        ("“zzz” in “How he came”", "1 row says so."),
    ]
    assert "What do these words mean?" in page.content.decode()


def test_said_once_its_rows_come_in_and_the_others_stay_out(director, bring):
    batch = bring(LIST)
    correct(director, batch, **{"word-0": "other"})
    bring.read(batch)
    assert batch.options["mapping"]["values"] == {"source": {"Blue door": "other"}}
    assert (batch.result["accepted"], batch.result["counts"]["source"]) == (3, {"self": 1, "other": 2})
    assert [each["word"] for each in batch.result["unknown"]] == ["zzz"]


def test_what_was_said_can_be_said_otherwise_or_taken_back(director, bring):
    batch = bring(LIST)
    correct(director, batch, **{"word-0": "other"})
    bring.read(batch)
    words = director.get(batch.get_absolute_url()).context["form"].unknown_words
    assert [(field.label[:6], field.value()) for field in words] == [("“zzz” ", ""), ("“Blue ", "other")]
    correct(director, batch, **{"word-1": "court"})
    bring.read(batch)
    assert batch.result["counts"]["source"] == {"self": 1, "court": 2}
    correct(director, batch, **{"word-1": "court", "word-0": "", "dates": ""})
    bring.read(batch)
    correct(director, batch, **{"word-1": ""})
    bring.read(batch)
    assert batch.options["mapping"]["values"] == {"source": {}}
    assert batch.result["accepted"] == 1


def test_a_code_that_is_none_of_ours_is_refused(director, bring):
    batch = bring(LIST)
    answer = correct(director, batch, **{"word-0": "angel"})
    assert answer.status_code == 422
    batch.refresh_from_db()
    assert (batch.status, batch.options["mapping"]) == (Status.CHECKED, {})


def test_outcomes_can_be_explained_too(cast, director, bring):
    row = f"{cast.dan.reference},Thursdays,2026-01-0"
    batch = bring(
        f"client_ref,group,session_on,outcome,minutes_late,reason\n{row}2,present,,\n{row}3,wibble,,\n",
        "attendance",
    )
    correct(director, batch, **{"word-0": "excused"})
    bring.read(batch)
    assert batch.result["counts"]["outcome"] == {"present": 1, "excused": 1}


def test_what_a_partner_said_is_not_offered_as_a_word(director, bring):
    batch = bring("Date received,Name,Source\n2026-01-02,Kofi Amis,she says he hits her, keep it secret\n")
    assert batch.result["unknown"] == []
    assert b"hits" not in director.get(batch.get_absolute_url()).content


def test_the_days_after_which_a_referral_is_old_are_on_the_page(director, bring):
    batch = bring(LIST.replace("2026-01-02", "2024-01-02"))
    page = director.get(batch.get_absolute_url())
    assert "received more than 90 days ago" in page.content.decode()
    assert page.context["form"]["set_aside_after"].value() == 90
    correct(director, batch, set_aside_after="3000")
    bring.read(batch)
    assert (batch.result["set_aside"], batch.options["set_aside_after"]) == (0, 3000)
    assert correct(director, batch, set_aside_after="-1").status_code == 422
