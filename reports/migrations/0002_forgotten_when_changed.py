"""What a stay says is forgotten in the transaction that changes it, whoever writes and however.

A stay is worked out under the other half of the lock (reports/actions/stays.py): never while somebody is writing
what it is worked out from, or it would be kept without that and nobody would come back for it.
"""

from django.db import migrations

FORGET = """
create function reports_stay_lock(service uuid) returns void language sql as $$
    select pg_advisory_xact_lock_shared(hashtext('reports_stay'), hashtext(service::text));
$$;

create function reports_marks_changed() returns trigger language plpgsql as $$
begin
    perform reports_stay_lock(service_id) from (select distinct service_id from changed) s;
    delete from reports_stay where id in (select enrollment_id from changed);
    return null;
end $$;
create trigger stay_marked after insert on programs_attendance
    referencing new table as changed for each statement execute function reports_marks_changed();
create trigger stay_unmarked after delete on programs_attendance
    referencing old table as changed for each statement execute function reports_marks_changed();
create trigger stay_remarked after update on programs_attendance
    referencing new table as changed for each statement execute function reports_marks_changed();
create trigger stay_remarked_before after update on programs_attendance
    referencing old table as changed for each statement execute function reports_marks_changed();

create function reports_sessions_changed() returns trigger language plpgsql as $$
begin
    perform reports_stay_lock(service_id) from (select distinct service_id from changed) s;
    delete from reports_stay where id in (
        select a.enrollment_id
        from changed n join before o on o.id = n.id
        join programs_attendance a on a.service_id = n.service_id and a.session_id = n.id
        where (o.session_on, o.starts_at, o.ends_at, o.cancelled_at)
            is distinct from (n.session_on, n.starts_at, n.ends_at, n.cancelled_at));
    return null;
end $$;
create trigger stay_session after update on programs_groupsession
    referencing old table as before new table as changed
    for each statement execute function reports_sessions_changed();

create function reports_places_changed() returns trigger language plpgsql as $$
begin
    perform reports_stay_lock(service_id) from (select distinct service_id from changed) s;
    delete from reports_stay where id in (
        select o.id from changed o left join programs_enrollment n on n.id = o.id
        where (o.ended_on, o.client_id) is distinct from (n.ended_on, n.client_id) or n.id is null);
    return null;
end $$;
create trigger stay_place after update on programs_enrollment
    referencing old table as changed for each statement execute function reports_places_changed();
create trigger stay_place_gone after delete on programs_enrollment
    referencing old table as changed for each statement execute function reports_places_changed();

create function reports_doors_changed() returns trigger language plpgsql as $$
begin
    perform reports_stay_lock(service_id) from (select distinct service_id from changed) s;
    delete from reports_stay where id in (
        select e.id from changed c
        join programs_enrollment e on e.service_id = c.service_id and e.client_id = c.client_id);
    return null;
end $$;
create trigger stay_referred after insert on referrals_referral
    referencing new table as changed for each statement execute function reports_doors_changed();
create trigger stay_unreferred after delete on referrals_referral
    referencing old table as changed for each statement execute function reports_doors_changed();
create trigger stay_rereferred after update on referrals_referral
    referencing new table as changed for each statement execute function reports_doors_changed();
create trigger stay_rereferred_before after update on referrals_referral
    referencing old table as changed for each statement execute function reports_doors_changed();
"""
REMEMBER = """
drop trigger stay_marked on programs_attendance;
drop trigger stay_unmarked on programs_attendance;
drop trigger stay_remarked on programs_attendance;
drop trigger stay_remarked_before on programs_attendance;
drop trigger stay_session on programs_groupsession;
drop trigger stay_place on programs_enrollment;
drop trigger stay_place_gone on programs_enrollment;
drop trigger stay_referred on referrals_referral;
drop trigger stay_unreferred on referrals_referral;
drop trigger stay_rereferred on referrals_referral;
drop trigger stay_rereferred_before on referrals_referral;
drop function reports_marks_changed();
drop function reports_sessions_changed();
drop function reports_places_changed();
drop function reports_doors_changed();
drop function reports_stay_lock(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_stay"),
        ("programs", "0008_session_by_day"),
        ("referrals", "0005_pages_by_time"),
    ]

    operations = [migrations.RunSQL(FORGET, REMEMBER)]
