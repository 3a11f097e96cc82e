"""Migration operations that put the wing where it is: its schema, and before each table a wall of its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.db.migrations.operations.base import Operation

from partners.schema import SCHEMA
from services.wall_operations import THIS_PERSON, THIS_SERVICE, role_among

IN_SERVICE = f"service_id = {THIS_SERVICE}"
OF_THE_WING = f"{IN_SERVICE} and {role_among(['partner_worker'])}"
OF_ITS_WRITER = f"{IN_SERVICE} and staff_id = {THIS_PERSON}"


def make_schema(apps, schema_editor) -> None:
    """The schema, and what app, worker and maintenance may do with the tables that come into it."""
    names = settings.DATABASE_ROLES
    ours = ", ".join((names["app"], names["worker"], names["maintenance"]))
    schema_editor.execute(f"create schema if not exists {SCHEMA}")
    schema_editor.execute(f"grant usage on schema {SCHEMA} to {ours}")
    schema_editor.execute(
        f"alter default privileges in schema {SCHEMA} grant select, insert, update, delete on tables to {ours}"
    )
    schema_editor.execute(
        f"alter default privileges in schema {SCHEMA} grant usage, select on sequences to {ours}"
    )


def drop_schema(apps, schema_editor) -> None:
    names = settings.DATABASE_ROLES
    ours = ", ".join((names["app"], names["worker"], names["maintenance"]))
    for what in ("tables", "sequences"):
        schema_editor.execute(f"alter default privileges in schema {SCHEMA} revoke all on {what} from {ours}")
    schema_editor.execute(f"drop schema if exists {SCHEMA}")


class WingWall(Operation):
    """Row-level security (forced): the partner worker alone reads.

    `door` lets anybody who acts in the service put a row in, and see nothing of it afterwards; `of_writer` gives a row
    to the person who writes it and to nobody else; `append_only` takes UPDATE and DELETE away.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self, model: str, *, door: bool = False, of_writer: bool = False, append_only: bool = False
    ) -> None:
        self.model, self.door, self.of_writer, self.append_only = model, door, of_writer, append_only

    def deconstruct(self):
        chosen = {name: True for name in ("door", "of_writer", "append_only") if getattr(self, name)}
        return self.__class__.__name__, [self.model], chosen

    def state_forwards(self, app_label, state) -> None:
        """Nothing of this is known to Django's models."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for statement in self._statements(to_state.apps.get_model(app_label, self.model)):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        table = schema_editor.quote_name(from_state.apps.get_model(app_label, self.model)._meta.db_table)
        schema_editor.execute(f"drop policy wall on {table}")
        schema_editor.execute(f"drop policy if exists door on {table}")
        schema_editor.execute(f"alter table {table} no force row level security, disable row level security")

    def describe(self) -> str:
        return f"Put {self.model} behind the wall of the wing"

    def _statements(self, model: type[models.Model]) -> Iterator[str]:
        table = f'"{model._meta.db_table}"'
        name = model._meta.model_name
        inside = OF_ITS_WRITER if self.of_writer else OF_THE_WING
        yield f"alter table {table} enable row level security"
        yield f"alter table {table} force row level security"
        yield f"create policy wall on {table} using ({inside}) with check ({inside})"
        if self.door:
            yield f"create policy door on {table} for insert with check ({IN_SERVICE})"
        if model._meta.pk.name == "id":
            yield f'alter table {table} add constraint "{name}_in_service" unique (service_id, id)'
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", True):
                # Foreign keys look past row-level security, so each carries the service with it.
                yield (
                    f'alter table {table} add constraint "{name}_{field.column}_same_service" '
                    f'foreign key (service_id, "{field.column}") '
                    f'references "{field.remote_field.model._meta.db_table}" (service_id, id) '
                    "deferrable initially deferred"
                )
        if self.append_only:
            served = f"{settings.DATABASE_ROLES['app']}, {settings.DATABASE_ROLES['worker']}"
            yield f"revoke update, delete, truncate on {table} from {served}"
