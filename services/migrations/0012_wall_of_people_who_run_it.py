"""What is known of those who work here stands behind the wall; a supervision talk is for the two who had it."""

from django.db import migrations

from services.wall_operations import THIS_PERSON, THIS_SERVICE, Wall

OF_THE_TWO = f"service_id = {THIS_SERVICE} and {THIS_PERSON} in (staff_id, supervisor_id)"
INSIDE = f"service_id = {THIS_SERVICE}"


def policy(table: str, condition: str) -> str:
    return f"alter policy wall on {table} using ({condition}) with check ({condition})"


class Migration(migrations.Migration):
    dependencies = [("services", "0011_people_who_run_it")]

    operations = [
        Wall("qualificationkind"),
        Wall("qualification"),
        Wall("qualificationevent", append_only=True),
        Wall("leave"),
        Wall("leaveevent", append_only=True),
        Wall("supervision"),
        Wall("supervisionevent", append_only=True),
        *(
            migrations.RunSQL(policy(table, OF_THE_TWO), policy(table, INSIDE))
            for table in ("services_supervision", "services_supervisionevent")
        ),
    ]
