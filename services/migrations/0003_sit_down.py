"""One statement in which a person is named to the wall, takes a desk, and learns which roles it has."""

from django.db import migrations

SIT_DOWN = """
create function sit_down(who uuid, chosen uuid)
    returns table (service_id uuid, role varchar, site_id uuid) language plpgsql as $$
declare
    here uuid;
begin
    perform set_config('app.person', who::text, true), set_config('app.service', '', true),
            set_config('app.roles', '', true), set_config('app.token', '', true);
    select m.service_id into here
    from services_membership m join services_service s on s.id = m.service_id
    where m.staff_id = who and m.ended_at is null
    order by m.service_id = chosen desc nulls last, s.name
    limit 1;
    perform set_config('app.service', coalesce(here::text, ''), true);
    perform set_config('app.roles', coalesce(string_agg(distinct m.role, ','), ''), true)
    from services_membership m where m.staff_id = who and m.service_id = here and m.ended_at is null;
    return query select m.service_id, m.role, m.site_id from services_membership m
        where m.staff_id = who and m.ended_at is null order by m.service_id = here desc;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("services", "0002_wall")]

    operations = [migrations.RunSQL(SIT_DOWN, "drop function sit_down(uuid, uuid);")]
