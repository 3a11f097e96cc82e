"""The role that reads for reports sees of men and colleagues what a list of names needs, and no other column."""

from django.conf import settings
from django.db import migrations

READS = {
    "services_client": "id, service_id, first_name, last_name, find_first, find_last",
    "services_staff": "id, name",
}


def each(verb: str, word: str) -> str:
    role = settings.DATABASE_ROLES["reports"]
    return ";".join(f"{verb} select ({columns}) on {table} {word} {role}" for table, columns in READS.items())


class Migration(migrations.Migration):
    dependencies = [("services", "0008_client_words_filled")]

    operations = [migrations.RunSQL(each("grant", "to"), each("revoke", "from"))]
