"""Old referrals of a spreadsheet stand beside the queue until somebody takes them up."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0005_pages_by_time"),
    ]

    operations = [
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
        migrations.AddField(
            model_name="referral",
            name="set_aside",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="It was old when a spreadsheet brought it in.",
                verbose_name="set aside",
            ),
        ),
        migrations.AddField(
            model_name="referralevent",
            name="set_aside",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="It was old when a spreadsheet brought it in.",
                verbose_name="set aside",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("client_id", "crisis", "crisis_on", "decided_at", "episode", "id", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "reports_to", "required_sessions", "service_id", "set_aside", "site_id", "source", "status", "told_he_needs", "version") VALUES (NEW."client_id", NEW."crisis", NEW."crisis_on", NEW."decided_at", NEW."episode", NEW."id", NEW."order_number", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."pressure", NEW."received_at", NEW."received_on", NEW."reports_to", NEW."required_sessions", NEW."service_id", NEW."set_aside", NEW."site_id", NEW."source", NEW."status", NEW."told_he_needs", NEW."version"); RETURN NULL;',
                    hash="2de639c08ab13252a71fcefdcb1216a7c6ac80a7",
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
                    func='INSERT INTO "referrals_referralevent" ("client_id", "crisis", "crisis_on", "decided_at", "episode", "id", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "reports_to", "required_sessions", "service_id", "set_aside", "site_id", "source", "status", "told_he_needs", "version") VALUES (NEW."client_id", NEW."crisis", NEW."crisis_on", NEW."decided_at", NEW."episode", NEW."id", NEW."order_number", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."pressure", NEW."received_at", NEW."received_on", NEW."reports_to", NEW."required_sessions", NEW."service_id", NEW."set_aside", NEW."site_id", NEW."source", NEW."status", NEW."told_he_needs", NEW."version"); RETURN NULL;',
                    hash="f7e129f0c5f6b228a1391f7b92b0294c356f045f",
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
                    func='INSERT INTO "referrals_referralevent" ("client_id", "crisis", "crisis_on", "decided_at", "episode", "id", "order_number", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pressure", "received_at", "received_on", "reports_to", "required_sessions", "service_id", "set_aside", "site_id", "source", "status", "told_he_needs", "version") VALUES (OLD."client_id", OLD."crisis", OLD."crisis_on", OLD."decided_at", OLD."episode", OLD."id", OLD."order_number", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."pressure", OLD."received_at", OLD."received_on", OLD."reports_to", OLD."required_sessions", OLD."service_id", OLD."set_aside", OLD."site_id", OLD."source", OLD."status", OLD."told_he_needs", OLD."version"); RETURN NULL;',
                    hash="832ba68462ada0c6234e6e4b10176df4a32df9af",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e24da",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
    ]
