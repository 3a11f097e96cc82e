from django.db import migrations

from services.wall_operations import Wall

TRIAGERS = ("intake", "counselor", "director")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("services", "0002_wall")]

    operations = [
        Wall("referral", reports=True),
        Wall("referralevent", append_only=True),
        Wall("referralstep", append_only=True, reports=True),
        Wall("contactattempt", roles=TRIAGERS),
        Wall("triage", roles=TRIAGERS),
        Wall("triageevent", roles=TRIAGERS, append_only=True),
        Wall("importbatch"),
        Wall("importedrecord"),
    ]
