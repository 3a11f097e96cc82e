"""A report of one month reads the sessions of that month, however many years lie behind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0007_rules_wall")]

    operations = [
        migrations.AddIndex(
            model_name="groupsession",
            index=models.Index("service", "session_on", name="session_by_day"),
        ),
    ]
