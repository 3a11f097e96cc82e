"""Screens that men answered, and what risk tools said; only those who know them may read either."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import services.fields
from services.wall_operations import Wall

WHO_KNOW_HIM = ("intake", "counselor", "director")


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0013_calendar_feed"),
        ("services", "0012_wall_of_people_who_run_it"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("instrument", models.CharField(max_length=20, verbose_name="screen")),
                ("instrument_version", models.CharField(max_length=20)),
                (
                    "language",
                    models.CharField(default="en", max_length=10, verbose_name="language of the form"),
                ),
                ("answers", services.fields.EncryptedTextField()),
                (
                    "bands",
                    models.CharField(
                        choices=[("usual", "The usual bands"), ("abs", "The Australian bands")],
                        default="usual",
                        max_length=10,
                        verbose_name="bands",
                    ),
                ),
                (
                    "filled_in_by_him",
                    models.BooleanField(default=False, verbose_name="he filled it in himself"),
                ),
                ("total", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="total")),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minimal", "Minimal"),
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("moderately_severe", "Moderately severe"),
                            ("severe", "Severe"),
                            ("well", "Likely well"),
                            ("low", "Low"),
                            ("high", "High"),
                            ("very_high", "Very high"),
                            ("positive", "Ask further"),
                            ("negative", "Nothing to ask further"),
                        ],
                        max_length=20,
                        verbose_name="read as",
                    ),
                ),
                ("asks_safety", models.BooleanField(default=False)),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("intake", "At intake"),
                            ("midway", "Midway"),
                            ("end", "At the end"),
                            ("after", "Six months after"),
                            ("other", "At another time"),
                        ],
                        default="intake",
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="day")),
                (
                    "error_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was a mistake"),
                ),
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
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
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
                "ordering": ["-taken_on", "-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("instrument", models.CharField(max_length=20, verbose_name="screen")),
                ("instrument_version", models.CharField(max_length=20)),
                (
                    "language",
                    models.CharField(default="en", max_length=10, verbose_name="language of the form"),
                ),
                ("answers", services.fields.EncryptedTextField()),
                (
                    "bands",
                    models.CharField(
                        choices=[("usual", "The usual bands"), ("abs", "The Australian bands")],
                        default="usual",
                        max_length=10,
                        verbose_name="bands",
                    ),
                ),
                (
                    "filled_in_by_him",
                    models.BooleanField(default=False, verbose_name="he filled it in himself"),
                ),
                ("total", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="total")),
                (
                    "band",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("minimal", "Minimal"),
                            ("mild", "Mild"),
                            ("moderate", "Moderate"),
                            ("moderately_severe", "Moderately severe"),
                            ("severe", "Severe"),
                            ("well", "Likely well"),
                            ("low", "Low"),
                            ("high", "High"),
                            ("very_high", "Very high"),
                            ("positive", "Ask further"),
                            ("negative", "Nothing to ask further"),
                        ],
                        max_length=20,
                        verbose_name="read as",
                    ),
                ),
                ("asks_safety", models.BooleanField(default=False)),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("intake", "At intake"),
                            ("midway", "Midway"),
                            ("end", "At the end"),
                            ("after", "Six months after"),
                            ("other", "At another time"),
                        ],
                        default="intake",
                        max_length=10,
                        verbose_name="when",
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="day")),
                (
                    "error_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was a mistake"),
                ),
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
                        to="programs.assessment",
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
            name="RiskResult",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "tool",
                    models.CharField(
                        choices=[
                            ("c_ssrs", "C-SSRS (suicide risk)"),
                            ("sara", "SARA"),
                            ("b_safer", "B-SAFER"),
                            ("odara", "ODARA"),
                            ("dvrna", "DVRNA"),
                            ("dvrag", "DVRAG"),
                            ("maram", "MARAM"),
                            ("other", "Another tool"),
                        ],
                        max_length=10,
                        verbose_name="tool",
                    ),
                ),
                ("tool_name", models.CharField(blank=True, max_length=60, verbose_name="its name")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("none", "None found"),
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("assessed_on", models.DateField(verbose_name="day")),
                ("assessor", models.CharField(max_length=120, verbose_name="who assessed")),
                (
                    "error_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was a mistake"),
                ),
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
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="risk_results",
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
                "ordering": ["-assessed_on", "-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RiskResultEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "tool",
                    models.CharField(
                        choices=[
                            ("c_ssrs", "C-SSRS (suicide risk)"),
                            ("sara", "SARA"),
                            ("b_safer", "B-SAFER"),
                            ("odara", "ODARA"),
                            ("dvrna", "DVRNA"),
                            ("dvrag", "DVRAG"),
                            ("maram", "MARAM"),
                            ("other", "Another tool"),
                        ],
                        max_length=10,
                        verbose_name="tool",
                    ),
                ),
                ("tool_name", models.CharField(blank=True, max_length=60, verbose_name="its name")),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("none", "None found"),
                            ("low", "Low"),
                            ("moderate", "Moderate"),
                            ("high", "High"),
                        ],
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                ("assessed_on", models.DateField(verbose_name="day")),
                ("assessor", models.CharField(max_length=120, verbose_name="who assessed")),
                (
                    "error_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was a mistake"),
                ),
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
                        to="programs.riskresult",
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
            model_name="assessment",
            index=models.Index(
                models.F("service"),
                models.F("client"),
                models.F("instrument"),
                models.F("taken_on"),
                name="assessment_by_client",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("band", ""), ("total", None)),
                    models.Q(("total__isnull", False), models.Q(("band", ""), _negated=True)),
                    _connector="OR",
                ),
                name="assessment_gap_means_no_total",
                violation_error_message="A form with a gap has no total.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_assessmentevent" ("answers", "asks_safety", "at", "band", "bands", "by_id", "client_id", "error_reason", "filled_in_by_him", "id", "instrument", "instrument_version", "language", "occasion", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "taken_on", "total", "version") VALUES (NEW."answers", NEW."asks_safety", NEW."at", NEW."band", NEW."bands", NEW."by_id", NEW."client_id", NEW."error_reason", NEW."filled_in_by_him", NEW."id", NEW."instrument", NEW."instrument_version", NEW."language", NEW."occasion", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."taken_on", NEW."total", NEW."version"); RETURN NULL;',
                    hash="92e25d1c9a69a338f9da20d4e97eec2e40c37e58",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_62114",
                    table="programs_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_assessmentevent" ("answers", "asks_safety", "at", "band", "bands", "by_id", "client_id", "error_reason", "filled_in_by_him", "id", "instrument", "instrument_version", "language", "occasion", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "taken_on", "total", "version") VALUES (NEW."answers", NEW."asks_safety", NEW."at", NEW."band", NEW."bands", NEW."by_id", NEW."client_id", NEW."error_reason", NEW."filled_in_by_him", NEW."id", NEW."instrument", NEW."instrument_version", NEW."language", NEW."occasion", NOW(), \'update\', NEW."id", NEW."service_id", NEW."taken_on", NEW."total", NEW."version"); RETURN NULL;',
                    hash="761836e13f30a6873c50144bfadfa52486c96dce",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_47c67",
                    table="programs_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_assessmentevent" ("answers", "asks_safety", "at", "band", "bands", "by_id", "client_id", "error_reason", "filled_in_by_him", "id", "instrument", "instrument_version", "language", "occasion", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "taken_on", "total", "version") VALUES (OLD."answers", OLD."asks_safety", OLD."at", OLD."band", OLD."bands", OLD."by_id", OLD."client_id", OLD."error_reason", OLD."filled_in_by_him", OLD."id", OLD."instrument", OLD."instrument_version", OLD."language", OLD."occasion", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."taken_on", OLD."total", OLD."version"); RETURN NULL;',
                    hash="47fc663f9a4918ceb72e21d68b6c8d30da30d948",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_92fba",
                    table="programs_assessment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="riskresult",
            index=models.Index(
                models.F("service"), models.F("client"), models.F("assessed_on"), name="risk_result_by_client"
            ),
        ),
        migrations.AddConstraint(
            model_name="riskresult",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("tool", "other"), _negated=True),
                    models.Q(("tool_name", ""), _negated=True),
                    _connector="OR",
                ),
                name="risk_result_names_its_tool",
                violation_error_message="Which tool was it?",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskresult",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_riskresultevent" ("assessed_on", "assessor", "at", "by_id", "client_id", "error_reason", "id", "level", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "tool", "tool_name", "version") VALUES (NEW."assessed_on", NEW."assessor", NEW."at", NEW."by_id", NEW."client_id", NEW."error_reason", NEW."id", NEW."level", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."tool", NEW."tool_name", NEW."version"); RETURN NULL;',
                    hash="6b965530a8aea047f9399907a4e82ba900e287c1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_14ee2",
                    table="programs_riskresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskresult",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "programs_riskresultevent" ("assessed_on", "assessor", "at", "by_id", "client_id", "error_reason", "id", "level", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "tool", "tool_name", "version") VALUES (NEW."assessed_on", NEW."assessor", NEW."at", NEW."by_id", NEW."client_id", NEW."error_reason", NEW."id", NEW."level", NOW(), \'update\', NEW."id", NEW."service_id", NEW."tool", NEW."tool_name", NEW."version"); RETURN NULL;',
                    hash="de449b300ad2d929b7ccaecde7183805d48f35ee",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71a60",
                    table="programs_riskresult",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskresult",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "programs_riskresultevent" ("assessed_on", "assessor", "at", "by_id", "client_id", "error_reason", "id", "level", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "tool", "tool_name", "version") VALUES (OLD."assessed_on", OLD."assessor", OLD."at", OLD."by_id", OLD."client_id", OLD."error_reason", OLD."id", OLD."level", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."tool", OLD."tool_name", OLD."version"); RETURN NULL;',
                    hash="672a19764a3a4746faa5ab1ad917301deceda44f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f77a7",
                    table="programs_riskresult",
                    when="AFTER",
                ),
            ),
        ),
        Wall("assessment", roles=WHO_KNOW_HIM),
        Wall("assessmentevent", roles=WHO_KNOW_HIM, append_only=True),
        Wall("riskresult", roles=WHO_KNOW_HIM),
        Wall("riskresultevent", roles=WHO_KNOW_HIM, append_only=True),
    ]
