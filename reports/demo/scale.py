"""The demo many times over, for benchmarks: every man, group and mark copied inside the database, in seconds."""

from __future__ import annotations

from django.db import connection, models

from programs.models import Attendance, Enrollment, Facilitator, Group, GroupSession
from referrals.models import Referral
from services.models import Client, ContactRule, Service
from services.wall import acting_as

# In the order in which they point at each other. Programs, sites and staff stay as they are.
COPIED = (Client, ContactRule, Group, Facilitator, GroupSession, Referral, Enrollment, Attendance)
# What must stay different from copy to copy.
MARKED = {(Client, "reference"), (Client, "last_name"), (Group, "name")}


def multiply(service: Service, *, times: int) -> None:
    """Leave `times` as many men as there were. The ids of a copy follow from the first's, so that rows find each other."""
    with acting_as(service=service.pk, roles=["director"]), connection.cursor() as cursor:
        for model in COPIED:
            cursor.execute(_copy(model), [times - 1])


def _copy(model: type[models.Model]) -> str:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(_value(model, field) for field in fields)
    table = model._meta.db_table
    return (
        f'insert into "{table}" ({columns}) select {values} '  # noqa: S608 (names of our own tables)
        f'from "{table}" o cross join generate_series(1, %s) as copy(n)'
    )


def _value(model: type[models.Model], field: models.Field) -> str:
    column = f'o."{field.column}"'
    target = field.remote_field.model if field.remote_field else None
    if field.primary_key or target in COPIED:
        return f"md5({column}::text || copy.n)::uuid"
    if (model, field.name) in MARKED:
        return f"{column} || ' ' || copy.n"
    return column
