"""Views of lists that people keep under a name."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from services.wall_operations import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0005_tally"),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("page", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=500)),
                ("shared", models.BooleanField(default=False, verbose_name="shared")),
                ("on_my_work", models.BooleanField(default=False, verbose_name="on My work")),
                ("place", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="saved_views",
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
                "ordering": ["page", "shared", "place", "id"],
            },
        ),
        migrations.CreateModel(
            name="SavedViewEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("page", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(blank=True, max_length=500)),
                ("shared", models.BooleanField(default=False, verbose_name="shared")),
                ("on_my_work", models.BooleanField(default=False, verbose_name="on My work")),
                ("place", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
                        to="services.savedview",
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
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("service", "owner", "page", "name"),
                name="saved_view_name_once",
                violation_error_message="You have a view of this name here already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedview",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_savedviewevent" ("created_at", "id", "name", "on_my_work", "owner_id", "page", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "query", "removed_at", "service_id", "shared", "version") VALUES (NEW."created_at", NEW."id", NEW."name", NEW."on_my_work", NEW."owner_id", NEW."page", NOW(), \'insert\', NEW."id", NEW."place", NEW."query", NEW."removed_at", NEW."service_id", NEW."shared", NEW."version"); RETURN NULL;',
                    hash="c8841764fae3cafedbd3d8944647ad7ac4612a24",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7436b",
                    table="services_savedview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedview",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "services_savedviewevent" ("created_at", "id", "name", "on_my_work", "owner_id", "page", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "query", "removed_at", "service_id", "shared", "version") VALUES (NEW."created_at", NEW."id", NEW."name", NEW."on_my_work", NEW."owner_id", NEW."page", NOW(), \'update\', NEW."id", NEW."place", NEW."query", NEW."removed_at", NEW."service_id", NEW."shared", NEW."version"); RETURN NULL;',
                    hash="87ee7538178025600527b3adbded804f357de8af",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e922b",
                    table="services_savedview",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedview",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_savedviewevent" ("created_at", "id", "name", "on_my_work", "owner_id", "page", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "query", "removed_at", "service_id", "shared", "version") VALUES (OLD."created_at", OLD."id", OLD."name", OLD."on_my_work", OLD."owner_id", OLD."page", NOW(), \'delete\', OLD."id", OLD."place", OLD."query", OLD."removed_at", OLD."service_id", OLD."shared", OLD."version"); RETURN NULL;',
                    hash="baa70953258446790395dadeb000e73d756874b8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_66ecd",
                    table="services_savedview",
                    when="AFTER",
                ),
            ),
        ),
        Wall("savedview"),
        Wall("savedviewevent", append_only=True),
    ]
