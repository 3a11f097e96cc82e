"""The migration operation that puts a table behind the wall, in one line: `Wall("client")`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import models
from django.db.migrations.operations.base import Operation

THIS_SERVICE = "(select nullif(current_setting('app.service', true), '')::uuid)"
THIS_PERSON = "(select nullif(current_setting('app.person', true), '')::uuid)"
THIS_TOKEN = "(select nullif(current_setting('app.token', true), ''))"  # noqa: S105 (a setting's name)


def role_among(roles: Iterable[str]) -> str:
    """SQL that is true when the person asking holds one of these roles."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"(select string_to_array(current_setting('app.roles', true), ',') && array[{named}])"


class Wall(Operation):
    """Row-level security (forced), a key through the service, and foreign keys that cannot leave the service.

    `roles` closes the table to everybody else, whatever the pages say; `also` is a further SQL condition
    under which a row may be read (a person's own memberships before a service is chosen); `append_only`
    takes UPDATE and DELETE away; `reports` lets the reporting role read it.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        model: str,
        *,
        roles: Iterable[str] = (),
        also: str = "",
        append_only: bool = False,
        reports: bool = False,
    ) -> None:
        self.model, self.roles, self.also = model, tuple(roles), also
        self.append_only, self.reports = append_only, reports

    def deconstruct(self):
        kwargs = {
            name: getattr(self, name)
            for name in ("roles", "also", "append_only", "reports")
            if getattr(self, name)
        }
        return self.__class__.__name__, [self.model], kwargs

    def state_forwards(self, app_label, state) -> None:
        """Nothing of this is known to Django's models."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        for statement in self._statements(model):
            schema_editor.execute(statement)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        table = from_state.apps.get_model(app_label, self.model)._meta.db_table
        schema_editor.execute(f'drop policy if exists wall on "{table}"')
        schema_editor.execute(
            f'alter table "{table}" no force row level security, disable row level security'
        )

    def describe(self) -> str:
        return f"Put {self.model} behind the wall"

    def _statements(self, model: type[models.Model]) -> Iterator[str]:
        table = model._meta.db_table
        inside = f"service_id = {THIS_SERVICE}"
        if self.roles:
            inside += f" and {role_among(self.roles)}"
        readable = f"({inside}) or ({self.also})" if self.also else inside
        yield f'alter table "{table}" enable row level security'
        yield f'alter table "{table}" force row level security'
        yield f'create policy wall on "{table}" using ({readable}) with check ({inside})'
        # Event tables of the history have a key of their own, and nothing points at them.
        if model._meta.pk.name == "id":
            yield f'alter table "{table}" add constraint "{table}_in_service" unique (service_id, id)'
        yield from self._composite_keys(model)
        if self.append_only:
            roles = f"{settings.DATABASE_ROLES['app']}, {settings.DATABASE_ROLES['worker']}"
            yield f'revoke update, delete, truncate on "{table}" from {roles}'
        if self.reports:
            yield f'grant select on "{table}" to {settings.DATABASE_ROLES["reports"]}'

    def _composite_keys(self, model: type[models.Model]) -> Iterator[str]:
        for field in model._meta.local_fields:
            if not isinstance(field, models.ForeignKey) or not getattr(field, "db_constraint", True):
                continue
            # By its name: the class at hand may be from before the other table had a service.
            if _is_walled(model._meta.apps.get_model(field.remote_field.model._meta.label)):
                yield _composite_key(model, field)


class WalledKey(Operation):
    """The key through the service for a foreign key that joins a table behind the wall later."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, model: str, field: str) -> None:
        self.model, self.field = model, field

    def deconstruct(self):
        return self.__class__.__name__, [self.model, self.field], {}

    def state_forwards(self, app_label, state) -> None:
        """Nothing of this is known to Django's models."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        # Rows made in this migration are checked first: PostgreSQL alters no table with checks still owed.
        schema_editor.execute("set constraints all immediate; set constraints all deferred")
        schema_editor.execute(_composite_key(model, model._meta.get_field(self.field)))

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        model = from_state.apps.get_model(app_label, self.model)
        name = _key_name(model, model._meta.get_field(self.field))
        schema_editor.execute(f'alter table "{model._meta.db_table}" drop constraint "{name}"')

    def describe(self) -> str:
        return f"Hold {self.field} of {self.model} within its service"


def _composite_key(model: type[models.Model], field: models.ForeignKey) -> str:
    """Foreign keys look past row-level security, so each carries the service with it."""
    return (
        f'alter table "{model._meta.db_table}" add constraint "{_key_name(model, field)}" '
        f'foreign key (service_id, "{field.column}") '
        f'references "{field.remote_field.model._meta.db_table}" (service_id, id) deferrable initially deferred'
    )


def _key_name(model: type[models.Model], field: models.ForeignKey) -> str:
    return f"{model._meta.db_table}_{field.column}_same_service"


def _is_walled(model: type[models.Model]) -> bool:
    return any(field.name == "service" for field in model._meta.local_fields)
