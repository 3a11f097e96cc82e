"""A register is asked for once at a time, not once for ever: a mark that is taken back opens it again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("followups", "0003_pages_by_time")]

    operations = [
        migrations.RemoveConstraint(model_name="followup", name="register_owed_once"),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "register_owed"), ("status", "open")),
                fields=("service", "session"),
                name="register_owed_open_once",
                violation_error_message="This register is already asked for.",
            ),
        ),
    ]
