"""The words of a tool stay as the men of a group met them: a plan is locked with its edition, and so are its tools."""

from django.db import migrations

LOCKED = """
create function programs_skill_locked() returns trigger language plpgsql as $$
begin
    if exists (
        select from programs_planskill s join programs_sessionplan p on p.id = s.plan_id
            join programs_module m on m.id = p.module_id join programs_curriculum c on c.id = m.curriculum_id
        where s.skill_id = old.id and c.begun_at is not null
    ) then
        raise exception 'Groups have begun with plans that teach this tool, so its words stay. Write a new tool.'
            using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger skill_locked before update on programs_skill
    for each row when ((new.name, new.says) is distinct from (old.name, old.says))
    execute function programs_skill_locked();
"""
UNLOCKED = "drop trigger skill_locked on programs_skill; drop function programs_skill_locked();"


class Migration(migrations.Migration):
    dependencies = [("programs", "0015_orders_from_the_front_desk")]

    operations = [migrations.RunSQL(LOCKED, UNLOCKED)]
