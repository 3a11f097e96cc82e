from django.db import migrations

from services.wall_operations import Wall


class Migration(migrations.Migration):
    dependencies = [("followups", "0001_initial"), ("programs", "0002_wall"), ("referrals", "0002_wall")]

    operations = [Wall("followup"), Wall("followupevent", append_only=True)]
