"""The number that people may call instead of writing: a closed door says it and nothing else."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0009_wall_of_the_doors"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="frontdesk",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="frontdesk",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="frontdesk",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="frontdesk",
            name="phone",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=60,
                verbose_name="number people may call instead of writing",
            ),
        ),
        migrations.AddField(
            model_name="frontdeskevent",
            name="phone",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                max_length=60,
                verbose_name="number people may call instead of writing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="frontdesk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_frontdeskevent" ("crisis_numbers", "days_soon", "days_this_week", "doors_open", "hours_today", "id", "keep_warm_days", "other_help", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "read_within_hours", "service_id", "tries_on_days", "version", "waiting_alarm_days") VALUES (NEW."crisis_numbers", NEW."days_soon", NEW."days_this_week", NEW."doors_open", NEW."hours_today", NEW."id", NEW."keep_warm_days", NEW."other_help", NOW(), \'insert\', NEW."id", NEW."phone", NEW."read_within_hours", NEW."service_id", NEW."tries_on_days", NEW."version", NEW."waiting_alarm_days"); RETURN NULL;',
                    hash="dacd89cacf4f1526dde8a8874725d48014ea6490",
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
                    func='INSERT INTO "referrals_frontdeskevent" ("crisis_numbers", "days_soon", "days_this_week", "doors_open", "hours_today", "id", "keep_warm_days", "other_help", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "read_within_hours", "service_id", "tries_on_days", "version", "waiting_alarm_days") VALUES (NEW."crisis_numbers", NEW."days_soon", NEW."days_this_week", NEW."doors_open", NEW."hours_today", NEW."id", NEW."keep_warm_days", NEW."other_help", NOW(), \'update\', NEW."id", NEW."phone", NEW."read_within_hours", NEW."service_id", NEW."tries_on_days", NEW."version", NEW."waiting_alarm_days"); RETURN NULL;',
                    hash="d7254ee6fda54c0cb23470aad7c3232b2e10d511",
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
                    func='INSERT INTO "referrals_frontdeskevent" ("crisis_numbers", "days_soon", "days_this_week", "doors_open", "hours_today", "id", "keep_warm_days", "other_help", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "read_within_hours", "service_id", "tries_on_days", "version", "waiting_alarm_days") VALUES (OLD."crisis_numbers", OLD."days_soon", OLD."days_this_week", OLD."doors_open", OLD."hours_today", OLD."id", OLD."keep_warm_days", OLD."other_help", NOW(), \'delete\', OLD."id", OLD."phone", OLD."read_within_hours", OLD."service_id", OLD."tries_on_days", OLD."version", OLD."waiting_alarm_days"); RETURN NULL;',
                    hash="9049ebbfdba2ed47cee6bc97836a0f2b8974cac9",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2b843",
                    table="referrals_frontdesk",
                    when="AFTER",
                ),
            ),
        ),
    ]
