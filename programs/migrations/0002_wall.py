from django.db import migrations

from services.wall_operations import Wall

AROUND_THE_GROUP = ("intake", "counselor", "peer", "director")
WRITERS = ("counselor", "director")


class Migration(migrations.Migration):
    dependencies = [("programs", "0001_initial"), ("services", "0002_wall")]

    operations = [
        Wall("program", reports=True),
        Wall("programevent", append_only=True),
        Wall("module", reports=True),
        Wall("group", reports=True),
        Wall("groupevent", append_only=True),
        Wall("facilitator", reports=True),
        Wall("groupsession", reports=True),
        Wall("groupsessionevent", append_only=True),
        Wall("enrollment", reports=True),
        Wall("enrollmentevent", append_only=True),
        Wall("attendance", reports=True),
        Wall("attendanceevent", append_only=True),
        Wall("groupnote", roles=AROUND_THE_GROUP),
        Wall("groupnoteevent", append_only=True),
        Wall("progressnote", roles=WRITERS),
        Wall("progressnoteevent", roles=WRITERS, append_only=True),
    ]
