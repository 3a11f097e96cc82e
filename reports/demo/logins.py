from __future__ import annotations

from reports.demo import people
from reports.demo.build import HOUSES
from services.models import Service, Staff
from services.models.membership import Role


def table() -> str:
    """Who can log in to the demo, one a line; a sentence when there is no demo here."""
    rows = [
        (Role(role).label, people.login(key, slug=plan["slug"]), plan["name"])
        for plan in HOUSES
        for key, _name, role in plan["cast"]
    ]
    there = set(Staff.objects.filter(email__in=[row[1] for row in rows]).values_list("email", flat=True))
    rows = [row for row in rows if row[1] in there]
    if not rows:
        return (
            "There is no demo in this database."
            if Service.objects.exists()
            else "This database is empty: `manage.py demo` builds the demo."
        )
    wide = [max(len(str(row[column])) for row in rows) for column in (0, 1)]
    lines = [f"  {role!s:<{wide[0]}}  {email:<{wide[1]}}  {service}" for role, email, service in rows]
    return "\n".join([f"Logins, all with the password {people.PASSWORD}", *lines])
