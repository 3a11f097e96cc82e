"""What stands at the doors is behind the wall. Outside, one may only write; a half-written call is its writer's."""

from django.db import migrations

from services.wall_operations import THIS_PERSON, THIS_SERVICE, THIS_TOKEN, Wall, WalledKey, role_among

TRIAGERS = ("intake", "counselor", "director")
RECEIVERS = ("intake", "director")
INSIDE = f"service_id = {THIS_SERVICE}"
# Whoever holds a receipt names its print; whoever writes at a door reads nothing back.
READ_BY_RECEIVERS = (
    f"({INSIDE} and {role_among(RECEIVERS)}) or (receipt_hash <> '' and receipt_hash = {THIS_TOKEN})"
)
OF_ITS_WRITER = f"{INSIDE} and staff_id = {THIS_PERSON}"


def policy(table: str, *, using: str, check: str) -> str:
    return f"alter policy wall on {table} using ({using}) with check ({check})"


def open_again(table: str) -> str:
    return policy(table, using=INSIDE, check=INSIDE)


def kept(model: str, *roles: str) -> list[Wall]:
    """A table and its history, for these roles."""
    return [Wall(model, roles=roles), Wall(f"{model}event", roles=roles, append_only=True)]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0008_four_doors"), ("services", "0014_wall_of_who_he_is")]

    operations = [
        *kept("frontdesk"),
        *kept("referrer", *RECEIVERS),
        *kept("safetyline", *TRIAGERS),
        *kept("consultation", *TRIAGERS),
        *kept("redirection", *TRIAGERS),
        *kept("mandate", *TRIAGERS),
        *kept("hearing", *TRIAGERS),
        *kept("deadline", *TRIAGERS),
        *kept("keptapart", *TRIAGERS),
        Wall("arrival"),
        migrations.RunSQL(
            policy("referrals_arrival", using=READ_BY_RECEIVERS, check=INSIDE),
            open_again("referrals_arrival"),
        ),
        Wall("calldraft"),
        migrations.RunSQL(
            policy("referrals_calldraft", using=OF_ITS_WRITER, check=OF_ITS_WRITER),
            open_again("referrals_calldraft"),
        ),
        WalledKey("referral", "referrer"),
    ]
