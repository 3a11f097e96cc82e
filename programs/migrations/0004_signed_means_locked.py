"""A signed note takes an addition or a reason why it was entered in error, and not a letter besides."""

from django.db import migrations

LOCKED = """
create or replace function programs_note_locked() returns trigger language plpgsql as $$
declare
    free text[] := array['status', 'version'];
begin
    if old.status = 'draft' then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' then
        raise exception 'A signed note cannot be deleted.' using errcode = 'check_violation';
    end if;
    if new.status = 'in_error' and btrim(new.error_reason) <> '' then
        free := free || array['error_reason'];
    end if;
    if (old.status, new.status) not in (('signed', 'amended'), ('signed', 'in_error'), ('amended', 'in_error'))
        or (new.status = 'in_error' and btrim(new.error_reason) = '')
        or to_jsonb(new) - free <> to_jsonb(old) - free
    then
        raise exception 'A signed note cannot be changed; add to it instead.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0003_guards")]

    # Backwards the guard stays as strict as it is here: looser was never right.
    operations = [migrations.RunSQL(LOCKED, migrations.RunSQL.noop)]
