"""Lists in the order of time find their page without sorting every row of a service."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0004_both_plans_held"),
        ("services", "0004_told_when"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                models.F("service"), models.F("received_at"), models.F("id"), name="referral_by_received"
            ),
        ),
    ]
