import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import services.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("services", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enrollment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("episode", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("placed", "Placed, not begun"),
                            ("attending", "Attending"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("exited", "Left early"),
                        ],
                        default="placed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "Completed the program"),
                            ("mandate_completed", "Completed what was ordered"),
                            ("transferred", "Moved to another group"),
                            ("referred_elsewhere", "Referred to another service"),
                            ("moved", "Moved away"),
                            ("custody", "In custody"),
                            ("illness", "Illness"),
                            ("died", "Died"),
                            ("order_ended", "The order ended"),
                            ("program_closed", "The group or program closed"),
                            ("administrative", "Administrative"),
                            ("attendance", "Missed too many sessions"),
                            ("non_participation", "Did not take part"),
                            ("new_violence", "New violence (police, court or his own statement)"),
                            ("rule_breach", "Broke an agreement of the group"),
                            ("intoxication", "Came intoxicated"),
                            ("non_payment", "Did not pay"),
                            ("unsuitable", "The program did not suit him"),
                            ("program_decision", "The program decided"),
                            ("withdrew", "He decided to stop"),
                            ("lost_contact", "We lost contact"),
                        ],
                        max_length=30,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("man", "He did"),
                            ("program", "The program"),
                            ("court", "A court"),
                            ("circumstance", "Circumstances"),
                        ],
                        max_length=20,
                        verbose_name="who ended it",
                    ),
                ),
                ("exit_note", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                (
                    "reinstated_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why he was taken back"),
                ),
                (
                    "required_sessions",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions he needs"),
                ),
                ("returns_on", models.DateField(blank=True, null=True, verbose_name="comes back")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrollments",
                        to="services.client",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
            options={
                "ordering": ["started_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("left_early", "Left early"),
                            ("remote", "Joined remotely"),
                            ("make_up", "Made it up"),
                            ("sent_home", "Sent home"),
                            ("excused", "Told us"),
                            ("unexcused", "Missed, no word"),
                            ("on_leave", "On leave"),
                            ("cancelled", "No group"),
                        ],
                        max_length=12,
                        null=True,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "minutes_late",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes late"),
                ),
                (
                    "minutes_attended",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="minutes in the room"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="what he told us")),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="programs.enrollment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("room", models.CharField(blank=True, max_length=120, verbose_name="room")),
                ("capacity", models.PositiveSmallIntegerField(default=12, verbose_name="places")),
                (
                    "entry",
                    models.CharField(
                        choices=[
                            ("rolling", "Rolling: men may join at any session"),
                            ("closed", "Closed: all begin together"),
                        ],
                        default="rolling",
                        max_length=10,
                        verbose_name="entry",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="groups",
                        to="services.site",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="EnrollmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("episode", models.PositiveSmallIntegerField(default=1)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("placed", "Placed, not begun"),
                            ("attending", "Attending"),
                            ("paused", "Paused"),
                            ("completed", "Completed"),
                            ("exited", "Left early"),
                        ],
                        default="placed",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "exit_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "Completed the program"),
                            ("mandate_completed", "Completed what was ordered"),
                            ("transferred", "Moved to another group"),
                            ("referred_elsewhere", "Referred to another service"),
                            ("moved", "Moved away"),
                            ("custody", "In custody"),
                            ("illness", "Illness"),
                            ("died", "Died"),
                            ("order_ended", "The order ended"),
                            ("program_closed", "The group or program closed"),
                            ("administrative", "Administrative"),
                            ("attendance", "Missed too many sessions"),
                            ("non_participation", "Did not take part"),
                            ("new_violence", "New violence (police, court or his own statement)"),
                            ("rule_breach", "Broke an agreement of the group"),
                            ("intoxication", "Came intoxicated"),
                            ("non_payment", "Did not pay"),
                            ("unsuitable", "The program did not suit him"),
                            ("program_decision", "The program decided"),
                            ("withdrew", "He decided to stop"),
                            ("lost_contact", "We lost contact"),
                        ],
                        max_length=30,
                        verbose_name="why it ended",
                    ),
                ),
                (
                    "ended_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("man", "He did"),
                            ("program", "The program"),
                            ("court", "A court"),
                            ("circumstance", "Circumstances"),
                        ],
                        max_length=20,
                        verbose_name="who ended it",
                    ),
                ),
                ("exit_note", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                (
                    "reinstated_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why he was taken back"),
                ),
                (
                    "required_sessions",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions he needs"),
                ),
                ("returns_on", models.DateField(blank=True, null=True, verbose_name="comes back")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "client",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.client",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.enrollment",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.group",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="enrollment",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="enrollments", to="programs.group"
            ),
        ),
        migrations.CreateModel(
            name="GroupNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "themes",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what we worked on"
                    ),
                ),
                (
                    "peer_support",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="how men backed each other"
                    ),
                ),
                (
                    "challenge",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="how men challenged each other"
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupSession",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="0 is orientation.", null=True, verbose_name="number"
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                ("session_on", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="why it was cancelled"),
                ),
                ("roster_frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "counted",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="men counted in the room"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="programs.group",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="GroupNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "themes",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what we worked on"
                    ),
                ),
                (
                    "peer_support",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="how men backed each other"
                    ),
                ),
                (
                    "challenge",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="how men challenged each other"
                    ),
                ),
                ("written_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.groupnote",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.groupsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="groupnote",
            name="session",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="group_note",
                to="programs.groupsession",
            ),
        ),
        migrations.CreateModel(
            name="AttendanceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("present", "Present"),
                            ("late", "Late"),
                            ("left_early", "Left early"),
                            ("remote", "Joined remotely"),
                            ("make_up", "Made it up"),
                            ("sent_home", "Sent home"),
                            ("excused", "Told us"),
                            ("unexcused", "Missed, no word"),
                            ("on_leave", "On leave"),
                            ("cancelled", "No group"),
                        ],
                        max_length=12,
                        null=True,
                        verbose_name="outcome",
                    ),
                ),
                (
                    "minutes_late",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes late"),
                ),
                (
                    "minutes_attended",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="minutes in the room"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="what he told us")),
                ("marked_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "marked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.attendance",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.enrollment",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.groupsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="attendance",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendances",
                to="programs.groupsession",
            ),
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "stage",
                    models.CharField(
                        choices=[("me", "Me"), ("we", "We")], default="me", max_length=2, verbose_name="stage"
                    ),
                ),
                ("skills", models.CharField(blank=True, max_length=300, verbose_name="skills")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="GroupSessionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="0 is orientation.", null=True, verbose_name="number"
                    ),
                ),
                ("topic", models.CharField(blank=True, max_length=200, verbose_name="topic")),
                ("session_on", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(verbose_name="starts")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="why it was cancelled"),
                ),
                ("roster_frozen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "counted",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="men counted in the room"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.group",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.groupsession",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "module",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.module",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="groupsession",
            name="module",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="programs.module",
            ),
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("behavior_change", "Behavior change"),
                            ("relationship_skills", "Relationship skills"),
                            ("fathers", "Fathers"),
                            ("young_men", "Young men"),
                            ("prevention", "Prevention series"),
                            ("maintenance", "Staying on track"),
                        ],
                        default="behavior_change",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "sessions_planned",
                    models.PositiveSmallIntegerField(default=12, verbose_name="sessions in full"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="offered now")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="module",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="modules", to="programs.program"
            ),
        ),
        migrations.CreateModel(
            name="GroupEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("room", models.CharField(blank=True, max_length=120, verbose_name="room")),
                ("capacity", models.PositiveSmallIntegerField(default=12, verbose_name="places")),
                (
                    "entry",
                    models.CharField(
                        choices=[
                            ("rolling", "Rolling: men may join at any session"),
                            ("closed", "Closed: all begin together"),
                        ],
                        default="rolling",
                        max_length=10,
                        verbose_name="entry",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.group",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.site",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="group",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="groups", to="programs.program"
            ),
        ),
        migrations.CreateModel(
            name="ProgramEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("behavior_change", "Behavior change"),
                            ("relationship_skills", "Relationship skills"),
                            ("fathers", "Fathers"),
                            ("young_men", "Young men"),
                            ("prevention", "Prevention series"),
                            ("maintenance", "Staying on track"),
                        ],
                        default="behavior_change",
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                (
                    "sessions_planned",
                    models.PositiveSmallIntegerField(default=12, verbose_name="sessions in full"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="offered now")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.program",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ProgressNote",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signed", "Signed"),
                            ("amended", "Signed, with an addition"),
                            ("in_error", "Entered in error"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("strengths", models.JSONField(blank=True, default=list, verbose_name="strengths seen")),
                (
                    "strengths_words",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="strengths, in his words or yours"
                    ),
                ),
                ("none_seen_yet", models.BooleanField(default=False, verbose_name="none seen yet")),
                (
                    "owned",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="what he owned"),
                ),
                (
                    "did",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="what he did"),
                ),
                (
                    "next_step",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="his next step"),
                ),
                ("next_step_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "skills",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="skills practised"
                    ),
                ),
                (
                    "barriers",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what gets in his way"
                    ),
                ),
                (
                    "concerns",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="concerns"),
                ),
                ("safety", services.fields.EncryptedTextField(blank=True, default="", verbose_name="safety")),
                ("risk_seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "error_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was entered in error"),
                ),
                ("created_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="programs.progressnote",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="programs.enrollment",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="programs.groupsession",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ProgressNoteEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signed", "Signed"),
                            ("amended", "Signed, with an addition"),
                            ("in_error", "Entered in error"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("strengths", models.JSONField(blank=True, default=list, verbose_name="strengths seen")),
                (
                    "strengths_words",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="strengths, in his words or yours"
                    ),
                ),
                ("none_seen_yet", models.BooleanField(default=False, verbose_name="none seen yet")),
                (
                    "owned",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="what he owned"),
                ),
                (
                    "did",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="what he did"),
                ),
                (
                    "next_step",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="his next step"),
                ),
                ("next_step_on", models.DateField(blank=True, null=True, verbose_name="by when")),
                (
                    "skills",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="skills practised"
                    ),
                ),
                (
                    "barriers",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what gets in his way"
                    ),
                ),
                (
                    "concerns",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="concerns"),
                ),
                ("safety", services.fields.EncryptedTextField(blank=True, default="", verbose_name="safety")),
                ("risk_seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "error_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was entered in error"),
                ),
                ("created_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "amends",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.progressnote",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "enrollment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.enrollment",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programs.progressnote",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.service",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="programs.groupsession",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Facilitator",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        related_name="facilitates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facilitators",
                        to="programs.group",
                    ),
                ),
            ],
            options={
                "ordering": ["since", "id"],
                "indexes": [
                    models.Index(models.F("service"), models.F("staff"), name="facilitator_by_staff")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("service"),
                        models.F("group"),
                        models.F("staff"),
                        models.F("since"),
                        name="facilitator_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(
                models.F("service"), models.F("group"), models.F("status"), name="enrollment_by_group"
            ),
        ),
        migrations.AddIndex(
            model_name="enrollment",
            index=models.Index(models.F("service"), models.F("client"), name="enrollment_by_client"),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("client"),
                models.F("group"),
                models.F("episode"),
                name="enrollment_episode_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("placed", "attending", "paused"))),
                fields=("service", "client", "group"),
                name="enrollment_open_once",
                violation_error_message="He already has a place in this group.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_by", ""),
                        ("ended_on", None),
                        ("exit_reason", ""),
                        ("status__in", ("placed", "attending", "paused")),
                    ),
                    models.Q(
                        ("ended_on__isnull", False),
                        ("status__in", ("completed", "exited")),
                        models.Q(("exit_reason", ""), _negated=True),
                        models.Q(("ended_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ended_place_has_a_reason",
                violation_error_message="A place that ended has a day, a reason and who ended it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="enrollment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                ),
                name="place_ends_after_it_starts",
                violation_error_message="A place cannot end before it starts.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrollment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_enrollmentevent" ("client_id", "ended_by", "ended_on", "episode", "exit_note", "exit_reason", "group_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstated_reason", "required_sessions", "returns_on", "service_id", "started_on", "status", "version") VALUES (NEW."client_id", NEW."ended_by", NEW."ended_on", NEW."episode", NEW."exit_note", NEW."exit_reason", NEW."group_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."reinstated_reason", NEW."required_sessions", NEW."returns_on", NEW."service_id", NEW."started_on", NEW."status", NEW."version"); RETURN NULL;',
                    hash="9c47b3aeba91ac4c39dc417679b3445d0d84c390",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_75e5e",
                    table="programs_enrollment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrollment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_enrollmentevent" ("client_id", "ended_by", "ended_on", "episode", "exit_note", "exit_reason", "group_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstated_reason", "required_sessions", "returns_on", "service_id", "started_on", "status", "version") VALUES (NEW."client_id", NEW."ended_by", NEW."ended_on", NEW."episode", NEW."exit_note", NEW."exit_reason", NEW."group_id", NEW."id", NOW(), \'update\', NEW."id", NEW."reinstated_reason", NEW."required_sessions", NEW."returns_on", NEW."service_id", NEW."started_on", NEW."status", NEW."version"); RETURN NULL;',
                    hash="6b259c906a1e17a00c624b9a946512d3de1cc7d9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96a50",
                    table="programs_enrollment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enrollment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_enrollmentevent" ("client_id", "ended_by", "ended_on", "episode", "exit_note", "exit_reason", "group_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reinstated_reason", "required_sessions", "returns_on", "service_id", "started_on", "status", "version") VALUES (OLD."client_id", OLD."ended_by", OLD."ended_on", OLD."episode", OLD."exit_note", OLD."exit_reason", OLD."group_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."reinstated_reason", OLD."required_sessions", OLD."returns_on", OLD."service_id", OLD."started_on", OLD."status", OLD."version"); RETURN NULL;',
                    hash="7ecd647765f90db962ca101dded0724023645f78",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_069fc",
                    table="programs_enrollment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_groupnoteevent" ("challenge", "id", "peer_support", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "session_id", "themes", "version", "written_at", "written_by_id") VALUES (NEW."challenge", NEW."id", NEW."peer_support", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."session_id", NEW."themes", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="d8b99e4acb83f9463807acdbce5d500e0c702a9b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2ed7e",
                    table="programs_groupnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_groupnoteevent" ("challenge", "id", "peer_support", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "session_id", "themes", "version", "written_at", "written_by_id") VALUES (NEW."challenge", NEW."id", NEW."peer_support", NOW(), \'update\', NEW."id", NEW."service_id", NEW."session_id", NEW."themes", NEW."version", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                    hash="a7bdf7473d85ac7f0b51111676ee1f129525467c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50a84",
                    table="programs_groupnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupnote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_groupnoteevent" ("challenge", "id", "peer_support", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "session_id", "themes", "version", "written_at", "written_by_id") VALUES (OLD."challenge", OLD."id", OLD."peer_support", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."session_id", OLD."themes", OLD."version", OLD."written_at", OLD."written_by_id"); RETURN NULL;',
                    hash="3a5fac15038618eb76f83f5df830df7f34b6bc79",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f6e8c",
                    table="programs_groupnote",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(models.F("service"), models.F("enrollment"), name="attendance_by_enrollment"),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(
                condition=models.Q(("outcome", None)), fields=["service", "session"], name="attendance_gaps"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("service", "session", "enrollment"),
                name="attendance_once",
                violation_error_message="He is already on this roster.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes_late", None), ("outcome__in", ("late", "left_early")), _connector="OR"
                ),
                name="minutes_late_only_when_late",
                violation_error_message="Minutes late belong to a man who came late.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_attendanceevent" ("enrollment_id", "id", "marked_at", "marked_by_id", "minutes_attended", "minutes_late", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "session_id", "version") VALUES (NEW."enrollment_id", NEW."id", NEW."marked_at", NEW."marked_by_id", NEW."minutes_attended", NEW."minutes_late", NEW."outcome", NOW(), \'insert\', NEW."id", NEW."reason", NEW."service_id", NEW."session_id", NEW."version"); RETURN NULL;',
                    hash="e5937148c9a1fa4b1ef906f97a7aee6352a0e7a2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bf320",
                    table="programs_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_attendanceevent" ("enrollment_id", "id", "marked_at", "marked_by_id", "minutes_attended", "minutes_late", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "session_id", "version") VALUES (NEW."enrollment_id", NEW."id", NEW."marked_at", NEW."marked_by_id", NEW."minutes_attended", NEW."minutes_late", NEW."outcome", NOW(), \'update\', NEW."id", NEW."reason", NEW."service_id", NEW."session_id", NEW."version"); RETURN NULL;',
                    hash="aa7d900cd2d4a9d4a86a43c60a6e64c522f1a8ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5b0d",
                    table="programs_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_attendanceevent" ("enrollment_id", "id", "marked_at", "marked_by_id", "minutes_attended", "minutes_late", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "session_id", "version") VALUES (OLD."enrollment_id", OLD."id", OLD."marked_at", OLD."marked_by_id", OLD."minutes_attended", OLD."minutes_late", OLD."outcome", NOW(), \'delete\', OLD."id", OLD."reason", OLD."service_id", OLD."session_id", OLD."version"); RETURN NULL;',
                    hash="79ff6a1e9ecd32cee6f8180c4a3c74fe2e4e46c6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f177d",
                    table="programs_attendance",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="groupsession",
            index=models.Index(
                models.F("service"), models.F("group"), models.F("starts_at"), name="session_by_group"
            ),
        ),
        migrations.AddIndex(
            model_name="groupsession",
            index=models.Index(models.F("service"), models.F("ends_at"), name="session_by_end"),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                name="session_ends_after_it_starts",
                violation_error_message="A session ends after it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupsession",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("group"),
                models.F("starts_at"),
                name="session_once",
                violation_error_message="This group already meets at that time.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupsession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_groupsessionevent" ("cancel_reason", "cancelled_at", "counted", "ends_at", "group_id", "id", "module_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "roster_frozen_at", "service_id", "session_on", "starts_at", "topic", "version") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."counted", NEW."ends_at", NEW."group_id", NEW."id", NEW."module_id", NEW."number", NOW(), \'insert\', NEW."id", NEW."roster_frozen_at", NEW."service_id", NEW."session_on", NEW."starts_at", NEW."topic", NEW."version"); RETURN NULL;',
                    hash="a5d44ec8e7527faa368e4e8ee3a7d8b3bbba6240",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7807f",
                    table="programs_groupsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupsession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_groupsessionevent" ("cancel_reason", "cancelled_at", "counted", "ends_at", "group_id", "id", "module_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "roster_frozen_at", "service_id", "session_on", "starts_at", "topic", "version") VALUES (NEW."cancel_reason", NEW."cancelled_at", NEW."counted", NEW."ends_at", NEW."group_id", NEW."id", NEW."module_id", NEW."number", NOW(), \'update\', NEW."id", NEW."roster_frozen_at", NEW."service_id", NEW."session_on", NEW."starts_at", NEW."topic", NEW."version"); RETURN NULL;',
                    hash="7afd260767550d30a7d54847c479ee42513ef2a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_13c5b",
                    table="programs_groupsession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupsession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_groupsessionevent" ("cancel_reason", "cancelled_at", "counted", "ends_at", "group_id", "id", "module_id", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "roster_frozen_at", "service_id", "session_on", "starts_at", "topic", "version") VALUES (OLD."cancel_reason", OLD."cancelled_at", OLD."counted", OLD."ends_at", OLD."group_id", OLD."id", OLD."module_id", OLD."number", NOW(), \'delete\', OLD."id", OLD."roster_frozen_at", OLD."service_id", OLD."session_on", OLD."starts_at", OLD."topic", OLD."version"); RETURN NULL;',
                    hash="90a3b165bbfd5bdee540565dfefd63eba219ec40",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aca73",
                    table="programs_groupsession",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("name"),
                name="program_name_once",
                violation_error_message="There is already a program of this name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programevent" ("id", "is_active", "kind", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "sessions_planned", "version") VALUES (NEW."id", NEW."is_active", NEW."kind", NEW."name", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."sessions_planned", NEW."version"); RETURN NULL;',
                    hash="ac79dc5fced8ce23dfc66d93564a664da2213dd6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5a554",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_programevent" ("id", "is_active", "kind", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "sessions_planned", "version") VALUES (NEW."id", NEW."is_active", NEW."kind", NEW."name", NOW(), \'update\', NEW."id", NEW."service_id", NEW."sessions_planned", NEW."version"); RETURN NULL;',
                    hash="bfe356913d6246be9d79a4ae4333fa11dc4fe080",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7f86c",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="program",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_programevent" ("id", "is_active", "kind", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "sessions_planned", "version") VALUES (OLD."id", OLD."is_active", OLD."kind", OLD."name", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."sessions_planned", OLD."version"); RETURN NULL;',
                    hash="b4402dc39e3b4774259fbc8094f09c16a09e0197",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7c1d4",
                    table="programs_program",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="module",
            constraint=models.UniqueConstraint(
                models.F("service"), models.F("program"), models.F("position"), name="module_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="group",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("name"),
                name="group_name_once",
                violation_error_message="There is already a group of this name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="group",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_groupevent" ("capacity", "ended_on", "entry", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room", "service_id", "site_id", "started_on", "version") VALUES (NEW."capacity", NEW."ended_on", NEW."entry", NEW."id", NEW."name", NOW(), \'insert\', NEW."id", NEW."program_id", NEW."room", NEW."service_id", NEW."site_id", NEW."started_on", NEW."version"); RETURN NULL;',
                    hash="8df3c27e63cb35fbde4d59abf4f45d556db9254c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9be97",
                    table="programs_group",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="group",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_groupevent" ("capacity", "ended_on", "entry", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room", "service_id", "site_id", "started_on", "version") VALUES (NEW."capacity", NEW."ended_on", NEW."entry", NEW."id", NEW."name", NOW(), \'update\', NEW."id", NEW."program_id", NEW."room", NEW."service_id", NEW."site_id", NEW."started_on", NEW."version"); RETURN NULL;',
                    hash="11a1e92858927f04244d92bf9efa379bd3b469e6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_96d13",
                    table="programs_group",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="group",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_groupevent" ("capacity", "ended_on", "entry", "id", "name", "pgh_created_at", "pgh_label", "pgh_obj_id", "program_id", "room", "service_id", "site_id", "started_on", "version") VALUES (OLD."capacity", OLD."ended_on", OLD."entry", OLD."id", OLD."name", NOW(), \'delete\', OLD."id", OLD."program_id", OLD."room", OLD."service_id", OLD."site_id", OLD."started_on", OLD."version"); RETURN NULL;',
                    hash="759fb8dcafa102f6660f6544a7fbb1da9c6d9db3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1c428",
                    table="programs_group",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="progressnote",
            index=models.Index(
                models.F("service"), models.F("enrollment"), models.F("created_at"), name="note_by_enrollment"
            ),
        ),
        migrations.AddConstraint(
            model_name="progressnote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("amends", None), ("status", "draft")),
                fields=("service", "enrollment", "session", "author"),
                name="one_draft_per_session",
                violation_error_message="You already began a note on him for this session.",
            ),
        ),
        migrations.AddConstraint(
            model_name="progressnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_at", None), ("status", "draft")),
                    models.Q(models.Q(("status", "draft"), _negated=True), ("signed_at__isnull", False)),
                    _connector="OR",
                ),
                name="signed_note_has_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_progressnoteevent" ("amends_id", "author_id", "barriers", "concerns", "created_at", "did", "enrollment_id", "error_reason", "id", "next_step", "next_step_on", "none_seen_yet", "owned", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_seen_at", "safety", "service_id", "session_id", "signed_at", "skills", "status", "strengths", "strengths_words", "version") VALUES (NEW."amends_id", NEW."author_id", NEW."barriers", NEW."concerns", NEW."created_at", NEW."did", NEW."enrollment_id", NEW."error_reason", NEW."id", NEW."next_step", NEW."next_step_on", NEW."none_seen_yet", NEW."owned", NOW(), \'insert\', NEW."id", NEW."risk_seen_at", NEW."safety", NEW."service_id", NEW."session_id", NEW."signed_at", NEW."skills", NEW."status", NEW."strengths", NEW."strengths_words", NEW."version"); RETURN NULL;',
                    hash="0f551888634e822e39a88b29c09c1fc0d41729e9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_68477",
                    table="programs_progressnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_progressnoteevent" ("amends_id", "author_id", "barriers", "concerns", "created_at", "did", "enrollment_id", "error_reason", "id", "next_step", "next_step_on", "none_seen_yet", "owned", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_seen_at", "safety", "service_id", "session_id", "signed_at", "skills", "status", "strengths", "strengths_words", "version") VALUES (NEW."amends_id", NEW."author_id", NEW."barriers", NEW."concerns", NEW."created_at", NEW."did", NEW."enrollment_id", NEW."error_reason", NEW."id", NEW."next_step", NEW."next_step_on", NEW."none_seen_yet", NEW."owned", NOW(), \'update\', NEW."id", NEW."risk_seen_at", NEW."safety", NEW."service_id", NEW."session_id", NEW."signed_at", NEW."skills", NEW."status", NEW."strengths", NEW."strengths_words", NEW."version"); RETURN NULL;',
                    hash="e19aea608bee25253edceb28cc3d038b27d63104",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a16e0",
                    table="programs_progressnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="progressnote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_progressnoteevent" ("amends_id", "author_id", "barriers", "concerns", "created_at", "did", "enrollment_id", "error_reason", "id", "next_step", "next_step_on", "none_seen_yet", "owned", "pgh_created_at", "pgh_label", "pgh_obj_id", "risk_seen_at", "safety", "service_id", "session_id", "signed_at", "skills", "status", "strengths", "strengths_words", "version") VALUES (OLD."amends_id", OLD."author_id", OLD."barriers", OLD."concerns", OLD."created_at", OLD."did", OLD."enrollment_id", OLD."error_reason", OLD."id", OLD."next_step", OLD."next_step_on", OLD."none_seen_yet", OLD."owned", NOW(), \'delete\', OLD."id", OLD."risk_seen_at", OLD."safety", OLD."service_id", OLD."session_id", OLD."signed_at", OLD."skills", OLD."status", OLD."strengths", OLD."strengths_words", OLD."version"); RETURN NULL;',
                    hash="bd062e9a8906de12f8cb48e765f53f1efe10e51f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6afbd",
                    table="programs_progressnote",
                    when="AFTER",
                ),
            ),
        ),
    ]
