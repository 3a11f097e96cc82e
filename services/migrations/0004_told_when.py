"""When a door was opened or a key made is told to the row (`at=`), like everything else that happens."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0003_sit_down")]

    operations = [
        migrations.AlterField("invitation", "created_at", models.DateTimeField()),
        migrations.AlterField("apitoken", "created_at", models.DateTimeField()),
    ]
