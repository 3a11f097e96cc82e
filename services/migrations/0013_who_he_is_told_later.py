"""He may have no name yet; how things stand at home is dated; two records may turn out to be one man."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import services.fields


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0012_wall_of_people_who_run_it"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseCover",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="until")),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["until", "id"],
            },
        ),
        migrations.CreateModel(
            name="CaseCoverEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("since", models.DateField(verbose_name="from")),
                ("until", models.DateField(verbose_name="until")),
                ("reason", models.CharField(max_length=300, verbose_name="why")),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClientMerge",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "moved",
                    models.JSONField(
                        default=dict, help_text="For each table: the ids that pointed at the one that is gone"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ClientMergeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "moved",
                    models.JSONField(
                        default=dict, help_text="For each table: the ids that pointed at the one that is gone"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RelationshipStatus",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("together", "Together"),
                            ("separated_apart", "Separated, living apart"),
                            ("separated_same_home", "Separated, in the same home"),
                            ("divorced", "Divorced"),
                            ("new_partner", "With a new partner"),
                            ("single", "On his own"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="how things stand",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("told_on", models.DateField(verbose_name="told us on")),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "relationship statuses",
                "ordering": ["-told_on", "-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RelationshipStatusEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("together", "Together"),
                            ("separated_apart", "Separated, living apart"),
                            ("separated_same_home", "Separated, in the same home"),
                            ("divorced", "Divorced"),
                            ("new_partner", "With a new partner"),
                            ("single", "On his own"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                        verbose_name="how things stand",
                    ),
                ),
                ("since", models.DateField(blank=True, null=True, verbose_name="since")),
                ("told_on", models.DateField(verbose_name="told us on")),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="client",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="client",
            name="client_has_a_name",
        ),
        migrations.AddField(
            model_name="client",
            name="child_contact",
            field=models.CharField(
                blank=True,
                choices=[
                    ("lives_with_them", "He lives with them"),
                    ("agreed", "As the parents agreed"),
                    ("supervised", "Supervised visits"),
                    ("none_by_order", "None, by order"),
                    ("none", "None at the moment"),
                ],
                max_length=20,
                verbose_name="how he sees his children",
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="identity",
            field=services.fields.EncryptedTextField(
                blank=True, default="", verbose_name="Indigenous identity, in his words"
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="new_baby",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="has a new baby, or one on the way"
            ),
        ),
        migrations.AddField(
            model_name="client",
            name="reads_easily",
            field=models.BooleanField(blank=True, null=True, verbose_name="reads easily"),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="child_contact",
            field=models.CharField(
                blank=True,
                choices=[
                    ("lives_with_them", "He lives with them"),
                    ("agreed", "As the parents agreed"),
                    ("supervised", "Supervised visits"),
                    ("none_by_order", "None, by order"),
                    ("none", "None at the moment"),
                ],
                max_length=20,
                verbose_name="how he sees his children",
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="identity",
            field=services.fields.EncryptedTextField(
                blank=True, default="", verbose_name="Indigenous identity, in his words"
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="new_baby",
            field=models.BooleanField(
                blank=True, null=True, verbose_name="has a new baby, or one on the way"
            ),
        ),
        migrations.AddField(
            model_name="clientevent",
            name="reads_easily",
            field=models.BooleanField(blank=True, null=True, verbose_name="reads easily"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="client",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_clientevent" ("child_contact", "created_at", "date_of_birth", "first_name", "id", "identity", "is_father", "language", "last_name", "merged_into_id", "needs_interpreter", "new_baby", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_easily", "reference", "relationship", "service_id", "version") VALUES (NEW."child_contact", NEW."created_at", NEW."date_of_birth", NEW."first_name", NEW."id", NEW."identity", NEW."is_father", NEW."language", NEW."last_name", NEW."merged_into_id", NEW."needs_interpreter", NEW."new_baby", NEW."other_names", NOW(), \'insert\', NEW."id", NEW."reads_easily", NEW."reference", NEW."relationship", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="385565152971d89b7a4dc6021d9651251d919a73",
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
                    condition='WHEN (OLD."child_contact" IS DISTINCT FROM (NEW."child_contact") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."date_of_birth" IS DISTINCT FROM (NEW."date_of_birth") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."identity" IS DISTINCT FROM (NEW."identity") OR OLD."is_father" IS DISTINCT FROM (NEW."is_father") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."last_name" IS DISTINCT FROM (NEW."last_name") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."needs_interpreter" IS DISTINCT FROM (NEW."needs_interpreter") OR OLD."new_baby" IS DISTINCT FROM (NEW."new_baby") OR OLD."other_names" IS DISTINCT FROM (NEW."other_names") OR OLD."reads_easily" IS DISTINCT FROM (NEW."reads_easily") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."relationship" IS DISTINCT FROM (NEW."relationship") OR OLD."service_id" IS DISTINCT FROM (NEW."service_id") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "services_clientevent" ("child_contact", "created_at", "date_of_birth", "first_name", "id", "identity", "is_father", "language", "last_name", "merged_into_id", "needs_interpreter", "new_baby", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_easily", "reference", "relationship", "service_id", "version") VALUES (NEW."child_contact", NEW."created_at", NEW."date_of_birth", NEW."first_name", NEW."id", NEW."identity", NEW."is_father", NEW."language", NEW."last_name", NEW."merged_into_id", NEW."needs_interpreter", NEW."new_baby", NEW."other_names", NOW(), \'update\', NEW."id", NEW."reads_easily", NEW."reference", NEW."relationship", NEW."service_id", NEW."version"); RETURN NULL;',
                    hash="0e76a078dbc3e33f966ca07bd92f590b4af27ff5",
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
                    func='INSERT INTO "services_clientevent" ("child_contact", "created_at", "date_of_birth", "first_name", "id", "identity", "is_father", "language", "last_name", "merged_into_id", "needs_interpreter", "new_baby", "other_names", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_easily", "reference", "relationship", "service_id", "version") VALUES (OLD."child_contact", OLD."created_at", OLD."date_of_birth", OLD."first_name", OLD."id", OLD."identity", OLD."is_father", OLD."language", OLD."last_name", OLD."merged_into_id", OLD."needs_interpreter", OLD."new_baby", OLD."other_names", NOW(), \'delete\', OLD."id", OLD."reads_easily", OLD."reference", OLD."relationship", OLD."service_id", OLD."version"); RETURN NULL;',
                    hash="ccbb7228a6c4c568bb6d718a0421c50e504cf6fe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_96bd9",
                    table="services_client",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="casecover",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="casecover",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="covers", to="services.client"
            ),
        ),
        migrations.AddField(
            model_name="casecover",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="casecover",
            name="staff",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case_covers",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casecoverevent",
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
            model_name="casecoverevent",
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
            model_name="casecoverevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="services.casecover",
            ),
        ),
        migrations.AddField(
            model_name="casecoverevent",
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
            model_name="casecoverevent",
            name="staff",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="gone",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.client"
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.client"
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="clientmerge",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
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
            model_name="clientmergeevent",
            name="gone",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
            name="kept",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="services.clientmerge",
            ),
        ),
        migrations.AddField(
            model_name="clientmergeevent",
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
            model_name="clientmergeevent",
            name="undone_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="relationshipstatus",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="relationshipstatus",
            name="client",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="relationship_statuses",
                to="services.client",
            ),
        ),
        migrations.AddField(
            model_name="relationshipstatus",
            name="service",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="services.service"
            ),
        ),
        migrations.AddField(
            model_name="relationshipstatusevent",
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
            model_name="relationshipstatusevent",
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
            model_name="relationshipstatusevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="services.relationshipstatus",
            ),
        ),
        migrations.AddField(
            model_name="relationshipstatusevent",
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
            model_name="casecover",
            index=models.Index(
                models.F("service"), models.F("staff"), models.F("until"), name="case_cover_by_staff"
            ),
        ),
        migrations.AddIndex(
            model_name="casecover",
            index=models.Index(models.F("service"), models.F("client"), name="case_cover_by_client"),
        ),
        migrations.AddConstraint(
            model_name="casecover",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))),
                name="case_cover_ends_after_it_began",
                violation_error_message="It ends after it begins.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casecover",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_casecoverevent" ("at", "by_id", "client_id", "ended_at", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "since", "staff_id", "until") VALUES (NEW."at", NEW."by_id", NEW."client_id", NEW."ended_at", NEW."id", NOW(), \'insert\', NEW."id", NEW."reason", NEW."service_id", NEW."since", NEW."staff_id", NEW."until"); RETURN NULL;',
                    hash="0665277f6dc6ed76dd2316ec98d9269a5925b6ec",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e3ec9",
                    table="services_casecover",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casecover",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "services_casecoverevent" ("at", "by_id", "client_id", "ended_at", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "since", "staff_id", "until") VALUES (NEW."at", NEW."by_id", NEW."client_id", NEW."ended_at", NEW."id", NOW(), \'update\', NEW."id", NEW."reason", NEW."service_id", NEW."since", NEW."staff_id", NEW."until"); RETURN NULL;',
                    hash="25007dc148797f0cc7e0a702c61f4964a01092de",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4afdc",
                    table="services_casecover",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="casecover",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_casecoverevent" ("at", "by_id", "client_id", "ended_at", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "since", "staff_id", "until") VALUES (OLD."at", OLD."by_id", OLD."client_id", OLD."ended_at", OLD."id", NOW(), \'delete\', OLD."id", OLD."reason", OLD."service_id", OLD."since", OLD."staff_id", OLD."until"); RETURN NULL;',
                    hash="a699d130cc4bca3c32473a257d1b20d7cafa5d91",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6072",
                    table="services_casecover",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="clientmerge",
            index=models.Index(models.F("service"), models.F("kept"), name="merge_by_kept"),
        ),
        migrations.AddIndex(
            model_name="clientmerge",
            index=models.Index(models.F("service"), models.F("gone"), name="merge_by_gone"),
        ),
        migrations.AddConstraint(
            model_name="clientmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("gone")), _negated=True), name="merge_of_two_records"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_clientmergeevent" ("at", "by_id", "gone_id", "id", "kept_id", "moved", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "undone_at", "undone_by_id") VALUES (NEW."at", NEW."by_id", NEW."gone_id", NEW."id", NEW."kept_id", NEW."moved", NOW(), \'insert\', NEW."id", NEW."reason", NEW."service_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                    hash="f9d9d496327d4a1bb38067a8b5444c974aa40671",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2fd6e",
                    table="services_clientmerge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "services_clientmergeevent" ("at", "by_id", "gone_id", "id", "kept_id", "moved", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "undone_at", "undone_by_id") VALUES (NEW."at", NEW."by_id", NEW."gone_id", NEW."id", NEW."kept_id", NEW."moved", NOW(), \'update\', NEW."id", NEW."reason", NEW."service_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;',
                    hash="f94d573f155b767e88da57d96c37090d2c13f1a9",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b6c05",
                    table="services_clientmerge",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clientmerge",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_clientmergeevent" ("at", "by_id", "gone_id", "id", "kept_id", "moved", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "service_id", "undone_at", "undone_by_id") VALUES (OLD."at", OLD."by_id", OLD."gone_id", OLD."id", OLD."kept_id", OLD."moved", NOW(), \'delete\', OLD."id", OLD."reason", OLD."service_id", OLD."undone_at", OLD."undone_by_id"); RETURN NULL;',
                    hash="3545be0c59bebdea7e456ac473871ec9a132acf3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8679f",
                    table="services_clientmerge",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="relationshipstatus",
            index=models.Index(
                models.F("service"), models.F("client"), models.F("told_on"), name="relationship_by_client"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationshipstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_relationshipstatusevent" ("at", "by_id", "client_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "since", "status", "told_on") VALUES (NEW."at", NEW."by_id", NEW."client_id", NEW."id", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."since", NEW."status", NEW."told_on"); RETURN NULL;',
                    hash="d1f80881f365370489fa754e291511254f81f984",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9ffcc",
                    table="services_relationshipstatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationshipstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "services_relationshipstatusevent" ("at", "by_id", "client_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "since", "status", "told_on") VALUES (NEW."at", NEW."by_id", NEW."client_id", NEW."id", NOW(), \'update\', NEW."id", NEW."service_id", NEW."since", NEW."status", NEW."told_on"); RETURN NULL;',
                    hash="7ce269fed3880e95dab4942b1816346390d30313",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c5b57",
                    table="services_relationshipstatus",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relationshipstatus",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_relationshipstatusevent" ("at", "by_id", "client_id", "id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "since", "status", "told_on") VALUES (OLD."at", OLD."by_id", OLD."client_id", OLD."id", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."since", OLD."status", OLD."told_on"); RETURN NULL;',
                    hash="a4474868a9eba00308afe6970b30c6c1686f0253",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9ed01",
                    table="services_relationshipstatus",
                    when="AFTER",
                ),
            ),
        ),
    ]
