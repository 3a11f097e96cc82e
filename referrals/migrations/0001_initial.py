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
            name="ImportBatch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("referrals", "Referrals"),
                            ("attendance", "Attendance, one row a man and session"),
                            ("register", "A register, one column a session"),
                            ("exits", "Exits"),
                        ],
                        max_length=12,
                        verbose_name="what it holds",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "Waiting to be read"),
                            ("checked", "Checked, nothing written yet"),
                            ("applying", "Waiting to be brought in"),
                            ("applied", "Brought in"),
                            ("undoing", "Waiting to be taken back"),
                            ("undone", "Taken back"),
                            ("given_up", "Given up"),
                            ("failed", "Could not be read"),
                        ],
                        default="uploaded",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                (
                    "content",
                    models.BinaryField(
                        help_text="Destroyed when the batch is applied or given up.", null=True
                    ),
                ),
                (
                    "options",
                    models.JSONField(
                        default=dict, help_text="group, program, mapping as the director corrected it"
                    ),
                ),
                ("result", models.JSONField(default=dict, help_text="What --format json prints")),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("lease_token", models.UUIDField(null=True)),
                ("uploaded_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "import batches",
                "ordering": ["-uploaded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ImportedRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("model", models.CharField(max_length=60)),
                ("record_id", models.UUIDField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "before",
                    models.JSONField(
                        help_text="What a changed row held before; null for one the batch made", null=True
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="referrals.importbatch",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "He came by himself"),
                            ("partner", "A partner suggested it"),
                            ("legal_counsel", "A lawyer"),
                            ("court", "A court"),
                            ("other", "Another service or person"),
                        ],
                        max_length=20,
                        verbose_name="how he came",
                    ),
                ),
                (
                    "pressure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_choice", "His own choice"),
                            ("ultimatum", "An ultimatum"),
                            ("advised", "He was advised to"),
                            ("ordered", "He was ordered to"),
                        ],
                        max_length=20,
                        verbose_name="under what pressure",
                    ),
                ),
                (
                    "crisis",
                    models.CharField(
                        choices=[
                            ("none", "No crisis named"),
                            ("separation", "Separation"),
                            ("ultimatum", "An ultimatum"),
                            ("charge", "A charge"),
                            ("order", "A court order"),
                            ("child_contact", "Contact with his children"),
                            ("self_harm", "Self-harm"),
                            ("other", "Something else"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="what had happened",
                    ),
                ),
                ("crisis_on", models.DateField(blank=True, null=True, verbose_name="when it happened")),
                (
                    "told_he_needs",
                    models.CharField(blank=True, max_length=300, verbose_name="what he was told he needs"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("contacting", "Being contacted"),
                            ("triaged", "Triaged"),
                            ("accepted", "Accepted"),
                            ("waitlisted", "Waiting for a place"),
                            ("redirected", "Helped elsewhere"),
                            ("declined", "Declined"),
                            ("placed", "Placed in a group"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("no_contact", "Not reached"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received")),
                ("received_at", models.DateTimeField()),
                (
                    "required_sessions",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions ordered"),
                ),
                ("order_number", models.CharField(blank=True, max_length=60, verbose_name="order number")),
                (
                    "reports_to",
                    models.CharField(blank=True, max_length=200, verbose_name="who must hear from us"),
                ),
                ("episode", models.PositiveSmallIntegerField(default=1)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="services.client",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
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
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="services.site",
                    ),
                ),
            ],
            options={
                "ordering": ["received_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContactAttempt",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "Phone call"),
                            ("text", "Text message"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("in_person", "In person"),
                        ],
                        default="call",
                        max_length=12,
                        verbose_name="how",
                    ),
                ),
                ("reached", models.BooleanField(default=False, verbose_name="we spoke with him")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="in a few words")),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
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
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReferralEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self", "He came by himself"),
                            ("partner", "A partner suggested it"),
                            ("legal_counsel", "A lawyer"),
                            ("court", "A court"),
                            ("other", "Another service or person"),
                        ],
                        max_length=20,
                        verbose_name="how he came",
                    ),
                ),
                (
                    "pressure",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_choice", "His own choice"),
                            ("ultimatum", "An ultimatum"),
                            ("advised", "He was advised to"),
                            ("ordered", "He was ordered to"),
                        ],
                        max_length=20,
                        verbose_name="under what pressure",
                    ),
                ),
                (
                    "crisis",
                    models.CharField(
                        choices=[
                            ("none", "No crisis named"),
                            ("separation", "Separation"),
                            ("ultimatum", "An ultimatum"),
                            ("charge", "A charge"),
                            ("order", "A court order"),
                            ("child_contact", "Contact with his children"),
                            ("self_harm", "Self-harm"),
                            ("other", "Something else"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="what had happened",
                    ),
                ),
                ("crisis_on", models.DateField(blank=True, null=True, verbose_name="when it happened")),
                (
                    "told_he_needs",
                    models.CharField(blank=True, max_length=300, verbose_name="what he was told he needs"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("contacting", "Being contacted"),
                            ("triaged", "Triaged"),
                            ("accepted", "Accepted"),
                            ("waitlisted", "Waiting for a place"),
                            ("redirected", "Helped elsewhere"),
                            ("declined", "Declined"),
                            ("placed", "Placed in a group"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("no_contact", "Not reached"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received")),
                ("received_at", models.DateTimeField()),
                (
                    "required_sessions",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="sessions ordered"),
                ),
                ("order_number", models.CharField(blank=True, max_length=60, verbose_name="order number")),
                (
                    "reports_to",
                    models.CharField(blank=True, max_length=200, verbose_name="who must hear from us"),
                ),
                ("episode", models.PositiveSmallIntegerField(default=1)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "owner",
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
                        to="referrals.referral",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReferralStep",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Received"),
                            ("contacting", "Being contacted"),
                            ("triaged", "Triaged"),
                            ("accepted", "Accepted"),
                            ("waitlisted", "Waiting for a place"),
                            ("redirected", "Helped elsewhere"),
                            ("declined", "Declined"),
                            ("placed", "Placed in a group"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("no_contact", "Not reached"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("contacting", "Being contacted"),
                            ("triaged", "Triaged"),
                            ("accepted", "Accepted"),
                            ("waitlisted", "Waiting for a place"),
                            ("redirected", "Helped elsewhere"),
                            ("declined", "Declined"),
                            ("placed", "Placed in a group"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("no_contact", "Not reached"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="referrals.referral",
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
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Triage",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("safety_prompts", models.JSONField(blank=True, default=list, verbose_name="safety")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("today", "Today"),
                            ("this_week", "This week"),
                            ("soon", "When a place is free"),
                        ],
                        default="soon",
                        max_length=12,
                        verbose_name="how soon",
                    ),
                ),
                (
                    "mood",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="how he is"),
                ),
                (
                    "alcohol",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="drinking and drugs"
                    ),
                ),
                (
                    "barriers",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what could keep him away"
                    ),
                ),
                ("immediate_plan", services.fields.EncryptedTextField(verbose_name="what happens now")),
                ("next_step_plan", services.fields.EncryptedTextField(verbose_name="what happens next")),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consulted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="triage",
                        to="referrals.referral",
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
                "verbose_name_plural": "triages",
            },
        ),
        migrations.CreateModel(
            name="TriageEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("safety_prompts", models.JSONField(blank=True, default=list, verbose_name="safety")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("today", "Today"),
                            ("this_week", "This week"),
                            ("soon", "When a place is free"),
                        ],
                        default="soon",
                        max_length=12,
                        verbose_name="how soon",
                    ),
                ),
                (
                    "mood",
                    services.fields.EncryptedTextField(blank=True, default="", verbose_name="how he is"),
                ),
                (
                    "alcohol",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="drinking and drugs"
                    ),
                ),
                (
                    "barriers",
                    services.fields.EncryptedTextField(
                        blank=True, default="", verbose_name="what could keep him away"
                    ),
                ),
                ("immediate_plan", services.fields.EncryptedTextField(verbose_name="what happens now")),
                ("next_step_plan", services.fields.EncryptedTextField(verbose_name="what happens next")),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consulted",
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
                        to="referrals.triage",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.referral",
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
        migrations.AddIndex(
            model_name="importbatch",
            index=models.Index(
                condition=models.Q(("status__in", ("uploaded", "applying", "undoing"))),
                fields=["status", "lease_until"],
                name="import_due",
            ),
        ),
        migrations.AddIndex(
            model_name="importedrecord",
            index=models.Index(models.F("service"), models.F("record_id"), name="imported_record"),
        ),
        migrations.AddConstraint(
            model_name="importedrecord",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("batch"),
                models.F("model"),
                models.F("record_id"),
                name="imported_once",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                models.F("service"),
                models.F("status"),
                models.F("received_at"),
                models.F("id"),
                name="referral_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                models.F("service"), models.F("client"), models.F("received_on"), name="referral_by_client"
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(models.F("service"), models.F("owner"), name="referral_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(
                models.F("service"), models.F("client"), models.F("episode"), name="referral_episode_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("client_id", "crisis", "crisis_on", "decided_at", "episode", "id", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "reports_to", "required_sessions", "service_id", "site_id", "source", "status", "told_he_needs", "version") VALUES (NEW."client_id", NEW."crisis", NEW."crisis_on", NEW."decided_at", NEW."episode", NEW."id", NEW."order_number", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."pressure", NEW."received_at", NEW."received_on", NEW."reports_to", NEW."required_sessions", NEW."service_id", NEW."site_id", NEW."source", NEW."status", NEW."told_he_needs", NEW."version"); RETURN NULL;',
                    hash="63ff799239ce0364f51d7087080a0f32c22b0c30",
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
                    func='INSERT INTO "referrals_referralevent" ("client_id", "crisis", "crisis_on", "decided_at", "episode", "id", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "reports_to", "required_sessions", "service_id", "site_id", "source", "status", "told_he_needs", "version") VALUES (NEW."client_id", NEW."crisis", NEW."crisis_on", NEW."decided_at", NEW."episode", NEW."id", NEW."order_number", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."pressure", NEW."received_at", NEW."received_on", NEW."reports_to", NEW."required_sessions", NEW."service_id", NEW."site_id", NEW."source", NEW."status", NEW."told_he_needs", NEW."version"); RETURN NULL;',
                    hash="46bcba9fdc2846cf0d933fec840f70878ebb1a10",
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
                    func='INSERT INTO "referrals_referralevent" ("client_id", "crisis", "crisis_on", "decided_at", "episode", "id", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "reports_to", "required_sessions", "service_id", "site_id", "source", "status", "told_he_needs", "version") VALUES (OLD."client_id", OLD."crisis", OLD."crisis_on", OLD."decided_at", OLD."episode", OLD."id", OLD."order_number", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."pressure", OLD."received_at", OLD."received_on", OLD."reports_to", OLD."required_sessions", OLD."service_id", OLD."site_id", OLD."source", OLD."status", OLD."told_he_needs", OLD."version"); RETURN NULL;',
                    hash="d4a1b61d1ec3379753a24d3329862229b8189077",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e24da",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("to_status__in", ["declined", "no_contact", "redirected", "withdrawn"]),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="step_says_why",
                violation_error_message="Say why: one sentence is enough.",
            ),
        ),
        migrations.AddConstraint(
            model_name="triage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("immediate_plan", b""), _negated=True),
                    models.Q(("next_step_plan", b""), _negated=True),
                ),
                name="triage_has_both_plans",
                violation_error_message="Write what happens now and what happens next.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="triage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_triageevent" ("alcohol", "at", "barriers", "by_id", "consulted_id", "id", "immediate_plan", "mood", "next_step_plan", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "safety_prompts", "service_id", "urgency", "version") VALUES (NEW."alcohol", NEW."at", NEW."barriers", NEW."by_id", NEW."consulted_id", NEW."id", NEW."immediate_plan", NEW."mood", NEW."next_step_plan", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."safety_prompts", NEW."service_id", NEW."urgency", NEW."version"); RETURN NULL;',
                    hash="db83da232f7cddbd29fd78df626ae82206ffdf29",
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
                    func='INSERT INTO "referrals_triageevent" ("alcohol", "at", "barriers", "by_id", "consulted_id", "id", "immediate_plan", "mood", "next_step_plan", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "safety_prompts", "service_id", "urgency", "version") VALUES (NEW."alcohol", NEW."at", NEW."barriers", NEW."by_id", NEW."consulted_id", NEW."id", NEW."immediate_plan", NEW."mood", NEW."next_step_plan", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."safety_prompts", NEW."service_id", NEW."urgency", NEW."version"); RETURN NULL;',
                    hash="a6dbb52ae67f6ad19e15719d3303cdafd7fd66c7",
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
                    func='INSERT INTO "referrals_triageevent" ("alcohol", "at", "barriers", "by_id", "consulted_id", "id", "immediate_plan", "mood", "next_step_plan", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "safety_prompts", "service_id", "urgency", "version") VALUES (OLD."alcohol", OLD."at", OLD."barriers", OLD."by_id", OLD."consulted_id", OLD."id", OLD."immediate_plan", OLD."mood", OLD."next_step_plan", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."safety_prompts", OLD."service_id", OLD."urgency", OLD."version"); RETURN NULL;',
                    hash="c3c43d5a486681727e7c6850ae165af7449d9f61",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_58a5b",
                    table="referrals_triage",
                    when="AFTER",
                ),
            ),
        ),
    ]
