"""A call is not forgotten with what a colleague wrote beside it: a number, a word of danger, a day in court or a day kept.

Nor with what hangs on it in a way nobody thought of: then nothing goes. A table of the caller's own session is never
taken for one of ours.
"""

from django.conf import settings
from django.db import migrations

APP = settings.DATABASE_ROLES["app"]
OURS = "pg_catalog, public, pg_temp"
ASK_FIRST = f"""
alter function forget_call(uuid) rename to forget_call_rows;
alter function forget_call_rows(uuid) set search_path = {OURS};
revoke all on function forget_call_rows(uuid) from {APP};
create function forget_call(call uuid) returns boolean language plpgsql security definer
set search_path = {OURS} as $$
declare
    person uuid := nullif(current_setting('app.person', true), '')::uuid;
    man uuid;
    came timestamptz;
    gone boolean;
begin
    select client_id into man from referrals_referral where id = call for update;
    select min(at) into came from referrals_referralstep where referral_id = call;
    if exists (
        select from services_auditentry where by_id is distinct from person and at >= came and about_id in (
            select id from referrals_safetyline where referral_id = call
            union all select id from referrals_deadline where referral_id = call
            union all select h.id from referrals_hearing h join referrals_mandate m on m.id = h.mandate_id
                where m.referral_id = call
            union all select id from services_contactrule where client_id = man
        )
    ) then
        return false;
    end if;
    begin
        gone := forget_call_rows(call);
        set constraints all immediate;
    exception when foreign_key_violation then
        return false;
    end;
    set constraints all deferred;
    return gone;
end $$;
revoke all on function forget_call(uuid) from public;
grant execute on function forget_call(uuid) to {APP};
"""
AS_BEFORE = f"""
drop function forget_call(uuid);
alter function forget_call_rows(uuid) rename to forget_call;
grant execute on function forget_call(uuid) to {APP};
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0012_forget_call")]

    operations = [migrations.RunSQL(ASK_FIRST, AS_BEFORE)]
