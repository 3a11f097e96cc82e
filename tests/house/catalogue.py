"""Questions to PostgreSQL's catalogue: what stands before each table, and who may do what to it."""

from __future__ import annotations

from django.conf import settings
from django.db import connection

from tests.house.lists import APPEND_ONLY, CLOSED_TO, DEFINERS, OUTSIDE, UNIQUE_BY_RANDOM_ID

TABLES = """
    select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),
           (select count(*) from pg_policy p where p.polrelid = c.oid),
           (select coalesce(string_agg(pg_get_expr(p.polqual, p.polrelid) || coalesce(pg_get_expr(p.polwithcheck,
                p.polrelid), ''), ' '), '') from pg_policy p where p.polrelid = c.oid)
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') order by c.relname
"""
COLUMNS = "select attname, attnotnull from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
UNIQUES = """
    select c.relname, i.indisprimary,
           (select array_agg(a.attname::text order by k.place)
            from unnest(i.indkey::int2[]) with ordinality k(number, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number)
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and i.indisunique order by 1, 3
"""
FOREIGN_KEYS = """
    select f.conrelid::regclass::text, f.confrelid::regclass::text,
           (select array_agg(a.attname::text order by k.place) from unnest(f.conkey) with ordinality k(number, place)
            join pg_attribute a on a.attrelid = f.conrelid and a.attnum = k.number)
    from pg_constraint f where f.contype = 'f' and f.connamespace = 'public'::regnamespace
"""
VIEWS = """
    select c.relname, c.relkind, coalesce(c.reloptions::text, '')
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('v', 'm')
"""
FUNCTIONS = """
    select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and p.prosecdef
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
"""
ROLES = "select rolname, rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = any(%s)"
TRIGGERS_OFF = """
    select c.relname || '.' || t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled not in ('O', 'A')
"""


def ask(sql: str, values: list | None = None) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def tables() -> list[str]:
    return [row[0] for row in ask(TABLES)]


def walled() -> list[str]:
    return [table for table in tables() if table not in OUTSIDE]


def before_no_wall() -> list[str]:
    """Tables that are neither behind the wall nor on the list that says why not."""
    problems = [f"{name} is on the list and not in the database" for name in OUTSIDE if name not in tables()]
    for name, enabled, forced, owner, policies, policy in ask(TABLES):
        if owner != settings.DATABASE_ROLES["owner"]:
            problems.append(f"{name} is owned by {owner}")
        if name in OUTSIDE:
            continue
        columns = dict(ask(COLUMNS, [name]))
        if not enabled:
            problems.append(f"{name} has no row-level security")
        if not forced:
            problems.append(f"{name} does not force row-level security on its owner")
        if policies != 1 or "app.service" not in policy:
            problems.append(f"{name} has {policies} policies, or one that does not ask for the service")
        if not columns.get("service_id"):
            problems.append(f"{name} has no service_id, or an empty one is allowed")
    return problems


def open_to_roles() -> list[str]:
    """Tables whose policy does not close them to the roles that have no business there."""
    rows = {row[0]: row[5] for row in ask(TABLES)}
    problems = []
    for table, closed in CLOSED_TO.items():
        policy = rows.get(table, "")
        if "app.roles" not in policy:
            problems.append(f"{table} asks for no role")
        problems += [f"{table} lets {role} in" for role in sorted(closed) if f"'{role}'" in policy]
    return problems


def keys_without_service() -> list[str]:
    """Unique keys that would tell of a row in another service."""
    problems = []
    for table, primary, columns in ask(UNIQUES):
        allowed = UNIQUE_BY_RANDOM_ID.get(table, set())
        if table in OUTSIDE or primary or columns[0] == "service_id" or set(columns) <= allowed:
            continue
        problems.append(f"{table} ({', '.join(columns)})")
    return problems


def no_key_through_service() -> list[str]:
    """Tables that cannot be pointed at through the service. Nothing points at events."""
    have = {table for table, _primary, columns in ask(UNIQUES) if columns == ["service_id", "id"]}
    return [table for table in walled() if table not in have and not _is_event(table)]


def keys_that_look_past_the_wall() -> list[str]:
    """Foreign keys between two walled tables without a twin that carries the service."""
    behind, keys = set(walled()), ask(FOREIGN_KEYS)
    together = {
        (table, target, columns[1])
        for table, target, columns in keys
        if columns[0] == "service_id" and len(columns) == 2
    }
    return [
        f"{table}.{columns[0]} to {target}"
        for table, target, columns in keys
        if len(columns) == 1
        and _bare(table) in behind
        and _bare(target) in behind
        and (table, target, columns[0]) not in together
    ]


def plain_views() -> list[str]:
    """Views see with their owner's eyes unless they say otherwise; stored ones always do."""
    return [
        name for name, kind, options in ask(VIEWS) if kind == "m" or "security_invoker=true" not in options
    ]


def rights_too_wide() -> list[str]:
    """What app, worker and reports may do that they must not."""
    problems = []
    for role in ("app", "worker"):
        for table in tables():
            if _may(role, table, "truncate"):
                problems.append(f"{role} may truncate {table}")
            # A tracked table's events, and what is written once.
            if table in APPEND_ONLY or _is_event(table):
                problems += [
                    f"{role} may {verb} {table}" for verb in ("update", "delete") if _may(role, table, verb)
                ]
    for table in tables():
        problems += [
            f"reports may {verb} {table}"
            for verb in ("insert", "update", "delete", "truncate")
            if _may("reports", table, verb)
        ]
    return problems


def definers() -> list[str]:
    """Functions that run as the owner and are not on the list."""
    return [name for (name,) in ask(FUNCTIONS) if name not in DEFINERS]


def roles_too_strong() -> list[str]:
    names = settings.DATABASE_ROLES
    problems = []
    for name, superuser, bypasses, makes_roles in ask(ROLES, [list(names.values())]):
        if superuser or makes_roles:
            problems.append(f"{name} is a superuser or makes roles")
        if bypasses != (name == names["maintenance"]):
            problems.append(f"{name} bypasses row-level security: {bypasses}")
    for role in ("app", "worker", "reports"):
        for other in ("owner", "maintenance"):
            if ask("select pg_has_role(%s, %s, 'set')", [names[role], names[other]])[0][0]:
                problems.append(f"{role} may become {other}")
    return problems


def triggers_off() -> list[str]:
    return [name for (name,) in ask(TRIGGERS_OFF)]


def readable_by_reports() -> set[str]:
    return {table for table in tables() if _may("reports", table, "select")}


def columns_readable_by_reports() -> set[str]:
    """Single columns of tables that it may not read as a whole."""
    return {
        f"{table}.{column}"
        for table in set(tables()) - readable_by_reports()
        for column, _required in ask(COLUMNS, [table])
        if ask(
            "select has_column_privilege(%s, %s::regclass, %s, 'select')",
            [settings.DATABASE_ROLES["reports"], f'public."{table}"', column],
        )[0][0]
    }


def _may(role: str, table: str, verb: str) -> bool:
    return ask(
        "select has_table_privilege(%s, %s::regclass, %s)",
        [settings.DATABASE_ROLES[role], f'public."{table}"', verb],
    )[0][0]


def _is_event(table: str) -> bool:
    return any(column == "pgh_label" for column, _required in ask(COLUMNS, [table]))


def _bare(name: str) -> str:
    return name.strip('"')
