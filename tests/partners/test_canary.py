"""What a partner or relative said is found nowhere outside the wing: no page, no program, no list, no table, no log.

The words below come in through every door; then everybody looks for them everywhere.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from followups.models import FollowUp
from partners.actions import enquiries
from partners.models import Enquiry, EnquiryDraft, SafetyWord
from referrals.door_forms import page_mark
from referrals.models import Referral
from services.actions import idempotency_keys
from services.actions.clients import prints_of
from services.logs import WhereNotWho
from services.models import AuditEntry, Client, ContactRule, IdempotencyKey
from tests import factories
from tests.api import Api, token_of
from tests.house import doors
from tests.partners import wing
from tests.security.doors_town import objects, people, said
from tests.security.full_house import FullHouse
from tests.security.test_doors import ALLOWED

HER, HIS, WORDS = "Wilhelmina Zanzibar", "Quillon Vexberg", "xylophone weeks"
HER_NUMBER, HIS_NUMBER = "+16135550177", "+16135550142"
CANARIES = ("Wilhelmina", "Zanzibar", "Quillon", "Vexberg", "xylophone", "zither", "5550177", "5550142")
TOLD = {
    "her_name": HER,
    "contact": "613-555-0177",
    "said": f"He has not slept for {WORDS}.",
    "asked_words": "A zither lesson.",
    "relation": "partner",
    "his_name": HIS,
    "his_birth": "1985-04-02",
    "his_phone": "613-555-0142",
}
# Who looks at a page, where several may: whoever sees most.
LOOKERS = ("director", "intake", "administrator", "counselor", "peer", "researcher")
# What no call of hers may bring about.
MAKES = (Client, Referral, FollowUp, ContactRule)
# Where a call of his own is written, with the histories.
WITH_HISTORY = (
    *("services_client", "services_contactrule", "referrals_referral"),
    *("referrals_safetyline", "followups_followup"),
)
HIS_TABLES = (
    *("referrals_calldraft", "services_clientword"),
    *(f"{table}{event}" for table in WITH_HISTORY for event in ("", "event")),
)
STORES = ("localStorage", "sessionStorage", "indexedDB", "caches.open", "document.cookie")


def canaries_in(text: str) -> list[str]:
    return [word for word in CANARIES if word.lower() in text.lower().replace("-", "").replace(" ", "")]


class Town:
    def __init__(self) -> None:
        self.house = FullHouse()
        self.staff = people(self.house)
        self.rows, self.sent = objects(self.house), said(self.house)
        self.browsers = {}
        for who, person in self.staff.items():
            self.browsers[who] = Browser(raise_request_exception=False)
            if person:
                self.browsers[who].force_login(person)

    @property
    def worker(self):
        return self.staff["partner_worker"]

    def tell_every_door(self) -> None:
        """The front desk types, keeps a safety line, saves; a stranger writes; a program sends; her worker writes."""
        intake, url = self.browsers["intake"], reverse("partners:call")
        draft = intake.post(url, TOLD, headers={"Accept": "application/json"})
        assert draft.status_code == 200
        assert canaries_in(draft.content.decode()) == []
        assert intake.post(url, TOLD | {"act": "safety", "safety": "He has a zither."}).status_code == 302
        assert intake.post(url, TOLD | {"act": "save"}).status_code == 302
        written = {name: TOLD[name] for name in ("her_name", "contact", "relation", "his_name")}
        opened = page_mark(at=timezone.now() - timezone.timedelta(minutes=1))
        written |= {"words": TOLD["said"], "page": opened, "service": str(self.house.service.pk)}
        written["website"] = ""
        thanks = self.browsers["stranger"].post(reverse("partners:someone"), written)
        assert thanks.status_code == 200
        assert canaries_in(thanks.content.decode()) == []
        answer = self.api("intake").post("enquiries", body=self.as_json(), key="once")
        assert (answer.status_code, answer.content) == (201, b"")
        assert self.api("intake").post("enquiries", body=self.as_json(), key="other").status_code == 201
        assert self.browsers["partner_worker"].post(reverse("partners:enquiry_new"), TOLD).status_code == 302

    def api(self, role: str) -> Api:
        return Api(token_of(self.staff[role], role))

    @staticmethod
    def as_json() -> dict:
        renamed = {"her_name": "name", "his_birth": "his_date_of_birth"}
        return {renamed.get(name, name): value for name, value in TOLD.items()}


@pytest.fixture
def town(db, settings):
    settings.LIMITS = settings.LIMITS | {"api": (10_000, 60)}
    return Town()


def outside_the_wing(as_role) -> dict[str, list[str]]:
    """Every table of every other schema that holds one of the words, as text or as bytes."""
    as_role("maintenance")
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where c.relkind in ('r', 'p', 'm') and n.nspname not in ('partners', 'pg_catalog', 'information_schema') "
            "and n.nspname not like 'pg_toast%'"
        )
        for schema, table in cursor.fetchall():
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from {schema}.\"{table}\" t")
            held = cursor.fetchone()[0]
            words = [word for word in CANARIES if word in held or word.encode().hex() in held]
            if words:
                found[table] = words
    as_role("app")
    return found


def test_no_page_of_anybody_else_holds_a_word_of_it(town):
    town.tell_every_door()
    telling = {}
    for name, allowed in ALLOWED.items():
        who = next((role for role in LOOKERS if role in allowed), None)
        if who is None:
            continue
        url = reverse(name, kwargs=town.rows.get(name, {}))
        words = canaries_in(town.browsers[who].get(url).content.decode(errors="replace"))
        if words:
            telling[name] = words
    assert telling == {}
    with_it = town.browsers["partner_worker"].get(reverse("partners:enquiry_list")).content.decode()
    assert canaries_in(with_it) == ["Wilhelmina", "Zanzibar"]


def test_nobody_finds_it_who_searches_lists_or_spells_his_name(town):
    town.tell_every_door()
    hidden = (HER, HIS, "Quillon", HER_NUMBER, HIS_NUMBER, "0142")
    for role in ("director", "intake", "counselor"):
        for text in hidden:
            page = town.browsers[role].get(reverse("followups:client_search"), {"q": text}).content.decode()
            assert re.findall(r"/clients/[0-9a-f-]{36}/", page) == []
            rows = town.api(role).post("clients", "search", body={"text": text}).json()
            assert rows["results"] == []
    first = {
        "first_name": "Quillon",
        "last_name": "Vexberg",
        "phone": HIS_NUMBER,
        "date_of_birth": "1985-04-02",
    }
    like = {"source": "self", "crisis": "none", "received_on": "2026-03-12"}
    asked = town.browsers["intake"].post(reverse("referrals:call_himself"), first | like)
    assert asked.status_code == 302, "nobody like him is known, so he is written down without a question"
    for name in ("followups:client_list", "referrals:referral_list", "followups:follow_up_list"):
        file = town.browsers["director"].get(reverse(name), {"format": "csv"})
        assert "Zanzibar" not in file.content.decode(errors="replace")


def test_no_table_outside_the_wing_holds_a_word_of_it(town, as_role):
    before = made()
    town.tell_every_door()
    assert made() == before
    assert outside_the_wing(as_role) == {}
    for kept in IdempotencyKey.objects.filter(status=201):
        assert idempotency_keys.answer_of(kept) == ""
    for number in (HER_NUMBER, HIS_NUMBER):
        assert not _held_anywhere(prints_of("phone", number)[0])


def test_a_caller_first_taken_for_him_leaves_nothing_on_his_page(town, as_role):
    """Typed, autosaved, and a safety line kept on his page; then it turns out who is speaking."""
    intake, himself = town.browsers["intake"], reverse("referrals:call_himself")
    typed = {"first_name": "Quillon", "last_name": "Vexberg", "phone": "613-555-0142", "call_back": HER}
    before = rows_of_him(as_role)
    assert intake.post(himself, typed, headers={"Accept": "application/json"}).status_code == 200
    assert intake.post(himself, typed | {"act": "safety", "safety": "He has a zither."}).status_code == 302
    assert rows_of_him(as_role) != before
    intake.post(himself, typed | {"act": "discard"})
    assert rows_of_him(as_role) == before
    assert canaries_in(intake.get(reverse("partners:call")).content.decode()) == []
    town.tell_every_door()
    assert canaries_in(intake.get(himself).content.decode()) == []
    assert outside_the_wing(as_role) == {}


def test_a_word_that_did_get_out_is_found(town, as_role):
    """The twin of the search by SQL."""
    factories.make_client(service=town.house.service, first_name="Quillon", last_name="Vexberg")
    assert outside_the_wing(as_role)["services_client"] == ["Quillon", "Vexberg"]


def test_inside_the_wing_the_words_are_sealed_and_the_draft_is_gone(town, as_role):
    town.tell_every_door()
    with wing.at_her_desk(town.house, town.worker):
        mine = Enquiry.objects.filter(his_name_print__gt="")
        assert {each.door for each in mine if each.her_name == HER} == set(Enquiry.Door.values)
        assert any(each.words == "He has a zither." for each in SafetyWord.objects.all())
    as_role("maintenance")
    assert (
        not EnquiryDraft.objects.filter(said__isnull=False)
        .exclude(said=b"")
        .filter(begun_at__gt=timezone.now() - timezone.timedelta(minutes=5))
        .exists()
    )
    with connection.cursor() as cursor:
        for table in wing.tables():
            cursor.execute(f"select coalesce(string_agg(t::text, ' '), '') from partners.\"{table}\" t")
            held = cursor.fetchone()[0]
            assert [word for word in CANARIES if word in held or word.encode().hex() in held] == []
    as_role("app")


def test_a_page_that_breaks_says_nothing_and_logs_nothing(town, caplog, monkeypatch):
    def breaks(**told):
        raise ValueError(f"{told['her_name']} {told['said']} {told['his_name']}")

    monkeypatch.setattr(enquiries, "write_down", breaks)
    with caplog.at_level(logging.DEBUG):
        page = town.browsers["intake"].post(reverse("partners:call"), TOLD | {"act": "save"})
        program = town.api("intake")
        program.browser.raise_request_exception = False
        answer = program.post("enquiries", body=town.as_json())
    assert (page.status_code, answer.status_code) == (500, 500)
    assert canaries_in(page.content.decode() + answer.content.decode()) == []
    logged = "\n".join(
        WhereNotWho("{levelname} {name} {message}", style="{").format(each) for each in caplog.records
    )
    assert "ValueError" in logged
    assert canaries_in(logged) == []


def test_no_browser_keeps_a_word_of_it(town):
    """The page is not stored, no field is remembered, and no script of it writes into the browser."""
    page = town.browsers["intake"].get(reverse("partners:call"))
    said = page.content.decode()
    assert page["Cache-Control"] == "no-store"
    fields = said.split("<form")[-1].count('type="text"') + said.count("<textarea")
    assert said.count('autocomplete="off"') >= fields
    scripts = Path(settings.BASE_DIR, "static", "js")
    loaded = [script for script in scripts.glob("*.js") if f"js/{script.name}" in said]
    assert {"autosave.js", "held.js"} <= {script.name for script in loaded}
    storing = [(script.name, word) for script in loaded for word in STORES if word in script.read_text()]
    assert storing == []


def test_the_front_desk_cannot_read_back_what_it_wrote(town):
    town.tell_every_door()
    said = town.browsers["intake"].get(reverse("partners:call")).content.decode()
    assert canaries_in(said) == []
    assert doors.knock(town.browsers["intake"], "api_enquiries-list", {}, {})[0] in (400, 422)
    assert town.api("intake").get("enquiries").status_code == 405


def rows_of_him(as_role) -> dict[str, int]:
    """How many rows there are of whatever a call of his own writes, histories and drafts among them: they are sealed."""
    as_role("maintenance")
    held = {}
    with connection.cursor() as cursor:
        for table in HIS_TABLES:
            cursor.execute(f"select count(*) from {table}")
            held[table] = cursor.fetchone()[0]
    as_role("app")
    return held


def made() -> dict[str, int]:
    """What a call could have set going, and what the audit of the house says but of the keys of programs."""
    audit = AuditEntry.objects.exclude(about_type="services.apitoken")
    return {rows.model.__name__: rows.count() for rows in (*(m.objects.all() for m in MAKES), audit)}


def _held_anywhere(text: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from services_contactrule where value_print = %s", [text])
        return bool(cursor.fetchone()[0])
