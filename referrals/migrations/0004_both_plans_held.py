"""The first rule compared with a sealed text, which nothing ever equals; this one compares with nothing written."""

from django.db import migrations, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_guards")]

    operations = [
        migrations.RemoveConstraint("triage", "triage_has_both_plans"),
        migrations.AddConstraint(
            "triage",
            models.CheckConstraint(
                condition=~Q(immediate_plan=b"") & ~Q(next_step_plan=b""),
                name="triage_has_both_plans",
                violation_error_message=_("Write what happens now and what happens next."),
            ),
        ),
    ]
