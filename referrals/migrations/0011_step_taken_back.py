"""A decision made by mistake goes back to where it was, beside a row that says so; the database holds that, too."""

import django.db.models.deletion
from django.db import migrations, models

from services.wall_operations import WalledKey

NEXT = """(
        ('received', 'contacting'), ('received', 'triaged'), ('received', 'withdrawn'), ('received', 'no_contact'),
        ('contacting', 'triaged'), ('contacting', 'withdrawn'), ('contacting', 'no_contact'),
        ('triaged', 'accepted'), ('triaged', 'waitlisted'), ('triaged', 'redirected'), ('triaged', 'declined'),
        ('triaged', 'withdrawn'), ('triaged', 'no_contact'),
        ('accepted', 'waitlisted'), ('accepted', 'placed'), ('accepted', 'withdrawn'), ('accepted', 'no_contact'),
        ('waitlisted', 'accepted'), ('waitlisted', 'placed'), ('waitlisted', 'withdrawn'), ('waitlisted', 'no_contact'),
        ('placed', 'closed'), ('placed', 'withdrawn'), ('placed', 'no_contact')
    )"""
# The row comes first: the newest of the referral, naming the step before it, which led the other way.
TAKEN_BACK = """and not exists (
        select from referrals_referralstep back
        join referrals_referralstep step
            on step.service_id = back.service_id and step.id = back.takes_back_id
        where back.service_id = new.service_id and back.referral_id = new.id and step.referral_id = new.id
          and step.from_status = new.status and step.to_status = old.status
          and back.from_status = old.status and back.to_status = new.status
          and step.to_status in
              ('accepted', 'waitlisted', 'redirected', 'declined', 'withdrawn', 'no_contact', 'closed')
          and not exists (
              select from referrals_referralstep later
              where later.service_id = new.service_id and later.referral_id = new.id and later.at > step.at
                and later.id <> back.id
          )
    )"""


def guard(exception: str) -> str:
    return f"""
create or replace function referrals_referral_steps() returns trigger language plpgsql as $$
begin
    if new.status <> old.status and (old.status, new.status) not in {NEXT} {exception} then
        raise exception 'A referral cannot go from % to %.', old.status, new.status using errcode = 'check_violation';
    end if;
    return new;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0010_front_desk_phone")]

    operations = [
        migrations.AddField(
            model_name="referralstep",
            name="takes_back",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="taken_back_by",
                to="referrals.referralstep",
            ),
        ),
        WalledKey("referralstep", "takes_back"),
        migrations.RunSQL(guard(TAKEN_BACK), guard("")),
    ]
