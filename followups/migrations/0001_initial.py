import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("programs", "0001_initial"),
        ("referrals", "0001_initial"),
        ("services", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("register_owed", "A register has gaps"),
                            ("note_owed", "A note is owed"),
                            ("crisis", "Follow-up after a crisis"),
                            ("missed_session", "He missed a session"),
                            ("before_first_session", "Before his first session"),
                            ("waiting", "He is waiting"),
                            ("letter_due", "A letter is due"),
                            ("stale_safe_contact", "Is his number still safe?"),
                            ("hand_over", "Handed over to you"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("handed_over", "Handed over")],
                        default="open",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="how it went")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="services.client",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "handed_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_to",
                        to="followups.followup",
                    ),
                ),
                (
                    "note",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_up",
                        to="programs.progressnote",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="referrals.referral",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_ups",
                        to="programs.groupsession",
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
                "ordering": ["due_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FollowUpEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("register_owed", "A register has gaps"),
                            ("note_owed", "A note is owed"),
                            ("crisis", "Follow-up after a crisis"),
                            ("missed_session", "He missed a session"),
                            ("before_first_session", "Before his first session"),
                            ("waiting", "He is waiting"),
                            ("letter_due", "A letter is due"),
                            ("stale_safe_contact", "Is his number still safe?"),
                            ("hand_over", "Handed over to you"),
                        ],
                        max_length=24,
                        verbose_name="kind",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("handed_over", "Handed over")],
                        default="open",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="how it went")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "client",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="services.client",
                    ),
                ),
                (
                    "closed_by",
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
                    "handed_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="followups.followup",
                    ),
                ),
                (
                    "note",
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
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="followups.followup",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["service", "owner", "due_at", "id"],
                name="follow_up_owed",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(models.F("service"), models.F("client"), name="follow_up_by_client"),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("handed_from", None), ("kind", "register_owed")),
                fields=("service", "session"),
                name="register_owed_once",
                violation_error_message="This register is already asked for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.UniqueConstraint(
                condition=models.Q(("handed_from", None)),
                fields=("service", "session", "client", "kind"),
                name="follow_up_once",
                violation_error_message="This is already on somebody's list.",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None), ("status", "open")),
                    models.Q(
                        models.Q(("status", "open"), _negated=True),
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="closed_by_a_person",
                violation_error_message="A follow-up is closed by a person, at a time.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "followups_followupevent" ("client_id", "closed_at", "closed_by_id", "due_at", "handed_from_id", "id", "kind", "note_id", "opened_at", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "session_id", "site_id", "status", "version") VALUES (NEW."client_id", NEW."closed_at", NEW."closed_by_id", NEW."due_at", NEW."handed_from_id", NEW."id", NEW."kind", NEW."note_id", NEW."opened_at", NEW."outcome", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."referral_id", NEW."service_id", NEW."session_id", NEW."site_id", NEW."status", NEW."version"); RETURN NULL;',
                    hash="8cbecab67e382e4b8527e941c37ec5b6b1dfe9bd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9fe79",
                    table="followups_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "followups_followupevent" ("client_id", "closed_at", "closed_by_id", "due_at", "handed_from_id", "id", "kind", "note_id", "opened_at", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "session_id", "site_id", "status", "version") VALUES (NEW."client_id", NEW."closed_at", NEW."closed_by_id", NEW."due_at", NEW."handed_from_id", NEW."id", NEW."kind", NEW."note_id", NEW."opened_at", NEW."outcome", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."referral_id", NEW."service_id", NEW."session_id", NEW."site_id", NEW."status", NEW."version"); RETURN NULL;',
                    hash="02c60dce0d4a15407cbd7166e8b6b78f98b67cd0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ba379",
                    table="followups_followup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followup",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "followups_followupevent" ("client_id", "closed_at", "closed_by_id", "due_at", "handed_from_id", "id", "kind", "note_id", "opened_at", "outcome", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "referral_id", "service_id", "session_id", "site_id", "status", "version") VALUES (OLD."client_id", OLD."closed_at", OLD."closed_by_id", OLD."due_at", OLD."handed_from_id", OLD."id", OLD."kind", OLD."note_id", OLD."opened_at", OLD."outcome", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."referral_id", OLD."service_id", OLD."session_id", OLD."site_id", OLD."status", OLD."version"); RETURN NULL;',
                    hash="82b603b81517be07c0050b1b03a8f631eba38938",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_62c0f",
                    table="followups_followup",
                    when="AFTER",
                ),
            ),
        ),
    ]
