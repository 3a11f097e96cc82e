"""Which database role serves: what each may touch, and the refusal to serve as the wrong one."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.backends.signals import connection_created

WHO_AM_I = """
    select current_user, r.rolsuper, r.rolbypassrls,
           exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where n.nspname = 'public' and c.relkind = 'r' and c.relowner = r.oid)
    from pg_roles r where r.rolname = current_user
"""


def grant_defaults(sender, using="default", **kwargs) -> None:
    """Before the first table: what the owner makes from now on, app, worker and maintenance may use.

    Default privileges belong to a database, so every new one (each test database too) starts without them.
    """
    if sender.name != "services":
        return
    names = settings.DATABASE_ROLES
    using_roles = ", ".join((names["app"], names["worker"], names["maintenance"]))
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"alter default privileges in schema public grant select, insert, update, delete on tables to {using_roles};"
            f"alter default privileges in schema public grant usage, select on sequences to {using_roles};"
            f"grant usage on schema public to {using_roles}, {names['reports']}"
        )


def close_history_switch(sender, using="default", **kwargs) -> None:
    """pgtrigger lets anybody with SQL switch its triggers off for a session; our history may not be switched off.

    Each installation of a trigger writes the switch anew, so this runs after every migration.
    """
    if sender.name != "services":
        return
    with connections[using].cursor() as cursor:
        cursor.execute("select from pg_proc where proname = '_pgtrigger_should_ignore'")
        if cursor.rowcount:
            cursor.execute(
                "create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean "
                "language sql immutable as 'select false'"
            )


def close_list_of_migrations(sender, using="default", **kwargs) -> None:
    """Who serves may read which migrations were done, and not take one away: the next start would do it again."""
    if sender.name != "services":
        return
    names = settings.DATABASE_ROLES
    with connections[using].cursor() as cursor:
        cursor.execute(
            f"revoke insert, update, delete on django_migrations from {names['app']}, {names['worker']}"
        )


def wrong_role(connection) -> str:
    """Why this connection may not serve people; empty when it may."""
    with connection.cursor() as cursor:
        cursor.execute(WHO_AM_I)
        name, superuser, bypasses, owns = cursor.fetchone()
    if superuser:
        return f"{name} is a superuser, and a superuser sees through every wall."
    if bypasses:
        return f"{name} bypasses row-level security."
    if owns:
        return f"{name} owns tables, and an owner can take their walls down."
    return ""


def refuse_wrong_role(sender, connection, **kwargs) -> None:
    """On every new connection of a serving process: the right role, or none."""
    why = wrong_role(connection)
    if why:
        connection.close()
        raise ImproperlyConfigured(
            f"The database login is not one that may serve: {why} "
            f"Log in as {settings.DATABASE_ROLES['app']}; docs/running.md says how."
        )


def watch_connections() -> None:
    """Migrations run as the owner and tests change hands; everything else is checked."""
    if not settings.TESTING and settings.DATABASE_ROLE != settings.DATABASE_ROLES["owner"]:
        connection_created.connect(refuse_wrong_role, dispatch_uid="refuse_wrong_role")
