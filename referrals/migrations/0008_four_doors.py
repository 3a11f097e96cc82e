"""Four doors: who wrote or called, what was said of danger, orders and their days, and who must not meet."""

import uuid

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import referrals.models.front_desk
import services.fields


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0013_calendar_feed"),
        ("referrals", "0007_files_sealed"),
        ("services", "0013_who_he_is_told_later"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("me", "He wrote himself"),
                            ("legal", "A lawyer wrote"),
                            ("court", "A court or service wrote"),
                        ],
                        max_length=8,
                    ),
                ),
                ("said", services.fields.EncryptedTextField(help_text="What was written, as JSON, sealed")),
                ("received_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "Not read yet"),
                            ("taken", "In the queue"),
                            ("set_aside", "Set aside"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("read_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="why it was set aside")),
                ("receipt_hash", models.CharField(blank=True, editable=False, max_length=64)),
                ("receipt_closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["received_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CallDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "caller",
                    models.CharField(
                        choices=[
                            ("himself", "He himself"),
                            ("legal", "A lawyer"),
                            ("court", "A court or another service"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "said",
                    services.fields.EncryptedTextField(help_text="The fields as typed, as JSON, sealed"),
                ),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "question",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what it is about"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what you agreed"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ConsultationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("asked_at", models.DateTimeField()),
                (
                    "question",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what it is about"
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answer",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what you agreed"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("answer", "Yes or no to who referred him"),
                            ("rejection", "Word that we cannot take him"),
                            ("first_report", "The first report"),
                        ],
                        max_length=14,
                        verbose_name="what is due",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "why",
                    models.CharField(
                        blank=True, help_text="The rule it comes from, in a sentence", max_length=300
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_words", models.CharField(blank=True, max_length=300, verbose_name="how")),
                (
                    "lifted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="No longer asked for: the order ended, or the rules changed",
                        null=True,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["due_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="DeadlineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("answer", "Yes or no to who referred him"),
                            ("rejection", "Word that we cannot take him"),
                            ("first_report", "The first report"),
                        ],
                        max_length=14,
                        verbose_name="what is due",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "why",
                    models.CharField(
                        blank=True, help_text="The rule it comes from, in a sentence", max_length=300
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("done_words", models.CharField(blank=True, max_length=300, verbose_name="how")),
                (
                    "lifted_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="No longer asked for: the order ended, or the rules changed",
                        null=True,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FrontDesk",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "hours_today",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="hours until a man marked “today” is spoken to",
                    ),
                ),
                (
                    "days_this_week",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days until one marked “this week” is spoken to",
                    ),
                ),
                (
                    "days_soon",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days until any other is spoken to",
                    ),
                ),
                (
                    "tries_on_days",
                    models.JSONField(
                        default=referrals.models.front_desk.first_ladder,
                        verbose_name="days on which he is tried",
                    ),
                ),
                (
                    "keep_warm_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days between two calls while he waits for a place",
                    ),
                ),
                (
                    "waiting_alarm_days",
                    models.PositiveSmallIntegerField(
                        default=42,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days of waiting after which the director hears of it",
                    ),
                ),
                (
                    "doors_open",
                    models.BooleanField(default=True, verbose_name="people may write to us from outside"),
                ),
                (
                    "read_within_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="hours within which we read what came in",
                    ),
                ),
                (
                    "crisis_numbers",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="numbers to call in a crisis, one a line"
                    ),
                ),
                (
                    "other_help",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="other help for partners and families"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="FrontDeskEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "hours_today",
                    models.PositiveSmallIntegerField(
                        default=4,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="hours until a man marked “today” is spoken to",
                    ),
                ),
                (
                    "days_this_week",
                    models.PositiveSmallIntegerField(
                        default=5,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days until one marked “this week” is spoken to",
                    ),
                ),
                (
                    "days_soon",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days until any other is spoken to",
                    ),
                ),
                (
                    "tries_on_days",
                    models.JSONField(
                        default=referrals.models.front_desk.first_ladder,
                        verbose_name="days on which he is tried",
                    ),
                ),
                (
                    "keep_warm_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days between two calls while he waits for a place",
                    ),
                ),
                (
                    "waiting_alarm_days",
                    models.PositiveSmallIntegerField(
                        default=42,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="days of waiting after which the director hears of it",
                    ),
                ),
                (
                    "doors_open",
                    models.BooleanField(default=True, verbose_name="people may write to us from outside"),
                ),
                (
                    "read_within_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="hours within which we read what came in",
                    ),
                ),
                (
                    "crisis_numbers",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="numbers to call in a crisis, one a line"
                    ),
                ),
                (
                    "other_help",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="other help for partners and families"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="what for")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["on", "id"],
            },
        ),
        migrations.CreateModel(
            name="HearingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("on", models.DateField(verbose_name="day")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="what for")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="what came of it")),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeptApart",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("order", "An order says so"),
                            ("safety", "Safety"),
                            ("household", "Ties to one household"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                (
                    "words",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "kept apart",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="KeptApartEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("order", "An order says so"),
                            ("safety", "Safety"),
                            ("household", "Ties to one household"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                (
                    "words",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("criminal", "A criminal court"),
                            ("family", "A family court"),
                            ("probation", "Probation or parole"),
                            ("child_protection", "Child protection"),
                            ("bail", "Bail or release"),
                            ("civil", "A protection order"),
                            ("other", "Another order"),
                        ],
                        max_length=20,
                        verbose_name="what kind of order",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="order number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="made on")),
                (
                    "counting",
                    models.CharField(
                        choices=[("sessions", "Sessions"), ("hours", "Hours")],
                        default="sessions",
                        max_length=10,
                        verbose_name="counted in",
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                (
                    "conditions",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="conditions"),
                ),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("none", "Nothing may be told"),
                            ("order", "The order itself says so"),
                            ("release", "He signed a release"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="what allows us to tell",
                    ),
                ),
                (
                    "authority_words",
                    models.CharField(blank=True, max_length=300, verbose_name="where it says so"),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="no longer in force since"),
                ),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MandateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("criminal", "A criminal court"),
                            ("family", "A family court"),
                            ("probation", "Probation or parole"),
                            ("child_protection", "Child protection"),
                            ("bail", "Bail or release"),
                            ("civil", "A protection order"),
                            ("other", "Another order"),
                        ],
                        max_length=20,
                        verbose_name="what kind of order",
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="order number")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="made on")),
                (
                    "counting",
                    models.CharField(
                        choices=[("sessions", "Sessions"), ("hours", "Hours")],
                        default="sessions",
                        max_length=10,
                        verbose_name="counted in",
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="to be done by")),
                (
                    "conditions",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="conditions"),
                ),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("none", "Nothing may be told"),
                            ("order", "The order itself says so"),
                            ("release", "He signed a release"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="what allows us to tell",
                    ),
                ),
                (
                    "authority_words",
                    models.CharField(blank=True, max_length=300, verbose_name="where it says so"),
                ),
                (
                    "ended_on",
                    models.DateField(blank=True, null=True, verbose_name="no longer in force since"),
                ),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Redirection",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("to_whom", models.CharField(max_length=200, verbose_name="where he is helped")),
                (
                    "warm",
                    models.BooleanField(default=False, verbose_name="we called there together, or for him"),
                ),
                ("ask_again_on", models.DateField(blank=True, null=True, verbose_name="ask how it went on")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("not_known", "Not known yet"),
                            ("taken_up", "He is helped there"),
                            ("not_taken_up", "He did not go"),
                            ("refused", "They could not take him"),
                        ],
                        default="not_known",
                        max_length=14,
                        verbose_name="what became of it",
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RedirectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("to_whom", models.CharField(max_length=200, verbose_name="where he is helped")),
                (
                    "warm",
                    models.BooleanField(default=False, verbose_name="we called there together, or for him"),
                ),
                ("ask_again_on", models.DateField(blank=True, null=True, verbose_name="ask how it went on")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("not_known", "Not known yet"),
                            ("taken_up", "He is helped there"),
                            ("not_taken_up", "He did not go"),
                            ("refused", "They could not take him"),
                        ],
                        default="not_known",
                        max_length=14,
                        verbose_name="what became of it",
                    ),
                ),
                ("outcome_on", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Referrer",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("his_counsel", "His lawyer"),
                            ("other_counsel", "A lawyer of somebody else"),
                            ("court", "A court or probation"),
                            ("child_protection", "Child protection"),
                            ("service", "Another service"),
                            ("other", "Somebody else"),
                        ],
                        max_length=20,
                        verbose_name="who refers",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("organization", models.CharField(blank=True, max_length=200, verbose_name="office")),
                ("phone", services.fields.EncryptedTextField(blank=True, default="", verbose_name="phone")),
                ("email", services.fields.EncryptedTextField(blank=True, default="", verbose_name="e-mail")),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verified_how",
                    models.CharField(blank=True, max_length=200, verbose_name="how we made sure"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["organization", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReferrerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("his_counsel", "His lawyer"),
                            ("other_counsel", "A lawyer of somebody else"),
                            ("court", "A court or probation"),
                            ("child_protection", "Child protection"),
                            ("service", "Another service"),
                            ("other", "Somebody else"),
                        ],
                        max_length=20,
                        verbose_name="who refers",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("organization", models.CharField(blank=True, max_length=200, verbose_name="office")),
                ("phone", services.fields.EncryptedTextField(blank=True, default="", verbose_name="phone")),
                ("email", services.fields.EncryptedTextField(blank=True, default="", verbose_name="e-mail")),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "verified_how",
                    models.CharField(blank=True, max_length=200, verbose_name="how we made sure"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SafetyLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("words", services.fields.EncryptedTextField(verbose_name="what was said")),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SafetyLineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("words", services.fields.EncryptedTextField(verbose_name="what was said")),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="triage",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="triage",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="triage",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("spoke", "We spoke"),
                    ("no_answer", "No answer"),
                    ("message_left", "Left a message"),
                    ("sent", "Sent"),
                    ("wrong_number", "Wrong number"),
                    ("not_now", "He could not talk"),
                ],
                db_default="",
                default="",
                max_length=14,
                verbose_name="how it went",
            ),
        ),
        migrations.AddField(
            model_name="contactattempt",
            name="purpose",
            field=models.CharField(
                choices=[("reach", "To reach him"), ("keep_warm", "To stay in touch while he waits")],
                db_default="reach",
                default="reach",
                max_length=10,
                verbose_name="what for",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="availability",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="when he can come",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="call_back",
            field=services.fields.EncryptedTextField(
                blank=True,
                default="",
                help_text="In his words, where a number alone does not say it: “message through his sister”, “no phone yet”",
                verbose_name="a safe way to call back",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phone", "By phone"),
                    ("in_person", "In person"),
                    ("web", "From our page"),
                    ("letter", "By letter or e-mail"),
                    ("api", "From another program"),
                    ("file", "With a spreadsheet"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="by which way it came",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="decline_notice_on",
            field=models.DateField(blank=True, null=True, verbose_name="he was told in writing on"),
        ),
        migrations.AddField(
            model_name="referral",
            name="ended_early",
            field=models.BooleanField(db_default=False, default=False, verbose_name="the call ended early"),
        ),
        migrations.AddField(
            model_name="referral",
            name="next_try_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="next safe try"),
        ),
        migrations.AddField(
            model_name="referral",
            name="offered",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="what we offer him"
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="availability",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="when he can come",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="call_back",
            field=services.fields.EncryptedTextField(
                blank=True,
                default="",
                help_text="In his words, where a number alone does not say it: “message through his sister”, “no phone yet”",
                verbose_name="a safe way to call back",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="channel",
            field=models.CharField(
                blank=True,
                choices=[
                    ("phone", "By phone"),
                    ("in_person", "In person"),
                    ("web", "From our page"),
                    ("letter", "By letter or e-mail"),
                    ("api", "From another program"),
                    ("file", "With a spreadsheet"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="by which way it came",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="decline_notice_on",
            field=models.DateField(blank=True, null=True, verbose_name="he was told in writing on"),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="ended_early",
            field=models.BooleanField(db_default=False, default=False, verbose_name="the call ended early"),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="next_try_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="next safe try"),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="offered",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=300, verbose_name="what we offer him"
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="barrier_codes",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="what could be in his way",
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="fee",
            field=models.CharField(
                blank=True,
                choices=[
                    ("full", "The full fee"),
                    ("sliding", "What he can afford"),
                    ("waived", "Waived"),
                    ("none", "There is no fee"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="fee",
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="fee_amount",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="what he pays a session"
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="high_risk",
            field=models.BooleanField(db_default=False, default=False, verbose_name="high risk"),
        ),
        migrations.AddField(
            model_name="triage",
            name="seconded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="triage",
            name="seconded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="triage",
            name="seconded_words",
            field=services.fields.EncryptedTextField(
                blank=True, default="", verbose_name="what the second person says"
            ),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="barrier_codes",
            field=models.JSONField(
                blank=True,
                db_default=models.Value([], models.JSONField()),
                default=list,
                verbose_name="what could be in his way",
            ),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="fee",
            field=models.CharField(
                blank=True,
                choices=[
                    ("full", "The full fee"),
                    ("sliding", "What he can afford"),
                    ("waived", "Waived"),
                    ("none", "There is no fee"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="fee",
            ),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="fee_amount",
            field=models.DecimalField(
                blank=True, decimal_places=2, max_digits=7, null=True, verbose_name="what he pays a session"
            ),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="high_risk",
            field=models.BooleanField(db_default=False, default=False, verbose_name="high risk"),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="seconded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="seconded_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="triageevent",
            name="seconded_words",
            field=services.fields.EncryptedTextField(
                blank=True, default="", verbose_name="what the second person says"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("availability", "call_back", "channel", "client_id", "crisis", "crisis_on", "decided_at", "decline_notice_on", "ended_early", "episode", "id", "next_try_at", "offered", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "referrer_id", "reports_to", "required_sessions", "service_id", "set_aside", "site_id", "source", "status", "told_he_needs", "version") VALUES (NEW."availability", NEW."call_back", NEW."channel", NEW."client_id", NEW."crisis", NEW."crisis_on", NEW."decided_at", NEW."decline_notice_on", NEW."ended_early", NEW."episode", NEW."id", NEW."next_try_at", NEW."offered", NEW."order_number", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."pressure", NEW."received_at", NEW."received_on", NEW."referrer_id", NEW."reports_to", NEW."required_sessions", NEW."service_id", NEW."set_aside", NEW."site_id", NEW."source", NEW."status", NEW."told_he_needs", NEW."version"); RETURN NULL;',
                    hash="44ffd8cfcf5f5940168c461002ac5c00e3c4147d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a74c8",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_referralevent" ("availability", "call_back", "channel", "client_id", "crisis", "crisis_on", "decided_at", "decline_notice_on", "ended_early", "episode", "id", "next_try_at", "offered", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "referrer_id", "reports_to", "required_sessions", "service_id", "set_aside", "site_id", "source", "status", "told_he_needs", "version") VALUES (NEW."availability", NEW."call_back", NEW."channel", NEW."client_id", NEW."crisis", NEW."crisis_on", NEW."decided_at", NEW."decline_notice_on", NEW."ended_early", NEW."episode", NEW."id", NEW."next_try_at", NEW."offered", NEW."order_number", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."pressure", NEW."received_at", NEW."received_on", NEW."referrer_id", NEW."reports_to", NEW."required_sessions", NEW."service_id", NEW."set_aside", NEW."site_id", NEW."source", NEW."status", NEW."told_he_needs", NEW."version"); RETURN NULL;',
                    hash="f6975cada72653c720d0b1861daa3015df5371ea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_223e7",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("availability", "call_back", "channel", "client_id", "crisis", "crisis_on", "decided_at", "decline_notice_on", "ended_early", "episode", "id", "next_try_at", "offered", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "referrer_id", "reports_to", "required_sessions", "service_id", "set_aside", "site_id", "source", "status", "told_he_needs", "version") VALUES (OLD."availability", OLD."call_back", OLD."channel", OLD."client_id", OLD."crisis", OLD."crisis_on", OLD."decided_at", OLD."decline_notice_on", OLD."ended_early", OLD."episode", OLD."id", OLD."next_try_at", OLD."offered", OLD."order_number", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."pressure", OLD."received_at", OLD."received_on", OLD."referrer_id", OLD."reports_to", OLD."required_sessions", OLD."service_id", OLD."set_aside", OLD."site_id", OLD."source", OLD."status", OLD."told_he_needs", OLD."version"); RETURN NULL;',
                    hash="a519c75e3869612fefce980369dc82357f44a229",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e24da",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="triage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_triageevent" ("alcohol", "at", "barrier_codes", "barriers", "by_id", "consulted_id", "fee", "fee_amount", "high_risk", "id", "immediate_plan", "mood", "next_step_plan", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "safety_prompts", "seconded_at", "seconded_by_id", "seconded_words", "service_id", "urgency", "version") VALUES (NEW."alcohol", NEW."at", NEW."barrier_codes", NEW."barriers", NEW."by_id", NEW."consulted_id", NEW."fee", NEW."fee_amount", NEW."high_risk", NEW."id", NEW."immediate_plan", NEW."mood", NEW."next_step_plan", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."safety_prompts", NEW."seconded_at", NEW."seconded_by_id", NEW."seconded_words", NEW."service_id", NEW."urgency", NEW."version"); RETURN NULL;',
                    hash="52888b6b39dbd33012c874ee55c95e6fee3a25d1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_29aba",
                    table="referrals_triage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="triage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_triageevent" ("alcohol", "at", "barrier_codes", "barriers", "by_id", "consulted_id", "fee", "fee_amount", "high_risk", "id", "immediate_plan", "mood", "next_step_plan", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "safety_prompts", "seconded_at", "seconded_by_id", "seconded_words", "service_id", "urgency", "version") VALUES (NEW."alcohol", NEW."at", NEW."barrier_codes", NEW."barriers", NEW."by_id", NEW."consulted_id", NEW."fee", NEW."fee_amount", NEW."high_risk", NEW."id", NEW."immediate_plan", NEW."mood", NEW."next_step_plan", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."safety_prompts", NEW."seconded_at", NEW."seconded_by_id", NEW."seconded_words", NEW."service_id", NEW."urgency", NEW."version"); RETURN NULL;',
                    hash="88a3ab966e8e10e5f50896353ac73f477ab986b7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb9e4",
                    table="referrals_triage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="triage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_triageevent" ("alcohol", "at", "barrier_codes", "barriers", "by_id", "consulted_id", "fee", "fee_amount", "high_risk", "id", "immediate_plan", "mood", "next_step_plan", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "safety_prompts", "seconded_at", "seconded_by_id", "seconded_words", "service_id", "urgency", "version") VALUES (OLD."alcohol", OLD."at", OLD."barrier_codes", OLD."barriers", OLD."by_id", OLD."consulted_id", OLD."fee", OLD."fee_amount", OLD."high_risk", OLD."id", OLD."immediate_plan", OLD."mood", OLD."next_step_plan", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."safety_prompts", OLD."seconded_at", OLD."seconded_by_id", OLD."seconded_words", OLD."service_id", OLD."urgency", OLD."version"); RETURN NULL;',
                    hash="0de15b0878aea1b5f2a40825f85ca97919c9035e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_58a5b",
                    table="referrals_triage",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("seconded_by", None),
                    models.Q(("seconded_by", models.F("by")), _negated=True),
                    _connector="OR",
                ),
                name="seconded_by_another",
                violation_error_message="A second person looks at it, not the one who wrote it.",
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="read_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="referral",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="arrivals",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="arrival",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="calldraft",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="calldraft",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="asked_of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consultations",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="consultationevent",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultationevent",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultationevent",
            name="asked_of",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.consultation",
            ),
        ),
        migrations.AddField(
            model_name="consultationevent",
            name="referral",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="consultationevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="deadlines", to="referrals.referral"
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="deadlineevent",
            name="done_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="deadlineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.deadline",
            ),
        ),
        migrations.AddField(
            model_name="deadlineevent",
            name="referral",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="deadlineevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="frontdesk",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="frontdeskevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.frontdesk",
            ),
        ),
        migrations.AddField(
            model_name="frontdeskevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="adjourned_from",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjourned_to",
                to="referrals.hearing",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="hearingevent",
            name="adjourned_from",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.hearing",
            ),
        ),
        migrations.AddField(
            model_name="hearingevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="hearingevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.hearing",
            ),
        ),
        migrations.AddField(
            model_name="hearingevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="keptapart",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="keptapart",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="kept_apart", to="services.client"
            ),
        ),
        migrations.AddField(
            model_name="keptapart",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keptapart",
            name="other",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_apart_from",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="keptapart",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="keptapart",
            name="staff",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kept_apart_from",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="client",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="other",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.keptapart",
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="keptapartevent",
            name="staff",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mandates", to="services.client"
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="referral",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandates",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="rules",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandates",
                to="programs.ruleprofile",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="hearingevent",
            name="mandate",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.mandate",
            ),
        ),
        migrations.AddField(
            model_name="hearing",
            name="mandate",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="hearings", to="referrals.mandate"
            ),
        ),
        migrations.AddField(
            model_name="deadlineevent",
            name="mandate",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.mandate",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="mandate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deadlines",
                to="referrals.mandate",
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="client",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.mandate",
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="referral",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="rules",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="programs.ruleprofile",
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="redirection",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="redirection",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="redirections",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="redirection",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="redirectionevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="redirectionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.redirection",
            ),
        ),
        migrations.AddField(
            model_name="redirectionevent",
            name="referral",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="redirectionevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="referrer",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="referrer",
            name="verified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="mandateevent",
            name="reports_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referrer",
            ),
        ),
        migrations.AddField(
            model_name="mandate",
            name="reports_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandates",
                to="referrals.referrer",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="referrer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="referrals",
                to="referrals.referrer",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="referrer",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referrer",
            ),
        ),
        migrations.AddField(
            model_name="referrerevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.referrer",
            ),
        ),
        migrations.AddField(
            model_name="referrerevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddField(
            model_name="referrerevent",
            name="verified_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="safetyline",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="safetyline",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="safety_lines",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="safetyline",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="safetylineevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="safetylineevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="referrals.safetyline",
            ),
        ),
        migrations.AddField(
            model_name="safetylineevent",
            name="referral",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="referrals.referral",
            ),
        ),
        migrations.AddField(
            model_name="safetylineevent",
            name="service",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.service",
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                models.F("service"),
                models.F("status"),
                models.F("received_at"),
                models.F("id"),
                name="arrival_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(models.F("receipt_hash"), name="arrival_receipt"),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(models.F("service"), models.F("referral"), name="arrival_by_referral"),
        ),
        migrations.AddConstraint(
            model_name="calldraft",
            constraint=models.UniqueConstraint(
                models.F("service"), models.F("staff"), models.F("caller"), name="call_draft_once"
            ),
        ),
        migrations.AddIndex(
            model_name="consultation",
            index=models.Index(
                models.F("service"),
                models.F("asked_of"),
                models.F("asked_at"),
                condition=models.Q(("answered_at", None)),
                name="consultation_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answered_by", None),
                    models.Q(("answered_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="answered_by_another",
                violation_error_message="A colleague answers, not the one who asked.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="answered_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_consultationevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "asked_of_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "referral_id", "service_id", "version") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."asked_of_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."question", NEW."referral_id", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="d5d4888bd7515d6557426e8dabbb8c1009a3dfa6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ecc66",
                    table="referrals_consultation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_consultationevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "asked_of_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "referral_id", "service_id", "version") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."asked_of_id", NEW."id", NOW(), \'update\', NEW."id", NEW."question", NEW."referral_id", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="015cce22b647c2262530cda96770e26af84dfb3a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5eca5",
                    table="referrals_consultation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_consultationevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "asked_of_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "referral_id", "service_id", "version") VALUES (OLD."answer", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."asked_of_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."question", OLD."referral_id", OLD."service_id", OLD."version"); RETURN NULL;',
                    hash="79b618cd623736e8f831592fbbc6db9323b0a2c6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_82276",
                    table="referrals_consultation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="frontdesk",
            constraint=models.UniqueConstraint(models.F("service"), name="front_desk_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontdesk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_frontdeskevent" ("crisis_numbers", "days_soon", "days_this_week", "doors_open", "hours_today", "id", "keep_warm_days", "other_help", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_within_hours", "service_id", "tries_on_days", "version", "waiting_alarm_days") VALUES (NEW."crisis_numbers", NEW."days_soon", NEW."days_this_week", NEW."doors_open", NEW."hours_today", NEW."id", NEW."keep_warm_days", NEW."other_help", NOW(), \'insert\', NEW."id", NEW."read_within_hours", NEW."service_id", NEW."tries_on_days", NEW."version", NEW."waiting_alarm_days"); RETURN NULL;',
                    hash="dc4c05ec4b2daa3372456c5b38078dc6aa0f7203",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_75479",
                    table="referrals_frontdesk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontdesk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_frontdeskevent" ("crisis_numbers", "days_soon", "days_this_week", "doors_open", "hours_today", "id", "keep_warm_days", "other_help", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_within_hours", "service_id", "tries_on_days", "version", "waiting_alarm_days") VALUES (NEW."crisis_numbers", NEW."days_soon", NEW."days_this_week", NEW."doors_open", NEW."hours_today", NEW."id", NEW."keep_warm_days", NEW."other_help", NOW(), \'update\', NEW."id", NEW."read_within_hours", NEW."service_id", NEW."tries_on_days", NEW."version", NEW."waiting_alarm_days"); RETURN NULL;',
                    hash="0ac452fb187619dc9495f22fd76e0d35a58e23b7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1cbbd",
                    table="referrals_frontdesk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontdesk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_frontdeskevent" ("crisis_numbers", "days_soon", "days_this_week", "doors_open", "hours_today", "id", "keep_warm_days", "other_help", "pgh_created_at", "pgh_label", "pgh_obj_id", "read_within_hours", "service_id", "tries_on_days", "version", "waiting_alarm_days") VALUES (OLD."crisis_numbers", OLD."days_soon", OLD."days_this_week", OLD."doors_open", OLD."hours_today", OLD."id", OLD."keep_warm_days", OLD."other_help", NOW(), \'delete\', OLD."id", OLD."read_within_hours", OLD."service_id", OLD."tries_on_days", OLD."version", OLD."waiting_alarm_days"); RETURN NULL;',
                    hash="ed338d9b7e4237443dbf587691fdb54513a340d3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2b843",
                    table="referrals_frontdesk",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="keptapart",
            index=models.Index(models.F("service"), models.F("client"), name="kept_apart_by_client"),
        ),
        migrations.AddIndex(
            model_name="keptapart",
            index=models.Index(models.F("service"), models.F("other"), name="kept_apart_by_other"),
        ),
        migrations.AddConstraint(
            model_name="keptapart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("other", None), ("staff__isnull", False)),
                    models.Q(("other__isnull", False), ("staff", None)),
                    _connector="OR",
                ),
                name="kept_apart_from_one",
                violation_error_message="Name one man or one colleague.",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptapart",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("other", None), models.Q(("other", models.F("client")), _negated=True), _connector="OR"
                ),
                name="kept_apart_from_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keptapart",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_keptapartevent" ("at", "by_id", "client_id", "ended_at", "ended_by_id", "id", "other_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "staff_id", "why", "words") VALUES (NEW."at", NEW."by_id", NEW."client_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."other_id", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."staff_id", NEW."why", NEW."words"); RETURN NULL;',
                    hash="9631db3068fc927136e893fc8c390d802a73f894",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_95270",
                    table="referrals_keptapart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keptapart",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_keptapartevent" ("at", "by_id", "client_id", "ended_at", "ended_by_id", "id", "other_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "staff_id", "why", "words") VALUES (NEW."at", NEW."by_id", NEW."client_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."other_id", NOW(), \'update\', NEW."id", NEW."service_id", NEW."staff_id", NEW."why", NEW."words"); RETURN NULL;',
                    hash="3674033cdb8e3fdac820c7c8093e9dfdf077a306",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_501f8",
                    table="referrals_keptapart",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keptapart",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_keptapartevent" ("at", "by_id", "client_id", "ended_at", "ended_by_id", "id", "other_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "staff_id", "why", "words") VALUES (OLD."at", OLD."by_id", OLD."client_id", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."other_id", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."staff_id", OLD."why", OLD."words"); RETURN NULL;',
                    hash="1b5173bac3b54bdf449e19917727f5ae4600e09c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8727",
                    table="referrals_keptapart",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="hearing",
            index=models.Index(models.F("service"), models.F("on"), name="hearing_by_day"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hearing",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_hearingevent" ("about", "adjourned_from_id", "at", "by_id", "id", "mandate_id", "on", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "version") VALUES (NEW."about", NEW."adjourned_from_id", NEW."at", NEW."by_id", NEW."id", NEW."mandate_id", NEW."on", NEW."outcome", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="50aee3320ee1a9bfb8283de7ed30e48c224f2329",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dab2d",
                    table="referrals_hearing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hearing",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_hearingevent" ("about", "adjourned_from_id", "at", "by_id", "id", "mandate_id", "on", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "version") VALUES (NEW."about", NEW."adjourned_from_id", NEW."at", NEW."by_id", NEW."id", NEW."mandate_id", NEW."on", NEW."outcome", NOW(), \'update\', NEW."id", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="228197baf28a13dec6d927a7c288e9472041b3d6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0db31",
                    table="referrals_hearing",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hearing",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_hearingevent" ("about", "adjourned_from_id", "at", "by_id", "id", "mandate_id", "on", "outcome", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "version") VALUES (OLD."about", OLD."adjourned_from_id", OLD."at", OLD."by_id", OLD."id", OLD."mandate_id", OLD."on", OLD."outcome", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."version"); RETURN NULL;',
                    hash="328463e1d7a10730c21e2716d0c6f342f86ecf0f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_71d41",
                    table="referrals_hearing",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("done_at", None), ("lifted_at", None)),
                fields=["service", "due_at", "id"],
                name="deadline_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.UniqueConstraint(
                fields=("service", "referral", "mandate", "kind"), name="deadline_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("done_by", None)),
                    models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                    _connector="OR",
                ),
                name="deadline_done_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_deadlineevent" ("done_at", "done_by_id", "done_words", "due_at", "id", "kind", "lifted_at", "mandate_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "version", "why") VALUES (NEW."done_at", NEW."done_by_id", NEW."done_words", NEW."due_at", NEW."id", NEW."kind", NEW."lifted_at", NEW."mandate_id", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."service_id", NEW."version", NEW."why"); RETURN NULL;',
                    hash="3662ad116394db028df7ed272862d6958a865728",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a86a4",
                    table="referrals_deadline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_deadlineevent" ("done_at", "done_by_id", "done_words", "due_at", "id", "kind", "lifted_at", "mandate_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "version", "why") VALUES (NEW."done_at", NEW."done_by_id", NEW."done_words", NEW."due_at", NEW."id", NEW."kind", NEW."lifted_at", NEW."mandate_id", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."service_id", NEW."version", NEW."why"); RETURN NULL;',
                    hash="2c9ebeaadd381ea320250dc5281a46b47f86e48e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c9cb3",
                    table="referrals_deadline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="deadline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_deadlineevent" ("done_at", "done_by_id", "done_words", "due_at", "id", "kind", "lifted_at", "mandate_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "version", "why") VALUES (OLD."done_at", OLD."done_by_id", OLD."done_words", OLD."due_at", OLD."id", OLD."kind", OLD."lifted_at", OLD."mandate_id", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."service_id", OLD."version", OLD."why"); RETURN NULL;',
                    hash="a29c151cab4787a89176fc68546dcfdd13d4e647",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eab34",
                    table="referrals_deadline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redirection",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_redirectionevent" ("ask_again_on", "at", "by_id", "id", "outcome", "outcome_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "to_whom", "version", "warm") VALUES (NEW."ask_again_on", NEW."at", NEW."by_id", NEW."id", NEW."outcome", NEW."outcome_on", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."service_id", NEW."to_whom", NEW."version", NEW."warm"); RETURN NULL;',
                    hash="76ca89cf6e1ff39643bcbf071c1a637766aac64c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38e9f",
                    table="referrals_redirection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redirection",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_redirectionevent" ("ask_again_on", "at", "by_id", "id", "outcome", "outcome_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "to_whom", "version", "warm") VALUES (NEW."ask_again_on", NEW."at", NEW."by_id", NEW."id", NEW."outcome", NEW."outcome_on", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."service_id", NEW."to_whom", NEW."version", NEW."warm"); RETURN NULL;',
                    hash="0487ccea93a2b473607fbca760c29b2203689b7d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3e8d",
                    table="referrals_redirection",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="redirection",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_redirectionevent" ("ask_again_on", "at", "by_id", "id", "outcome", "outcome_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "to_whom", "version", "warm") VALUES (OLD."ask_again_on", OLD."at", OLD."by_id", OLD."id", OLD."outcome", OLD."outcome_on", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."service_id", OLD."to_whom", OLD."version", OLD."warm"); RETURN NULL;',
                    hash="9bfdc70f03c6a20b1a3e2ddb70a2be41462ae1a8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_98e8e",
                    table="referrals_redirection",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="referrer",
            index=models.Index(
                models.F("service"),
                models.F("organization"),
                models.F("name"),
                models.F("id"),
                name="referrer_by_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="referrer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verified_at", None), ("verified_by", None)),
                    models.Q(("verified_at__isnull", False), ("verified_by__isnull", False)),
                    _connector="OR",
                ),
                name="referrer_verified_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referrer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referrerevent" ("email", "id", "kind", "name", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "service_id", "verified_at", "verified_by_id", "verified_how", "version") VALUES (NEW."email", NEW."id", NEW."kind", NEW."name", NEW."organization", NOW(), \'insert\', NEW."id", NEW."phone", NEW."service_id", NEW."verified_at", NEW."verified_by_id", NEW."verified_how", NEW."version"); RETURN NULL;',
                    hash="bf0d042ccb428636895ec67b6c0505f3e2f6761a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dc286",
                    table="referrals_referrer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referrer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_referrerevent" ("email", "id", "kind", "name", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "service_id", "verified_at", "verified_by_id", "verified_how", "version") VALUES (NEW."email", NEW."id", NEW."kind", NEW."name", NEW."organization", NOW(), \'update\', NEW."id", NEW."phone", NEW."service_id", NEW."verified_at", NEW."verified_by_id", NEW."verified_how", NEW."version"); RETURN NULL;',
                    hash="24f0d97726d825c762fcd291baf876d687f39060",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9f717",
                    table="referrals_referrer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referrer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referrerevent" ("email", "id", "kind", "name", "organization", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "service_id", "verified_at", "verified_by_id", "verified_how", "version") VALUES (OLD."email", OLD."id", OLD."kind", OLD."name", OLD."organization", NOW(), \'delete\', OLD."id", OLD."phone", OLD."service_id", OLD."verified_at", OLD."verified_by_id", OLD."verified_how", OLD."version"); RETURN NULL;',
                    hash="280b5d551467b63015823372d26077831465a248",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_13e85",
                    table="referrals_referrer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(models.F("service"), models.F("client"), name="mandate_by_client"),
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(models.F("service"), models.F("referral"), name="mandate_by_referral"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", None), ("amount__gt", 0), _connector="OR"),
                name="mandate_asks_for_some",
                violation_error_message="An order asks for at least one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("authority", "none"), models.Q(("authority_words", ""), _negated=True), _connector="OR"
                ),
                name="authority_says_where",
                violation_error_message="Say where it is written what we may tell.",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on", None),
                    ("issued_on", None),
                    ("due_on__gte", models.F("issued_on")),
                    _connector="OR",
                ),
                name="mandate_due_after_it_was_made",
                violation_error_message="It is to be done after it was made.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_mandateevent" ("amount", "at", "authority", "authority_words", "by_id", "client_id", "conditions", "counting", "due_on", "ended_on", "id", "issued_on", "kind", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "reports_to_id", "rules_id", "service_id", "version") VALUES (NEW."amount", NEW."at", NEW."authority", NEW."authority_words", NEW."by_id", NEW."client_id", NEW."conditions", NEW."counting", NEW."due_on", NEW."ended_on", NEW."id", NEW."issued_on", NEW."kind", NEW."number", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."reports_to_id", NEW."rules_id", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="c7a41af6e25653508c01465193ee9073b95bbfed",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5ee96",
                    table="referrals_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_mandateevent" ("amount", "at", "authority", "authority_words", "by_id", "client_id", "conditions", "counting", "due_on", "ended_on", "id", "issued_on", "kind", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "reports_to_id", "rules_id", "service_id", "version") VALUES (NEW."amount", NEW."at", NEW."authority", NEW."authority_words", NEW."by_id", NEW."client_id", NEW."conditions", NEW."counting", NEW."due_on", NEW."ended_on", NEW."id", NEW."issued_on", NEW."kind", NEW."number", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."reports_to_id", NEW."rules_id", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="cc3b11c303070d30b64a39404e9230a1d7366216",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_70d75",
                    table="referrals_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mandate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_mandateevent" ("amount", "at", "authority", "authority_words", "by_id", "client_id", "conditions", "counting", "due_on", "ended_on", "id", "issued_on", "kind", "number", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "reports_to_id", "rules_id", "service_id", "version") VALUES (OLD."amount", OLD."at", OLD."authority", OLD."authority_words", OLD."by_id", OLD."client_id", OLD."conditions", OLD."counting", OLD."due_on", OLD."ended_on", OLD."id", OLD."issued_on", OLD."kind", OLD."number", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."reports_to_id", OLD."rules_id", OLD."service_id", OLD."version"); RETURN NULL;',
                    hash="7df9da866cb707a4d93bb131853af17bd673bcc8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3b7f5",
                    table="referrals_mandate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetyline",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_safetylineevent" ("at", "by_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "words") VALUES (NEW."at", NEW."by_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."service_id", NEW."words"); RETURN NULL;',
                    hash="afd7ba969f2d2e522ac0a407894eec504b85c438",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8eb7e",
                    table="referrals_safetyline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetyline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_safetylineevent" ("at", "by_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "words") VALUES (NEW."at", NEW."by_id", NEW."id", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."service_id", NEW."words"); RETURN NULL;',
                    hash="86ac9b7d5ec2ae6f3c79490609452ea6e2849465",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d2f95",
                    table="referrals_safetyline",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="safetyline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_safetylineevent" ("at", "by_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "words") VALUES (OLD."at", OLD."by_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."service_id", OLD."words"); RETURN NULL;',
                    hash="556bb0441253b1a886a529baed9855d007978f80",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_be172",
                    table="referrals_safetyline",
                    when="AFTER",
                ),
            ),
        ),
    ]
