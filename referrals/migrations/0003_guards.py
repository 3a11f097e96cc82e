"""Which step may follow which is held by the database too. The same table stands in models/referral.py."""

from django.db import migrations

REFERRAL_STEPS = """
create function referrals_referral_steps() returns trigger language plpgsql as $$
begin
    if new.status <> old.status and (old.status, new.status) not in (
        ('received', 'contacting'), ('received', 'triaged'), ('received', 'withdrawn'), ('received', 'no_contact'),
        ('contacting', 'triaged'), ('contacting', 'withdrawn'), ('contacting', 'no_contact'),
        ('triaged', 'accepted'), ('triaged', 'waitlisted'), ('triaged', 'redirected'), ('triaged', 'declined'),
        ('triaged', 'withdrawn'), ('triaged', 'no_contact'),
        ('accepted', 'waitlisted'), ('accepted', 'placed'), ('accepted', 'withdrawn'), ('accepted', 'no_contact'),
        ('waitlisted', 'accepted'), ('waitlisted', 'placed'), ('waitlisted', 'withdrawn'), ('waitlisted', 'no_contact'),
        ('placed', 'closed'), ('placed', 'withdrawn'), ('placed', 'no_contact')
    ) then
        raise exception 'A referral cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
    end if;
    return new;
end $$;
create trigger referral_steps before update of status on referrals_referral
    for each row execute function referrals_referral_steps();
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_wall")]

    operations = [
        migrations.RunSQL(
            REFERRAL_STEPS,
            "drop trigger referral_steps on referrals_referral; drop function referrals_referral_steps();",
        )
    ]
