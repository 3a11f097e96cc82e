"""Migrating without drawing every model anew at every step.

Before each operation Django renders the model it touches, and every model that has to do with it, as a class.
With us every table hangs on the service, so that is all of them, hundreds of times over: a minute for an empty
database, nearly all of it spent on classes nobody asks. An operation that only adds renders the one model it
adds to. Whatever changes, takes away or runs Python finds all of them rendered from what the state says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.db.migrations import operations
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from services.wall_operations import Wall, WalledKey

# Nothing rendered before is told otherwise by these: at most it does not yet know what was added.
ADDING = (
    operations.CreateModel,
    operations.AddField,
    operations.AddIndex,
    operations.AddConstraint,
    operations.RunSQL,
    AddTrigger,
    RemoveTrigger,
    Wall,
    WalledKey,
)


@contextmanager
def only_what_is_added() -> Iterator[None]:
    """Within it, migrations go the short way wherever it leads to the same tables."""
    apply = Migration.apply

    def one_by_one(migration, state, schema_editor, collect_sql=False):
        every = migration.operations
        try:
            for operation in every:
                migration.operations = [operation]
                if type(operation) in ADDING:
                    with mock.patch.object(ProjectState, "_find_reload_model", _itself):
                        state = apply(migration, state, schema_editor, collect_sql)
                else:
                    state.clear_delayed_apps_cache()
                    state = apply(migration, state, schema_editor, collect_sql)
        finally:
            migration.operations = every
        return state

    with mock.patch.object(Migration, "apply", one_by_one):
        yield


def _itself(state: ProjectState, app_label: str, model_name: str, delay: bool = False) -> set:
    """The model alone; the state remembers that the others have not heard of it."""
    state.is_delayed = True
    return {(app_label, model_name)}
