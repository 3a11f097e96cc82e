"""A signed note is locked in the database itself: for every column, whoever asks and however."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from programs.actions import progress_notes
from programs.models import ProgressNote
from tests.conftest import NOW

COLUMNS = sorted(field.column for field in ProgressNote._meta.local_concrete_fields)
OTHER = {
    "boolean": "not {}",
    "uuid": "gen_random_uuid()",
    "integer": "{} + 1",
    "bytea": "'\\x00'",
    "jsonb": "'[\"listened\"]'",
    "date": "'2020-01-01'",
    "timestamp with time zone": "'2020-01-01'",
    "character varying": "'x'",
}


def type_of(run, column: str) -> str:
    return run(
        "select data_type from information_schema.columns where table_name = 'programs_progressnote' "
        "and column_name = %s",
        [column],
    )[0][0]


def change(run, note, column: str) -> None:
    value = OTHER[type_of(run, column)].format(column)
    with transaction.atomic():
        run(f"update programs_progressnote set {column} = {value} where id = %s", [note.pk])


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_a_signed_note_can_be_changed(house, run, column):
    with pytest.raises(DatabaseError, match=r"signed note cannot be changed|row-level security"):
        change(run, house.note, column)


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_a_note_that_was_added_to_can_be_changed(house, run, column):
    progress_notes.amend(
        note=ProgressNote.objects.get(pk=house.note.pk), words="He called later.", by=house.tom, at=NOW
    )
    with pytest.raises(DatabaseError, match=r"signed note cannot be changed|row-level security"):
        change(run, house.note, column)


def test_a_status_moves_alone(house, run):
    """Nothing else slips through with a step that is allowed."""
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        run(
            "update programs_progressnote set status = 'amended', did = '\\x00' where id = %s",
            [house.note.pk],
        )
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        run(
            "update programs_progressnote set status = 'amended', error_reason = 'x' where id = %s",
            [house.note.pk],
        )


def test_a_note_is_not_called_an_error_without_saying_why(house, run):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        run("update programs_progressnote set status = 'in_error' where id = %s", [house.note.pk])


def test_a_signed_note_cannot_become_a_draft_again(house, run):
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        run(
            "update programs_progressnote set status = 'draft', signed_at = null where id = %s",
            [house.note.pk],
        )


@pytest.mark.parametrize(
    "sql", ["delete from programs_progressnote", "truncate programs_progressnote cascade"]
)
def test_a_signed_note_cannot_be_taken_away(house, run, sql):
    with pytest.raises(DatabaseError, match=r"cannot be deleted|permission denied"), transaction.atomic():
        run(sql)
    assert ProgressNote.objects.filter(pk=house.note.pk).exists()


def test_it_can_be_added_to(house):
    signed = ProgressNote.objects.get(pk=house.note.pk)
    addition = progress_notes.amend(note=signed, words="He called later.", by=house.tom, at=NOW)
    signed.refresh_from_db()
    assert (addition.amends_id, signed.status, signed.did) == (signed.pk, "amended", "Called her lawyer.")


def test_a_draft_is_free(house, run):
    draft = progress_notes.begin(enrollment=house.other_place, session=house.session, by=house.tom, at=NOW)
    run("update programs_progressnote set none_seen_yet = true where id = %s", [draft.pk])
    run("delete from programs_progressnote where id = %s", [draft.pk])
    assert not ProgressNote.objects.filter(pk=draft.pk).exists()


def test_without_the_guard_a_signed_note_changes(house, as_role, run):
    """The twin: it is the trigger that holds, nothing else."""
    as_role("owner")
    run("alter table programs_progressnote disable trigger note_locked")
    as_role("app")
    change(run, house.note, "did")
    run("delete from programs_progressnote where id = %s", [house.note.pk])
    assert not ProgressNote.objects.filter(pk=house.note.pk).exists()


def test_what_was_added_is_locked_too(house, run):
    signed = ProgressNote.objects.get(pk=house.note.pk)
    addition = progress_notes.amend(note=signed, words="He called later.", by=house.tom, at=NOW)
    with pytest.raises(DatabaseError, match="cannot be changed"):
        change(run, addition, "concerns")
