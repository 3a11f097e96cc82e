from django.db import migrations

from services.wall_operations import THIS_PERSON, THIS_TOKEN, Wall


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial")]

    operations = [
        Wall("site", reports=True),
        # Before a service is chosen, a person sees the memberships that say where one may sit.
        Wall("membership", also=f"staff_id = {THIS_PERSON}"),
        Wall("membershipevent", append_only=True),
        # A token or an invitation is found by whoever holds it, and by nobody else.
        Wall("invitation", also=f"token_hash = {THIS_TOKEN}"),
        Wall("apitoken", also=f"token_hash = {THIS_TOKEN}"),
        Wall("client"),
        Wall("clientevent", append_only=True),
        Wall("contactrule"),
        Wall("contactruleevent", append_only=True),
        Wall("auditentry", append_only=True),
        Wall("accessevent", append_only=True),
        Wall("idempotencykey"),
    ]
