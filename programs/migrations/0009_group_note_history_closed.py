"""What a group note once said is closed to the same roles as the note itself."""

from django.db import migrations

from services.wall_operations import THIS_SERVICE, role_among

INSIDE = f"service_id = {THIS_SERVICE}"
AROUND_THE_GROUP = f"{INSIDE} and {role_among(('intake', 'counselor', 'peer', 'director'))}"
POLICY = "alter policy wall on programs_groupnoteevent using ({0}) with check ({0})"


class Migration(migrations.Migration):
    dependencies = [("programs", "0008_session_by_day")]

    operations = [migrations.RunSQL(POLICY.format(AROUND_THE_GROUP), POLICY.format(INSIDE))]
