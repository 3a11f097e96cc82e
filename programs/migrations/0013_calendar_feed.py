"""Addresses for calendars: each one's own, found by its hash."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from services.wall_operations import THIS_TOKEN, Wall


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0012_wall_of_what_runs"),
        ("services", "0012_wall_of_people_who_run_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "shows",
                    models.CharField(
                        choices=[
                            ("initials", "The first letters of the group’s name"),
                            ("name", "The group’s name"),
                        ],
                        default="initials",
                        max_length=10,
                        verbose_name="what it says",
                    ),
                ),
                ("secret_hash", models.CharField(editable=False, max_length=64)),
                ("made_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "id"],
                "indexes": [models.Index(models.F("secret_hash"), name="calendar_feed_hash")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("service"), models.F("secret_hash"), name="calendar_feed_once"
                    )
                ],
            },
        ),
        # A calendar asks with its secret alone, and nobody is known yet.
        Wall("calendarfeed", also=f"secret_hash = {THIS_TOKEN}"),
    ]
