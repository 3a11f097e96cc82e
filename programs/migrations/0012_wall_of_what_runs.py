"""The new tables stand behind the wall; an edition that a group began with, and a signature, are locked."""

from django.db import migrations

from services.wall_operations import Wall, WalledKey

AROUND_THE_GROUP = ("intake", "counselor", "peer", "director")
AROUND_THE_PLACE = ("intake", "counselor", "director")

BEGUN = """
create function programs_edition_begun() returns trigger language plpgsql as $$
begin
    update programs_curriculum set begun_at = now() where id = new.curriculum_id and begun_at is null;
    return null;
end $$;
create trigger edition_begun after insert or update of curriculum_id on programs_group
    for each row when (new.curriculum_id is not null) execute function programs_edition_begun();
"""
NOT_BEGUN = "drop trigger edition_begun on programs_group; drop function programs_edition_begun();"

# The day on which an edition was begun is set once; all else in it stays as the men of its first group met it.
LOCKED = """
create function programs_edition_locked() returns trigger language plpgsql as $$
begin
    if old.begun_at is not null and (
        tg_op = 'DELETE' or to_jsonb(new) - 'version' <> to_jsonb(old) - 'version'
    ) then
        raise exception 'A group began with this edition, so it stays as it is. Begin the next one.'
            using errcode = 'check_violation';
    end if;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger edition_locked before update or delete on programs_curriculum
    for each row execute function programs_edition_locked();

create function programs_plan_locked() returns trigger language plpgsql as $$
declare
    lines jsonb[] := array_remove(array[
        case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end
    ], null);
    line jsonb;
    begun timestamptz;
begin
    foreach line in array lines loop
        if tg_table_name = 'programs_module' then
            select c.begun_at into begun from programs_curriculum c where c.id = (line->>'curriculum_id')::uuid;
        elsif tg_table_name = 'programs_sessionplan' then
            select c.begun_at into begun from programs_module m join programs_curriculum c on c.id = m.curriculum_id
            where m.id = (line->>'module_id')::uuid;
        else
            select c.begun_at into begun from programs_sessionplan p join programs_module m on m.id = p.module_id
                join programs_curriculum c on c.id = m.curriculum_id
            where p.id = (line->>'plan_id')::uuid;
        end if;
        if begun is not null then
            raise exception 'A group began with this edition, so it stays as it is. Begin the next one.'
                using errcode = 'check_violation';
        end if;
    end loop;
    return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger plan_locked before insert or update or delete on programs_module
    for each row execute function programs_plan_locked();
create trigger plan_locked before insert or update or delete on programs_sessionplan
    for each row execute function programs_plan_locked();
create trigger plan_locked before insert or update or delete on programs_planskill
    for each row execute function programs_plan_locked();
"""
UNLOCKED = """
drop trigger plan_locked on programs_planskill;
drop trigger plan_locked on programs_sessionplan;
drop trigger plan_locked on programs_module;
drop function programs_plan_locked();
drop trigger edition_locked on programs_curriculum;
drop function programs_edition_locked();
"""

SIGNED = """
create function programs_completion_signed() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.withdrawn_at is not null
        or to_jsonb(new) - array['withdrawn_at', 'version'] <> to_jsonb(old) - array['withdrawn_at', 'version']
    then
        raise exception 'What was signed stays as it is; it can only be taken back.' using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger completion_signed before update or delete on programs_completion
    for each row execute function programs_completion_signed();
"""
NOT_SIGNED = (
    "drop trigger completion_signed on programs_completion; drop function programs_completion_signed();"
)

# A session's plan is one of its own module.
PLAN_OF_ITS_MODULE = """
alter table programs_sessionplan add constraint plan_in_its_module unique (service_id, id, module_id);
alter table programs_groupsession add constraint session_plan_of_its_module
    foreign key (service_id, plan_id, module_id) references programs_sessionplan (service_id, id, module_id)
    deferrable initially deferred;
alter table programs_groupsession add constraint session_plan_with_its_module
    check (plan_id is null or module_id is not null);
"""
PLAN_OF_ANY = """
alter table programs_groupsession drop constraint session_plan_with_its_module,
    drop constraint session_plan_of_its_module;
alter table programs_sessionplan drop constraint plan_in_its_module;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0011_editions"), ("services", "0012_wall_of_people_who_run_it")]

    operations = [
        Wall("curriculum", reports=True),
        Wall("curriculumevent", append_only=True),
        Wall("skill"),
        Wall("sessionplan"),
        Wall("planskill"),
        Wall("recurrence"),
        Wall("closure"),
        Wall("closureevent", append_only=True),
        Wall("gateoverride", roles=AROUND_THE_GROUP, append_only=True),
        Wall("appointment", roles=AROUND_THE_GROUP),
        Wall("appointmentevent", roles=AROUND_THE_GROUP, append_only=True),
        # Rosters are frozen by the clockwork, which has no role and must know who is away.
        Wall("pause"),
        Wall("pauseevent", roles=AROUND_THE_GROUP, append_only=True),
        Wall("completion", roles=AROUND_THE_PLACE),
        Wall("completionevent", roles=AROUND_THE_PLACE, append_only=True),
        Wall("ordereddose", roles=AROUND_THE_PLACE),
        Wall("ordereddoseevent", roles=AROUND_THE_PLACE, append_only=True),
        Wall("guardianconsent", roles=AROUND_THE_PLACE),
        Wall("guardianconsentevent", roles=AROUND_THE_PLACE, append_only=True),
        WalledKey("module", "curriculum"),
        WalledKey("group", "curriculum"),
        WalledKey("groupsession", "plan"),
        WalledKey("groupsession", "recurrence"),
        WalledKey("program", "qualification"),
        WalledKey("enrollment", "follows"),
        migrations.RunSQL(BEGUN, NOT_BEGUN),
        migrations.RunSQL(LOCKED, UNLOCKED),
        migrations.RunSQL(SIGNED, NOT_SIGNED),
        migrations.RunSQL(PLAN_OF_ITS_MODULE, PLAN_OF_ANY),
    ]
