"""A rule about a number says which version of it somebody saw: who may be called is overwritten by nobody."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0009_names_for_reports"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactrule",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactrule",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="contactrule",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="contactrule",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="contactruleevent",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "services_contactruleevent" ("client_id", "confirmed_on", "hours", "id", "kind", "last_four_print", "may_contact", "may_leave_message", "may_say_who", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "value", "value_print", "version", "who_else") VALUES (NEW."client_id", NEW."confirmed_on", NEW."hours", NEW."id", NEW."kind", NEW."last_four_print", NEW."may_contact", NEW."may_leave_message", NEW."may_say_who", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."value", NEW."value_print", NEW."version", NEW."who_else"); RETURN NULL;',
                    hash="850e406edecf0dc90516938f066788183dc6434b",
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
                    func='INSERT INTO "services_contactruleevent" ("client_id", "confirmed_on", "hours", "id", "kind", "last_four_print", "may_contact", "may_leave_message", "may_say_who", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "value", "value_print", "version", "who_else") VALUES (NEW."client_id", NEW."confirmed_on", NEW."hours", NEW."id", NEW."kind", NEW."last_four_print", NEW."may_contact", NEW."may_leave_message", NEW."may_say_who", NOW(), \'update\', NEW."id", NEW."service_id", NEW."value", NEW."value_print", NEW."version", NEW."who_else"); RETURN NULL;',
                    hash="b140f5f576448033a043c1dbd61c2395a3044a73",
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
                    func='INSERT INTO "services_contactruleevent" ("client_id", "confirmed_on", "hours", "id", "kind", "last_four_print", "may_contact", "may_leave_message", "may_say_who", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "value", "value_print", "version", "who_else") VALUES (OLD."client_id", OLD."confirmed_on", OLD."hours", OLD."id", OLD."kind", OLD."last_four_print", OLD."may_contact", OLD."may_leave_message", OLD."may_say_who", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."value", OLD."value_print", OLD."version", OLD."who_else"); RETURN NULL;',
                    hash="0b7559be57590e850d377719581770841b7bb9ce",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_89ac0",
                    table="services_contactrule",
                    when="AFTER",
                ),
            ),
        ),
    ]
