"""Rules stand behind the wall, and what is published is locked: men were told it."""

from django.db import migrations

from services.wall_operations import Wall, WalledKey

AROUND_THE_PLACE = ("intake", "counselor", "director")

PUBLISHED_IS_LOCKED = """
create function programs_rules_locked() returns trigger language plpgsql as $$
begin
    if old.published_at is null then
        return case tg_op when 'DELETE' then old else new end;
    end if;
    if tg_op = 'DELETE' then
        raise exception 'Published rules cannot be deleted: men began under them.' using errcode = 'check_violation';
    end if;
    if to_jsonb(new) - array['effective_until', 'reviewer', 'reviewed_on', 'version']
        <> to_jsonb(old) - array['effective_until', 'reviewer', 'reviewed_on', 'version']
    then
        raise exception 'Published rules cannot be changed; begin the next edition.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger rules_locked before update or delete on programs_ruleprofile
    for each row execute function programs_rules_locked();
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0006_rules"), ("services", "0002_wall")]

    operations = [
        Wall("ruleprofile", reports=True),
        Wall("ruleprofileevent", append_only=True),
        Wall("rulechange", roles=AROUND_THE_PLACE, append_only=True),
        WalledKey("program", "rule_profile"),
        WalledKey("enrollment", "rule_profile"),
        migrations.RunSQL(
            PUBLISHED_IS_LOCKED,
            "drop trigger rules_locked on programs_ruleprofile; drop function programs_rules_locked();",
        ),
    ]
