"""How things stand at home, who covers whom, and which two records were one stand behind the wall."""

from django.db import migrations

from services.wall_operations import Wall, WalledKey

KNOW_HIM = ("intake", "counselor", "director")
MERGE = ("intake", "director")


class Migration(migrations.Migration):
    dependencies = [("services", "0013_who_he_is_told_later")]

    operations = [
        Wall("relationshipstatus", roles=KNOW_HIM),
        Wall("relationshipstatusevent", roles=KNOW_HIM, append_only=True),
        Wall("casecover"),
        Wall("casecoverevent", append_only=True),
        Wall("clientmerge", roles=MERGE),
        Wall("clientmergeevent", roles=MERGE, append_only=True),
        WalledKey("client", "merged_into"),
    ]
