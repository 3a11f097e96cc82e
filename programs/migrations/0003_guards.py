"""States and signed notes are held by the database too, whoever writes and however."""

from django.db import migrations

ENROLLMENT_STEPS = """
create function programs_enrollment_steps() returns trigger language plpgsql as $$
begin
    if new.status <> old.status and (old.status, new.status) not in (
        ('placed', 'attending'), ('placed', 'paused'), ('placed', 'completed'), ('placed', 'exited'),
        ('attending', 'placed'), ('attending', 'paused'), ('attending', 'completed'), ('attending', 'exited'),
        ('paused', 'placed'), ('paused', 'attending'), ('paused', 'completed'), ('paused', 'exited'),
        ('completed', 'placed'), ('completed', 'attending'),
        ('exited', 'placed'), ('exited', 'attending')
    ) then
        raise exception 'A place cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger enrollment_steps before update of status on programs_enrollment
    for each row execute function programs_enrollment_steps();
"""

SIGNED_IS_LOCKED = """
create function programs_note_locked() returns trigger language plpgsql as $$
begin
    if old.status = 'draft' then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' then
        raise exception 'A signed note cannot be deleted.' using errcode = 'check_violation';
    end if;
    if (old.status, new.status) not in
            (('signed', 'amended'), ('signed', 'in_error'), ('amended', 'in_error'), ('amended', 'amended'))
        or to_jsonb(new) - array['status', 'error_reason', 'version']
            <> to_jsonb(old) - array['status', 'error_reason', 'version']
    then
        raise exception 'A signed note cannot be changed; add to it instead.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger note_locked before update or delete on programs_progressnote
    for each row execute function programs_note_locked();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0002_wall")]

    operations = [
        migrations.RunSQL(
            ENROLLMENT_STEPS,
            "drop trigger enrollment_steps on programs_enrollment; drop function programs_enrollment_steps();",
        ),
        migrations.RunSQL(
            SIGNED_IS_LOCKED,
            "drop trigger note_locked on programs_progressnote; drop function programs_note_locked();",
        ),
    ]
