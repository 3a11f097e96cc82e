"""The men a service knows, as far as a spreadsheet can tell one from another."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from referrals.spreadsheets.contacts import phone_key
from referrals.spreadsheets.matching import Man, Men
from services.models import Client, ContactRule

ASKED_AT_ONCE = 2_000


def known_men(service_id: UUID) -> Men:
    """Every man by reference, name and birth date: one query, no contact opened.

    A record that was made one with another is found by what it was called, and is that other man.
    """
    rows = Client.objects.filter(service_id=service_id).values_list(
        "pk", "reference", "first_name", "last_name", "date_of_birth", "merged_into"
    )
    men, older = Men(), []
    for pk, reference, first, last, born, kept in rows.iterator():
        man = Man(pk, first, last, born, reference)
        if kept:
            older.append((kept, man))
        else:
            men.add(man)
    by_id = {man.id: man for man in men.all} if older else {}
    for kept, record in older:
        men.was_called(by_id[kept], record)
    return men


def open_contacts(men: Men, asked: Iterable[Man]) -> None:
    """Numbers and addresses of those men alone whom one of the rows could mean: they are sealed one by one."""
    asked = list(asked)
    births = {man.date_of_birth for man in asked if man.date_of_birth}
    wanted = {man.id: man for man in men.all if man.date_of_birth in births}
    wanted |= {man.id: man for one in asked for man in men.namesakes(one)}
    ids = list(wanted)
    for start in range(0, len(ids), ASKED_AT_ONCE):
        for rule in ContactRule.objects.filter(client__in=ids[start : start + ASKED_AT_ONCE]):
            man = wanted[rule.client_id]
            if rule.kind == ContactRule.Kind.PHONE:
                men.reached_by(man, phone_key(rule.value), is_phone=True)
            else:
                men.reached_by(man, rule.value.lower(), is_phone=False)
