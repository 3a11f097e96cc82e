"""A file that waits to be brought in holds numbers and addresses of men: it lies sealed, as they do afterwards."""

from django.db import migrations

from services.fields import SealedFileField, seal

TABLE = "referrals_importbatch"


def seal_what_waits(apps, schema_editor) -> None:
    """File after file, since one may be fifty megabytes. The owner sees no row behind a forced wall."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"set local row_security = off; alter table {TABLE} no force row level security")
        cursor.execute(f"select id from {TABLE} where content is not null")
        for (pk,) in cursor.fetchall():
            cursor.execute(f"select content from {TABLE} where id = %s", [pk])
            plain = bytes(cursor.fetchone()[0])
            cursor.execute(f"update {TABLE} set content = %s where id = %s", [seal(plain), pk])
        cursor.execute(f"set constraints all immediate; alter table {TABLE} force row level security")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0006_set_aside")]

    operations = [
        migrations.RunPython(seal_what_waits, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="importbatch",
            name="content",
            field=SealedFileField(help_text="Destroyed when the batch is applied or given up.", null=True),
        ),
    ]
