"""The caller was somebody else: everything typed goes for good, and only while it may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from followups.actions import follow_ups
from followups.models import FollowUp
from referrals.actions import calls, dangers, hearings, referrals
from referrals.models import Referral
from services.actions import clients
from services.errors import Refused
from services.models import AuditEntry, Client
from services.wall import set_frame
from tests import factories

OFFICE = {"kind": "his_counsel", "name": "Marsh", "organization": "Marsh and Low", "phone": "416 555 0199"}
ORDER = {"kind": "family", "number": "F-12", "amount": 20}


@pytest.fixture
def run():
    def sql(text: str, values: list | None = None) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall()

    return sql


@pytest.fixture
def at(cast):
    """Now as the database has it: it counts the hour by its own clock."""
    set_frame(service=cast.service.pk, person=cast.ines.pk, roles=["intake"])
    return timezone.now()


@pytest.fixture
def call(cast, at):
    """A lawyer's call with everything a call can bring."""
    said = {
        "person": {"first_name": "Canaryname"},
        "phone": "416 555 0142",
        "rule": {"may_contact": True},
        "source": "legal_counsel",
        "received_on": cast.ines.desk.on,
        "call_back": "through his sister",
    }
    line = calls.keep_safety_line(half=None, words="He has a rope.", by=cast.ines, at=at, **said)
    return calls.keep(
        half=line.referral,
        office=OFFICE,
        order=ORDER,
        hearing_on=at.date(),
        by=cast.ines,
        at=at,
        **said,
    )


def left_of(run, *ids) -> dict[str, int]:
    """Rows of any table that hold one of these ids, anywhere in them."""
    tables = run("select table_schema, table_name from information_schema.tables where table_type = 'BASE TABLE' "
                 "and table_schema in ('public', 'partners')")  # fmt: skip
    found = {}
    for schema, table in tables:
        for each in ids:
            sql = f'select count(*) from {schema}."{table}" t where t::text like %s'
            if n := run(sql, [f"%{each}%"])[0][0]:
                found[table] = found.get(table, 0) + n
    return found


def test_nothing_of_it_is_left_in_any_table(cast, at, call, run):
    ids = [call.pk, call.client_id, call.referrer_id]
    before = left_of(run, *ids)
    assert {
        "referrals_referralevent",
        "services_clientevent",
        "referrals_mandate",
        "followups_followup",
    } <= set(before)
    calls.was_not_him(referral=call, by=cast.ines, at=at)
    assert set(left_of(run, *ids)) == {"services_auditentry"}
    assert "Canaryname" not in str(left_of(run, "Canaryname"))
    assert left_of(run, "Canaryname", "canaryname", "Marsh and Low", "F-12") == {}
    assert AuditEntry.objects.filter(what="call.forgotten", about_id=call.pk).count() == 1


def test_a_man_we_knew_stays_with_what_we_knew(cast, at, run):
    clients.add_contact(
        client=cast.luis, kind="phone", value="416 555 0100", by=cast.ines, at=at - timedelta(days=9)
    )
    said = {"person": {}, "phone": "416 555 0142", "source": "self", "received_on": cast.ines.desk.on}
    referral = calls.keep(client=cast.luis, by=cast.ines, at=at, **said)
    calls.was_not_him(referral=referral, by=cast.ines, at=at)
    assert [rule.value for rule in Client.objects.get(pk=cast.luis.pk).contact_rules.all()] == [
        "+14165550100"
    ]
    assert not Referral.objects.exists()


def test_after_an_hour_it_stays(cast, at):
    said = {"person": {"first_name": "Sefa"}, "source": "self", "received_on": cast.ines.desk.on}
    referral = calls.keep(by=cast.ines, at=at - timedelta(minutes=61), **said)
    with pytest.raises(Refused):
        calls.was_not_him(referral=referral, by=cast.ines, at=at)
    assert Referral.objects.get() == referral


@pytest.mark.parametrize("built", ["a try", "a note by a colleague", "a place", "a colleague asks"])
def test_what_somebody_built_on_stays(cast, at, call, built):
    by = cast.ines
    if built == "a try":
        referrals.log_contact(referral=call, channel="call", outcome="no_answer", by=by, at=at)
    elif built == "a note by a colleague":
        referrals.take(referral=call, owner=cast.priya, by=cast.priya, at=at)
    elif built == "a place":
        factories.make_enrollment(client=call.client, group=cast.group)
    else:
        by = cast.priya
        set_frame(service=cast.service.pk, person=by.pk, roles=["director"])
    with pytest.raises(Refused):
        calls.was_not_him(referral=call, by=by, at=at)
    assert Client.objects.filter(first_name="Canaryname").exists()


@pytest.mark.parametrize(
    "added", ["a number", "a word of danger", "a day in court", "a call about him alone"]
)
def test_what_a_colleague_wrote_beside_it_stays_and_so_does_the_call(cast, at, call, added):
    by, man = cast.priya, call.client
    if added == "a number":
        clients.add_new_contact(client=man, kind="phone", value="416 555 0177", by=by, at=at)
    elif added == "a word of danger":
        dangers.note(referral=call, words="He called again.", by=by, at=at)
        FollowUp.objects.filter(referral=call).update(owner=cast.ines)
    elif added == "a day in court":
        hearings.set_down(mandate=call.mandates.get(), on=at.date(), by=by, at=at)
    else:
        follow_ups.open(kind="crisis", owner=by, due_at=at, client=man, by=by, at=at)
    with pytest.raises(Refused):
        calls.was_not_him(referral=call, by=cast.ines, at=at)
    assert Client.objects.filter(pk=man.pk, first_name="Canaryname").exists()


def test_a_table_of_ones_own_is_not_taken_for_ours(run):
    """Row-level security looks away from a table that somebody made for a session: so nothing is read from one."""
    paths = run("select unnest(proconfig) from pg_proc where prosecdef and proname like 'forget_call%'")
    assert {path for (path,) in paths} == {"search_path=pg_catalog, public, pg_temp"}
    assert run("select has_function_privilege('alongside_app', 'forget_call_rows(uuid)', 'execute')") == [
        (False,)
    ]
