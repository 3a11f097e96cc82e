"""The tables of the wing, in a schema of their own; nothing in them points at a table below."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import partners.sealing
from partners.wing_operations import drop_schema, make_schema


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunPython(make_schema, drop_schema),
        migrations.CreateModel(
            name="EnquiryContact",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("call", "Phone call"),
                            ("text", "Text message"),
                            ("email", "E-mail"),
                            ("in_person", "In person"),
                        ],
                        default="call",
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("spoke", "We spoke"),
                            ("no_answer", "No answer"),
                            ("message_left", "Left a message"),
                            ("somebody_else", "Somebody else answered: nothing was said"),
                            ("not_now", "It was not a safe moment"),
                        ],
                        max_length=14,
                        verbose_name="how it went",
                    ),
                ),
                (
                    "words",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                ("by_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'partners"."enquirycontact',
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="EnquiryDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                ("staff_id", models.UUIDField()),
                ("about_id", models.UUIDField(default=uuid.uuid4)),
                ("said", partners.sealing.WingTextField(help_text="The fields as typed, as JSON, sealed")),
                ("begun_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'partners"."enquirydraft',
            },
        ),
        migrations.CreateModel(
            name="EnquiryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("service_id", models.UUIDField(editable=False)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("call", "On the phone"),
                            ("web", "From our page"),
                            ("api", "From another program"),
                            ("desk", "At this desk"),
                        ],
                        max_length=6,
                        verbose_name="by which way it came",
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("taken_by_id", models.UUIDField(editable=False, null=True)),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("partner", "Partner"),
                            ("former_partner", "Former partner"),
                            ("parent", "Parent"),
                            ("relative", "Relative"),
                            ("friend", "Friend"),
                            ("other", "Somebody else"),
                        ],
                        max_length=16,
                        verbose_name="to him",
                    ),
                ),
                (
                    "her_name",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="caller’s name"),
                ),
                (
                    "contact",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="number or address"),
                ),
                ("may_contact", models.BooleanField(default=False, verbose_name="we may use it")),
                (
                    "may_leave_message",
                    models.BooleanField(default=False, verbose_name="we may leave a message"),
                ),
                ("may_say_who", models.BooleanField(default=False, verbose_name="we may say who we are")),
                (
                    "contact_when",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="when it is safe"),
                ),
                (
                    "contact_who_else",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="who else uses it"),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                ("contact_print", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "said",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="what was said"),
                ),
                ("asked_for", models.JSONField(blank=True, default=list, verbose_name="what was asked for")),
                (
                    "asked_words",
                    partners.sealing.WingTextField(
                        blank=True, default="", verbose_name="in the caller’s words"
                    ),
                ),
                ("his_name", partners.sealing.WingTextField(blank=True, default="", verbose_name="his name")),
                (
                    "his_birth",
                    partners.sealing.WingTextField(
                        blank=True, default="", help_text="YYYY-MM-DD", verbose_name="his date of birth"
                    ),
                ),
                (
                    "his_phone",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="his phone number"),
                ),
                ("his_name_print", models.CharField(blank=True, editable=False, max_length=32)),
                ("his_phone_print", models.CharField(blank=True, editable=False, max_length=32)),
                ("owner_id", models.UUIDField(editable=False, null=True)),
                ("first_answered_at", models.DateTimeField(editable=False, null=True)),
                ("options", models.JSONField(blank=True, default=list, verbose_name="what was offered")),
                (
                    "options_words",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supported", "We talked, and that was enough"),
                            ("elsewhere", "Other help has taken over"),
                            ("no_safe_way", "There was no safe way to call back"),
                            ("not_reached", "We could not reach the caller"),
                            ("no_more", "No further contact wished"),
                            ("not_for_us", "Not for this desk"),
                        ],
                        max_length=12,
                        verbose_name="how it ended",
                    ),
                ),
                (
                    "outcome_words",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("closed_by_id", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "db_table": 'partners"."enquiryevent',
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SafetyWord",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                ("about_id", models.UUIDField()),
                ("words", partners.sealing.WingTextField(verbose_name="what was said")),
                (
                    "contact",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="how to call back"),
                ),
                ("taken_by_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'partners"."safetyword',
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                ("man_id", models.UUIDField()),
                ("agreed_on", models.DateField(verbose_name="when it was agreed")),
                (
                    "agreed_how",
                    models.CharField(
                        choices=[
                            ("on_the_phone", "On the phone"),
                            ("in_person", "In person"),
                            ("in_writing", "In writing"),
                        ],
                        max_length=14,
                        verbose_name="how it was said",
                    ),
                ),
                ("agreed_words", partners.sealing.WingTextField(verbose_name="what was agreed")),
                ("made_by_id", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("undone_by_id", models.UUIDField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "undone_why",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="why it was undone"),
                ),
            ],
            options={
                "db_table": 'partners"."tie',
                "ordering": ["-made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="TieEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("service_id", models.UUIDField(editable=False)),
                ("man_id", models.UUIDField()),
                ("agreed_on", models.DateField(verbose_name="when it was agreed")),
                (
                    "agreed_how",
                    models.CharField(
                        choices=[
                            ("on_the_phone", "On the phone"),
                            ("in_person", "In person"),
                            ("in_writing", "In writing"),
                        ],
                        max_length=14,
                        verbose_name="how it was said",
                    ),
                ),
                ("agreed_words", partners.sealing.WingTextField(verbose_name="what was agreed")),
                ("made_by_id", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("undone_by_id", models.UUIDField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "undone_why",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="why it was undone"),
                ),
            ],
            options={
                "db_table": 'partners"."tieevent',
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WingEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                ("by_id", models.UUIDField(null=True)),
                ("what", models.CharField(max_length=40)),
                ("enquiry_id", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'partners"."wingentry',
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="WingRead",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                ("by_id", models.UUIDField()),
                ("what", models.CharField(max_length=20)),
                ("enquiry_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": 'partners"."wingread',
                "ordering": ["-at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Enquiry",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("service_id", models.UUIDField(editable=False)),
                (
                    "door",
                    models.CharField(
                        choices=[
                            ("call", "On the phone"),
                            ("web", "From our page"),
                            ("api", "From another program"),
                            ("desk", "At this desk"),
                        ],
                        max_length=6,
                        verbose_name="by which way it came",
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("taken_by_id", models.UUIDField(editable=False, null=True)),
                (
                    "relation",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("partner", "Partner"),
                            ("former_partner", "Former partner"),
                            ("parent", "Parent"),
                            ("relative", "Relative"),
                            ("friend", "Friend"),
                            ("other", "Somebody else"),
                        ],
                        max_length=16,
                        verbose_name="to him",
                    ),
                ),
                (
                    "her_name",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="caller’s name"),
                ),
                (
                    "contact",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="number or address"),
                ),
                ("may_contact", models.BooleanField(default=False, verbose_name="we may use it")),
                (
                    "may_leave_message",
                    models.BooleanField(default=False, verbose_name="we may leave a message"),
                ),
                ("may_say_who", models.BooleanField(default=False, verbose_name="we may say who we are")),
                (
                    "contact_when",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="when it is safe"),
                ),
                (
                    "contact_who_else",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="who else uses it"),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="last confirmed")),
                ("contact_print", models.CharField(blank=True, editable=False, max_length=32)),
                (
                    "said",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="what was said"),
                ),
                ("asked_for", models.JSONField(blank=True, default=list, verbose_name="what was asked for")),
                (
                    "asked_words",
                    partners.sealing.WingTextField(
                        blank=True, default="", verbose_name="in the caller’s words"
                    ),
                ),
                ("his_name", partners.sealing.WingTextField(blank=True, default="", verbose_name="his name")),
                (
                    "his_birth",
                    partners.sealing.WingTextField(
                        blank=True, default="", help_text="YYYY-MM-DD", verbose_name="his date of birth"
                    ),
                ),
                (
                    "his_phone",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="his phone number"),
                ),
                ("his_name_print", models.CharField(blank=True, editable=False, max_length=32)),
                ("his_phone_print", models.CharField(blank=True, editable=False, max_length=32)),
                ("owner_id", models.UUIDField(editable=False, null=True)),
                ("first_answered_at", models.DateTimeField(editable=False, null=True)),
                ("options", models.JSONField(blank=True, default=list, verbose_name="what was offered")),
                (
                    "options_words",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("supported", "We talked, and that was enough"),
                            ("elsewhere", "Other help has taken over"),
                            ("no_safe_way", "There was no safe way to call back"),
                            ("not_reached", "We could not reach the caller"),
                            ("no_more", "No further contact wished"),
                            ("not_for_us", "Not for this desk"),
                        ],
                        max_length=12,
                        verbose_name="how it ended",
                    ),
                ),
                (
                    "outcome_words",
                    partners.sealing.WingTextField(blank=True, default="", verbose_name="in a few words"),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("closed_by_id", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "db_table": 'partners"."enquiry',
                "ordering": ["received_at", "id"],
                "indexes": [
                    models.Index(
                        models.F("service_id"),
                        models.F("closed_at"),
                        models.F("received_at"),
                        models.F("id"),
                        name="enquiry_waiting",
                    ),
                    models.Index(models.F("service_id"), models.F("owner_id"), name="enquiry_by_owner"),
                    models.Index(
                        models.F("service_id"), models.F("contact_print"), name="enquiry_by_contact"
                    ),
                    models.Index(
                        models.F("service_id"), models.F("his_phone_print"), name="enquiry_by_his_phone"
                    ),
                    models.Index(
                        models.F("service_id"), models.F("his_name_print"), name="enquiry_by_his_name"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None), models.Q(("outcome", ""), _negated=True), _connector="OR"
                        ),
                        name="closed_enquiry_says_how",
                        violation_error_message="Say how it ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("may_contact", True),
                            models.Q(("may_leave_message", False), ("may_say_who", False)),
                            _connector="OR",
                        ),
                        name="no_message_without_contact",
                        violation_error_message="Without a call there is no message.",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners"."enquiryevent" ("asked_for", "asked_words", "closed_at", "closed_by_id", "confirmed_on", "contact", "contact_print", "contact_when", "contact_who_else", "door", "first_answered_at", "her_name", "his_birth", "his_name", "his_name_print", "his_phone", "his_phone_print", "id", "may_contact", "may_leave_message", "may_say_who", "options", "options_words", "outcome", "outcome_words", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "relation", "said", "service_id", "taken_by_id", "version") VALUES (NEW."asked_for", NEW."asked_words", NEW."closed_at", NEW."closed_by_id", NEW."confirmed_on", NEW."contact", NEW."contact_print", NEW."contact_when", NEW."contact_who_else", NEW."door", NEW."first_answered_at", NEW."her_name", NEW."his_birth", NEW."his_name", NEW."his_name_print", NEW."his_phone", NEW."his_phone_print", NEW."id", NEW."may_contact", NEW."may_leave_message", NEW."may_say_who", NEW."options", NEW."options_words", NEW."outcome", NEW."outcome_words", NEW."owner_id", NOW(), \'insert\', NEW."id", NEW."received_at", NEW."relation", NEW."said", NEW."service_id", NEW."taken_by_id", NEW."version"); RETURN NULL;',
                    hash="c04e9cd22cf2018b94b2fc63bf9ca11bd9f495d1",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b87da",
                    table='partners"."enquiry',
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners"."enquiryevent" ("asked_for", "asked_words", "closed_at", "closed_by_id", "confirmed_on", "contact", "contact_print", "contact_when", "contact_who_else", "door", "first_answered_at", "her_name", "his_birth", "his_name", "his_name_print", "his_phone", "his_phone_print", "id", "may_contact", "may_leave_message", "may_say_who", "options", "options_words", "outcome", "outcome_words", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "relation", "said", "service_id", "taken_by_id", "version") VALUES (NEW."asked_for", NEW."asked_words", NEW."closed_at", NEW."closed_by_id", NEW."confirmed_on", NEW."contact", NEW."contact_print", NEW."contact_when", NEW."contact_who_else", NEW."door", NEW."first_answered_at", NEW."her_name", NEW."his_birth", NEW."his_name", NEW."his_name_print", NEW."his_phone", NEW."his_phone_print", NEW."id", NEW."may_contact", NEW."may_leave_message", NEW."may_say_who", NEW."options", NEW."options_words", NEW."outcome", NEW."outcome_words", NEW."owner_id", NOW(), \'update\', NEW."id", NEW."received_at", NEW."relation", NEW."said", NEW."service_id", NEW."taken_by_id", NEW."version"); RETURN NULL;',
                    hash="671853c2a2861d3198ac7ccbf7f95141c152b9eb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da46e",
                    table='partners"."enquiry',
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="enquiry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners"."enquiryevent" ("asked_for", "asked_words", "closed_at", "closed_by_id", "confirmed_on", "contact", "contact_print", "contact_when", "contact_who_else", "door", "first_answered_at", "her_name", "his_birth", "his_name", "his_name_print", "his_phone", "his_phone_print", "id", "may_contact", "may_leave_message", "may_say_who", "options", "options_words", "outcome", "outcome_words", "owner_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "relation", "said", "service_id", "taken_by_id", "version") VALUES (OLD."asked_for", OLD."asked_words", OLD."closed_at", OLD."closed_by_id", OLD."confirmed_on", OLD."contact", OLD."contact_print", OLD."contact_when", OLD."contact_who_else", OLD."door", OLD."first_answered_at", OLD."her_name", OLD."his_birth", OLD."his_name", OLD."his_name_print", OLD."his_phone", OLD."his_phone_print", OLD."id", OLD."may_contact", OLD."may_leave_message", OLD."may_say_who", OLD."options", OLD."options_words", OLD."outcome", OLD."outcome_words", OLD."owner_id", NOW(), \'delete\', OLD."id", OLD."received_at", OLD."relation", OLD."said", OLD."service_id", OLD."taken_by_id", OLD."version"); RETURN NULL;',
                    hash="1d27bc0a99e889c66d4e0388e750e6f0814ccadf",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_431c3",
                    table='partners"."enquiry',
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="enquirycontact",
            name="enquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="partners.enquiry"
            ),
        ),
        migrations.AddConstraint(
            model_name="enquirydraft",
            constraint=models.UniqueConstraint(
                models.F("service_id"), models.F("staff_id"), name="enquiry_draft_once"
            ),
        ),
        migrations.AddField(
            model_name="enquiryevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partners.enquiry",
            ),
        ),
        migrations.AddIndex(
            model_name="safetyword",
            index=models.Index(models.F("service_id"), models.F("about_id"), name="safety_word_about"),
        ),
        migrations.AddField(
            model_name="tie",
            name="enquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="ties", to="partners.enquiry"
            ),
        ),
        migrations.AddField(
            model_name="tieevent",
            name="enquiry",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="partners.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="tieevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="partners.tie",
            ),
        ),
        migrations.AddIndex(
            model_name="wingentry",
            index=models.Index(
                models.F("service_id"), models.F("enquiry_id"), models.F("at"), name="wing_entry_about"
            ),
        ),
        migrations.AddIndex(
            model_name="wingread",
            index=models.Index(
                models.F("service_id"), models.F("enquiry_id"), models.F("at"), name="wing_read_about"
            ),
        ),
        migrations.AddIndex(
            model_name="tie",
            index=models.Index(models.F("service_id"), models.F("man_id"), name="tie_by_man"),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("service_id", "enquiry"),
                name="tie_once",
                violation_error_message="This enquiry is connected already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tie",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners"."tieevent" ("agreed_how", "agreed_on", "agreed_words", "enquiry_id", "id", "made_at", "made_by_id", "man_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "undone_at", "undone_by_id", "undone_why") VALUES (NEW."agreed_how", NEW."agreed_on", NEW."agreed_words", NEW."enquiry_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."man_id", NOW(), \'insert\', NEW."id", NEW."service_id", NEW."undone_at", NEW."undone_by_id", NEW."undone_why"); RETURN NULL;',
                    hash="a8515081488a9a0c61098506d140877ef1208a63",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0acd9",
                    table='partners"."tie',
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tie",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "partners"."tieevent" ("agreed_how", "agreed_on", "agreed_words", "enquiry_id", "id", "made_at", "made_by_id", "man_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "undone_at", "undone_by_id", "undone_why") VALUES (NEW."agreed_how", NEW."agreed_on", NEW."agreed_words", NEW."enquiry_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."man_id", NOW(), \'update\', NEW."id", NEW."service_id", NEW."undone_at", NEW."undone_by_id", NEW."undone_why"); RETURN NULL;',
                    hash="4ef972e9bec62ea6f378c6bdc4710526c6a82aa7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_71f1d",
                    table='partners"."tie',
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tie",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "partners"."tieevent" ("agreed_how", "agreed_on", "agreed_words", "enquiry_id", "id", "made_at", "made_by_id", "man_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "service_id", "undone_at", "undone_by_id", "undone_why") VALUES (OLD."agreed_how", OLD."agreed_on", OLD."agreed_words", OLD."enquiry_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."man_id", NOW(), \'delete\', OLD."id", OLD."service_id", OLD."undone_at", OLD."undone_by_id", OLD."undone_why"); RETURN NULL;',
                    hash="783e4808bb9a2fb9aaba03dd96da8f8a152e9f26",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9298",
                    table='partners"."tie',
                    when="AFTER",
                ),
            ),
        ),
    ]
