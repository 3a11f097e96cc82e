"""Lists in the order of time find their page without sorting every row of a service."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0004_signed_means_locked"),
        ("services", "0004_told_when"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="groupsession",
            index=models.Index(
                models.F("service"), models.F("starts_at"), models.F("id"), name="session_by_start"
            ),
        ),
        migrations.AddIndex(
            model_name="progressnote",
            index=models.Index(
                models.F("service"), models.F("created_at"), models.F("id"), name="note_by_time"
            ),
        ),
    ]
