"""A call that was not his goes for good: man, referral, history and all, within the hour and while nobody built on it.

History may be deleted by nobody, so this runs with its owner's rights. It asks for itself whether it may: the page is
not trusted with that. Row-level security holds inside as outside; no other service is reached.
"""

from django.conf import settings
from django.db import migrations

FORGET = f"""
create function forget_call(call uuid) returns boolean language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
    person uuid := nullif(current_setting('app.person', true), '')::uuid;
    came timestamptz;
    man uuid;
    office uuid;
    man_is_new boolean;
    orders uuid[];
    gone uuid[];
    found record;
    built boolean;
begin
    select r.client_id, r.referrer_id, s.at into man, office, came
    from referrals_referral r join referrals_referralstep s on s.referral_id = r.id
    where r.id = call and r.channel = 'phone' and r.status = 'received'
      and s.from_status = '' and s.by_id = person and s.at > now() - interval '1 hour'
    for update of r;
    if man is null then
        return false;
    end if;
    perform 1 from services_client where id = man for update;
    man_is_new := exists (
        select from services_auditentry where about_id = man and what = 'client.made' and by_id = person and at >= came
    ) and not exists (select from referrals_referral where client_id = man and id <> call);
    orders := array(select id from referrals_mandate where referral_id = call);

    -- Somebody else has had a hand in it, or something hangs on it that a call does not make.
    if exists (
        select from services_auditentry where by_id is distinct from person and at >= came
          and (about_id = call or (man_is_new and about_id = man) or about_id = any (orders))
    ) or exists (
        select from followups_followup where referral_id = call and (status <> 'open' or owner_id <> person)
    ) then
        return false;
    end if;
    for found in
        select c.conrelid::regclass::text as place, a.attname as col, c.confrelid::regclass::text as target
        from pg_constraint c
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
        where c.contype = 'f' and array_length(c.conkey, 1) = 1
          and c.confrelid in ('referrals_referral'::regclass, 'services_client'::regclass, 'referrals_mandate'::regclass)
          and c.conrelid::regclass::text not in (
              'referrals_referral', 'referrals_referralstep', 'referrals_safetyline', 'referrals_deadline',
              'referrals_mandate', 'referrals_hearing', 'followups_followup',
              'services_contactrule', 'services_clientword'
          )
    loop
        continue when found.target = 'services_client' and not man_is_new;
        execute format('select exists (select from %s where %I = any ($1))', found.place, found.col) into built
        using case found.target
            when 'referrals_referral' then array[call] when 'services_client' then array[man] else orders
        end;
        if built then
            return false;
        end if;
    end loop;

    gone := array(select id from referrals_hearing where mandate_id = any (orders));
    delete from referrals_hearing where id = any (gone);
    delete from referrals_hearingevent where id = any (gone);
    gone := array(select id from referrals_deadline where referral_id = call or mandate_id = any (orders));
    delete from referrals_deadline where id = any (gone);
    delete from referrals_deadlineevent where id = any (gone);
    delete from referrals_mandate where id = any (orders);
    delete from referrals_mandateevent where id = any (orders);
    gone := array(select id from referrals_safetyline where referral_id = call);
    delete from referrals_safetyline where id = any (gone);
    delete from referrals_safetylineevent where id = any (gone);
    gone := array(select id from followups_followup where referral_id = call);
    delete from followups_followup where id = any (gone);
    delete from followups_followupevent where id = any (gone);
    delete from referrals_referralstep where referral_id = call;
    delete from referrals_referral where id = call;
    delete from referrals_referralevent where id = call;
    -- A number of a man we knew before stays, unless this call brought it.
    gone := array(
        select id from services_contactrule c where client_id = man and (man_is_new or exists (
            select from services_auditentry a
            where a.about_id = c.id and a.what = 'contact.added' and a.by_id = person and a.at >= came
        ))
    );
    delete from services_contactrule where id = any (gone);
    delete from services_contactruleevent where id = any (gone);
    if man_is_new then
        delete from services_clientword where client_id = man;
        delete from services_client where id = man;
        delete from services_clientevent where id = man;
    end if;
    -- An office is written down a moment before its referral.
    if office is not null and exists (
        select from services_auditentry where about_id = office and what = 'referrer.made' and by_id = person
          and at >= came - interval '1 minute'
    ) and not exists (select from referrals_referral where referrer_id = office)
      and not exists (select from referrals_mandate where reports_to_id = office) then
        delete from referrals_referrer where id = office;
        delete from referrals_referrerevent where id = office;
    end if;
    return true;
end $$;
revoke all on function forget_call(uuid) from public;
grant execute on function forget_call(uuid) to {settings.DATABASE_ROLES["app"]};
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0011_step_taken_back"), ("services", "0014_wall_of_who_he_is")]

    operations = [migrations.RunSQL(FORGET, "drop function forget_call(uuid)")]
