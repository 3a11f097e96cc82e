"""The short way through migrations: fewer classes drawn, the same statements."""

from __future__ import annotations

from contextlib import nullcontext
from unittest import mock

import pytest
from django.db import connection, migrations, models
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState

from services.migrating import only_what_is_added

pytestmark = pytest.mark.django_db

SHELVES = [
    migrations.CreateModel("Shelf", [("id", models.IntegerField(primary_key=True))]),
    migrations.CreateModel("Book", [("id", models.IntegerField(primary_key=True))]),
    migrations.AddField("book", "shelf", models.ForeignKey("attic.Shelf", models.CASCADE)),
    migrations.AddField("shelf", "width", models.IntegerField(default=1)),
    migrations.AddIndex("shelf", models.Index(fields=["width"], name="by_width")),
]
# Every key that points there changes its type with it.
WIDER = migrations.AlterField("shelf", "id", models.BigIntegerField(primary_key=True))


def apply(operations, *, way) -> tuple[list[str], int]:
    """The statements these come to, and how many classes it took."""
    migration = migrations.Migration("0001_shelves", "attic")
    migration.operations = list(operations)
    state = ProjectState()
    assert len(state.apps.get_models()) == 0  # rendered beforehand, as the command does
    drawn = mock.patch.object(ModelState, "render", autospec=True, side_effect=ModelState.render)
    with connection.schema_editor(collect_sql=True) as editor, way(), drawn as render:
        migration.apply(state, editor)
        return editor.collected_sql, render.call_count


def test_what_only_adds_draws_the_one_model_it_touches():
    assert apply(SHELVES, way=only_what_is_added)[1] == len(SHELVES) < apply(SHELVES, way=nullcontext)[1]


def test_both_ways_come_to_the_same_statements():
    operations = [*SHELVES, WIDER, migrations.RenameField("shelf", "width", "breadth")]
    statements, _ = apply(operations, way=only_what_is_added)
    assert statements == apply(operations, way=nullcontext)[0]
    assert any('"attic_book" ALTER COLUMN "shelf_id" TYPE bigint' in statement for statement in statements)


class Look(Operation):
    """One that we know nothing of: does the book point at the shelf there is?"""

    reduces_to_sql = True

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for state in (from_state, to_state):
            book, shelf = state.apps.get_model("attic", "Book"), state.apps.get_model("attic", "Shelf")
            assert book._meta.get_field("shelf").related_model is shelf
        schema_editor.execute("select 'looked'")


def test_what_does_more_than_add_finds_every_model_knowing_every_other():
    assert "select 'looked';" in apply([*SHELVES, Look()], way=only_what_is_added)[0]
