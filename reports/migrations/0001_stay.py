"""What is known of each man's place, worked out once, so that a report does not read every mark again."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from services.wall_operations import Wall


class Migration(migrations.Migration):
    initial = True

    dependencies = [("services", "0009_names_for_reports")]

    operations = [
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("right_from", models.DateTimeField(null=True)),
                ("right_until", models.DateTimeField(null=True)),
                ("offered_from", models.DateField(null=True)),
                ("last_offered", models.PositiveIntegerField(null=True)),
                ("first_came", models.PositiveIntegerField(null=True)),
                ("last_came", models.PositiveIntegerField(null=True)),
                ("came_from", models.DateField(null=True)),
                ("came_until", models.DateField(null=True)),
                ("source", models.CharField(max_length=20, null=True)),
                ("pressure", models.CharField(max_length=20, null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.service",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("service"), models.F("right_until"), name="stay_by_end")],
            },
        ),
        Wall("stay", reports=True),
    ]
