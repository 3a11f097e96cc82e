import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import services.fields
import services.folding


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("name", models.CharField(max_length=150, verbose_name="name")),
                (
                    "can_log_in",
                    models.BooleanField(
                        default=True, help_text="Off for API tokens and for the house itself."
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        choices=[("", "As the device"), ("light", "Light"), ("dark", "Dark")],
                        max_length=5,
                        verbose_name="colors",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name_plural": "staff",
            },
        ),
        migrations.CreateModel(
            name="Client",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "reference",
                    models.CharField(
                        help_text="Ours, or the one an old list gave him.",
                        max_length=40,
                        verbose_name="reference",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=100, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                (
                    "other_names",
                    models.CharField(blank=True, max_length=200, verbose_name="other names he uses"),
                ),
                ("date_of_birth", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("language", models.CharField(blank=True, max_length=60, verbose_name="language he prefers")),
                (
                    "needs_interpreter",
                    models.BooleanField(default=False, verbose_name="needs an interpreter"),
                ),
                ("is_father", models.BooleanField(blank=True, null=True, verbose_name="is a father")),
                (
                    "relationship",
                    models.CharField(blank=True, max_length=120, verbose_name="relationship, in his words"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                (
                    "find_first",
                    models.GeneratedField(
                        db_persist=True,
                        expression=services.folding.Folded("first_name"),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                (
                    "find_last",
                    models.GeneratedField(
                        db_persist=True,
                        expression=services.folding.Folded("last_name"),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
                (
                    "find_other",
                    models.GeneratedField(
                        db_persist=True,
                        expression=services.folding.Folded("other_names"),
                        output_field=models.TextField(db_collation="C"),
                    ),
                ),
            ],
            options={
                "ordering": ["find_last", "find_first", "id"],
            },
        ),
        migrations.CreateModel(
            name="LoopPass",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("finished_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("slug", models.SlugField(unique=True, verbose_name="short name")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("zone", models.CharField(default="UTC", max_length=64, verbose_name="time zone")),
                (
                    "region",
                    models.CharField(
                        default="CA",
                        help_text="For telephone numbers and public holidays.",
                        max_length=10,
                        verbose_name="region",
                    ),
                ),
                ("locale", models.CharField(default="en", max_length=10, verbose_name="language")),
                (
                    "crisis_line",
                    models.CharField(blank=True, max_length=200, verbose_name="crisis line to read aloud"),
                ),
                ("is_demo", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="ContactRule",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "Phone"), ("email", "E-mail")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("value", services.fields.EncryptedTextField(verbose_name="number or address")),
                ("value_print", models.CharField(editable=False, max_length=32)),
                ("last_four_print", models.CharField(blank=True, editable=False, max_length=32)),
                ("may_contact", models.BooleanField(default=False, verbose_name="we may use it")),
                (
                    "may_leave_message",
                    models.BooleanField(default=False, verbose_name="we may leave a message"),
                ),
                ("may_say_who", models.BooleanField(default=False, verbose_name="we may say who we are")),
                ("hours", models.CharField(blank=True, max_length=120, verbose_name="when")),
                ("who_else", models.CharField(blank=True, max_length=120, verbose_name="who else uses it")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="last confirmed with him"),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_rules",
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
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("counselor", "Counselor"),
                            ("peer", "Peer counselor"),
                            ("director", "Program director"),
                            ("partner_worker", "Partner worker"),
                            ("researcher", "Researcher"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
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
            ],
        ),
        migrations.CreateModel(
            name="ContactRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "Phone"), ("email", "E-mail")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("value", services.fields.EncryptedTextField(verbose_name="number or address")),
                ("value_print", models.CharField(editable=False, max_length=32)),
                ("last_four_print", models.CharField(blank=True, editable=False, max_length=32)),
                ("may_contact", models.BooleanField(default=False, verbose_name="we may use it")),
                (
                    "may_leave_message",
                    models.BooleanField(default=False, verbose_name="we may leave a message"),
                ),
                ("may_say_who", models.BooleanField(default=False, verbose_name="we may say who we are")),
                ("hours", models.CharField(blank=True, max_length=120, verbose_name="when")),
                ("who_else", models.CharField(blank=True, max_length=120, verbose_name="who else uses it")),
                (
                    "confirmed_on",
                    models.DateField(blank=True, null=True, verbose_name="last confirmed with him"),
                ),
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
                        to="services.contactrule",
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
            name="ClientEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "reference",
                    models.CharField(
                        help_text="Ours, or the one an old list gave him.",
                        max_length=40,
                        verbose_name="reference",
                    ),
                ),
                ("first_name", models.CharField(blank=True, max_length=100, verbose_name="first name")),
                ("last_name", models.CharField(blank=True, max_length=100, verbose_name="last name")),
                (
                    "other_names",
                    models.CharField(blank=True, max_length=200, verbose_name="other names he uses"),
                ),
                ("date_of_birth", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("language", models.CharField(blank=True, max_length=60, verbose_name="language he prefers")),
                (
                    "needs_interpreter",
                    models.BooleanField(default=False, verbose_name="needs an interpreter"),
                ),
                ("is_father", models.BooleanField(blank=True, null=True, verbose_name="is a father")),
                (
                    "relationship",
                    models.CharField(blank=True, max_length=120, verbose_name="relationship, in his words"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.client",
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
        migrations.AddField(
            model_name="client",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("what", models.CharField(max_length=80)),
                ("about_type", models.CharField(max_length=60)),
                ("about_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("details", models.JSONField(blank=True, default=dict)),
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
            ],
            options={
                "verbose_name_plural": "audit entries",
            },
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("counselor", "Counselor"),
                            ("peer", "Peer counselor"),
                            ("director", "Program director"),
                            ("partner_worker", "Partner worker"),
                            ("researcher", "Researcher"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="what it is for")),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "staff",
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
            ],
        ),
        migrations.CreateModel(
            name="AccessEvent",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("what", models.CharField(max_length=60)),
                ("about_id", models.UUIDField()),
                ("reason", models.CharField(max_length=300, verbose_name="why you open this")),
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
            ],
        ),
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "zone",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the service's own.",
                        max_length=64,
                        verbose_name="time zone",
                    ),
                ),
                (
                    "region",
                    models.CharField(blank=True, max_length=10, verbose_name="region for public holidays"),
                ),
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
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("counselor", "Counselor"),
                            ("peer", "Peer counselor"),
                            ("director", "Program director"),
                            ("partner_worker", "Partner worker"),
                            ("researcher", "Researcher"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="services.membership",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
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
        migrations.AddField(
            model_name="membership",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="services.site",
            ),
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("intake", "Intake"),
                            ("counselor", "Counselor"),
                            ("peer", "Peer counselor"),
                            ("director", "Program director"),
                            ("partner_worker", "Partner worker"),
                            ("researcher", "Researcher"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "invited_by",
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
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="services.site",
                    ),
                ),
            ],
            options={
                "ordering": ["-created_at"],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=200)),
                ("request_hash", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("answer", models.JSONField(blank=True, null=True)),
                ("etag", models.CharField(blank=True, max_length=40)),
                ("created_at", models.DateTimeField()),
                (
                    "staff",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("service"), models.F("staff"), models.F("key"), name="idempotency_key_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="contactrule",
            index=models.Index(models.F("service"), models.F("value_print"), name="contact_by_value"),
        ),
        migrations.AddIndex(
            model_name="contactrule",
            index=models.Index(models.F("service"), models.F("last_four_print"), name="contact_by_last_four"),
        ),
        migrations.AddConstraint(
            model_name="contactrule",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("client"),
                models.F("kind"),
                models.F("value_print"),
                name="contact_rule_once",
                violation_error_message="This number or address is already on his page.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_contactruleevent" ("client_id", "confirmed_on", "hours", "id", "kind", "last_four_print", "may_contact", "may_leave_message", "may_say_who", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "value", "value_print", "who_else") VALUES (NEW."client_id", NEW."confirmed_on", NEW."hours", NEW."id", NEW."kind", NEW."last_four_print", NEW."may_contact", NEW."may_leave_message", NEW."may_say_who", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."value", NEW."value_print", NEW."who_else"); RETURN NULL;',
                    hash="8f30a15cec74e2f11d34a14454a8dfbcbf68519d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9da3e",
                    table="services_contactrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "services_contactruleevent" ("client_id", "confirmed_on", "hours", "id", "kind", "last_four_print", "may_contact", "may_leave_message", "may_say_who", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "value", "value_print", "who_else") VALUES (NEW."client_id", NEW."confirmed_on", NEW."hours", NEW."id", NEW."kind", NEW."last_four_print", NEW."may_contact", NEW."may_leave_message", NEW."may_say_who", NOW(), \'update\', NEW."id", NEW."service_id", NEW."value", NEW."value_print", NEW."who_else"); RETURN NULL;',
                    hash="758a3c9019e23e413c38a76838fe1cc03384f85c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d8b89",
                    table="services_contactrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_contactruleevent" ("client_id", "confirmed_on", "hours", "id", "kind", "last_four_print", "may_contact", "may_leave_message", "may_say_who", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "value", "value_print", "who_else") VALUES (OLD."client_id", OLD."confirmed_on", OLD."hours", OLD."id", OLD."kind", OLD."last_four_print", OLD."may_contact", OLD."may_leave_message", OLD."may_say_who", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."value", OLD."value_print", OLD."who_else"); RETURN NULL;',
                    hash="3379fb9c2077d5402ee4ff4027966cdee8e28f6f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_89ac0",
                    table="services_contactrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(
                models.F("service"),
                models.F("find_last"),
                models.F("find_first"),
                models.F("id"),
                name="client_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(models.F("service"), models.F("find_first"), name="client_by_first"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(models.F("service"), models.F("find_other"), name="client_by_other"),
        ),
        migrations.AddIndex(
            model_name="client",
            index=models.Index(models.F("service"), models.F("date_of_birth"), name="client_by_birth"),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("reference"),
                name="client_reference_once",
                violation_error_message="Another man already has this reference.",
            ),
        ),
        migrations.AddConstraint(
            model_name="client",
            constraint=models.CheckConstraint(
                condition=models.Q(("first_name", ""), ("last_name", ""), _negated=True),
                name="client_has_a_name",
                violation_error_message="Give at least one name.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_clientevent" ("created_at", "date_of_birth", "first_name", "id", "is_father", "language", "last_name", "needs_interpreter", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "relationship", "service_id", "version") VALUES (NEW."created_at", NEW."date_of_birth", NEW."first_name", NEW."id", NEW."is_father", NEW."language", NEW."last_name", NEW."needs_interpreter", NEW."other_names", NOW(), \'insert\', NEW."id", NEW."reference", NEW."relationship", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="38039e23afc9b775bba91f3a3f283e1b85f7551d",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74d08",
                    table="services_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."date_of_birth" IS DISTINCT FROM (NEW."date_of_birth") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_father" IS DISTINCT FROM (NEW."is_father") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."needs_interpreter" IS DISTINCT FROM (NEW."needs_interpreter") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."relationship" IS DISTINCT FROM (NEW."relationship") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "services_clientevent" ("created_at", "date_of_birth", "first_name", "id", "is_father", "language", "last_name", "needs_interpreter", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "relationship", "service_id", "version") VALUES (NEW."created_at", NEW."date_of_birth", NEW."first_name", NEW."id", NEW."is_father", NEW."language", NEW."last_name", NEW."needs_interpreter", NEW."other_names", NOW(), \'update\', NEW."id", NEW."reference", NEW."relationship", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="83789677bf4c02cb5ef083ee6690f54dabc38949",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bef89",
                    table="services_client",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_clientevent" ("created_at", "date_of_birth", "first_name", "id", "is_father", "language", "last_name", "needs_interpreter", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "relationship", "service_id", "version") VALUES (OLD."created_at", OLD."date_of_birth", OLD."first_name", OLD."id", OLD."is_father", OLD."language", OLD."last_name", OLD."needs_interpreter", OLD."other_names", NOW(), \'delete\', OLD."id", OLD."reference", OLD."relationship", OLD."service_id", OLD."version"); RETURN NULL;',
                    hash="15deaf81655b395ef3ce6558325013a9861a11b0",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_96bd9",
                    table="services_client",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(models.F("service"), models.F("about_id"), models.F("at"), name="audit_about"),
        ),
        migrations.AddIndex(
            model_name="apitoken",
            index=models.Index(models.F("token_hash"), name="api_token_hash"),
        ),
        migrations.AddConstraint(
            model_name="apitoken",
            constraint=models.UniqueConstraint(
                models.F("service"), models.F("token_hash"), name="api_token_once"
            ),
        ),
        migrations.AddIndex(
            model_name="accessevent",
            index=models.Index(
                models.F("service"), models.F("about_id"), models.F("at"), name="access_about"
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                models.F("service"),
                models.F("name"),
                name="site_name_once",
                violation_error_message="There is already a site of this name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("service", "staff", "role", "site"),
                name="membership_once",
                nulls_distinct=False,
                violation_error_message="This person already has this role here.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_membershipevent" ("ended_at", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "service_id", "site_id", "staff_id", "started_at", "supervisor_id") VALUES (NEW."ended_at", NEW."id", NOW(), \'insert\', NEW."id", NEW."role", NEW."service_id", NEW."site_id", NEW."staff_id", NEW."started_at", NEW."supervisor_id"); RETURN NULL;',
                    hash="f0240b212d3197876afa43612bdb79562a6b419a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0f1ee",
                    table="services_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "services_membershipevent" ("ended_at", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "service_id", "site_id", "staff_id", "started_at", "supervisor_id") VALUES (NEW."ended_at", NEW."id", NOW(), \'update\', NEW."id", NEW."role", NEW."service_id", NEW."site_id", NEW."staff_id", NEW."started_at", NEW."supervisor_id"); RETURN NULL;',
                    hash="f61ea29877c06d2ed8a9149d07c05955d8ca67ec",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ed020",
                    table="services_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_membershipevent" ("ended_at", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "service_id", "site_id", "staff_id", "started_at", "supervisor_id") VALUES (OLD."ended_at", OLD."id", NOW(), \'delete\', OLD."id", OLD."role", OLD."service_id", OLD."site_id", OLD."staff_id", OLD."started_at", OLD."supervisor_id"); RETURN NULL;',
                    hash="44ba4abbabe0635d97ae7acd52c6e2ab35021852",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9eca2",
                    table="services_membership",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                models.F("service"), models.F("token_hash"), name="invitation_token_once"
            ),
        ),
    ]
