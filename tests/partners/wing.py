"""Rows of the wing, made through its own rules, and the question what stands in its schema."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import connection

from partners.actions import contacts, drafts, enquiries, ties
from partners.models import Enquiry, SafetyWord, Tie
from services.access import seat
from services.models import Staff
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast

TOLD = {
    "relation": "partner",
    "her_name": "Wilhelmina Zanzibar",
    "contact": "+16135550177",
    "contact_when": "Tuesdays at noon",
    "contact_who_else": "her sister",
    "said": "He has not slept for xylophone weeks.",
    "asked_for": ["talk"],
    "asked_words": "Somebody who listens to quokkas.",
    "his_name": "Dan Okafor",
    "his_birth": "1985-04-02",
    "his_phone": "+16135550142",
}
TABLES = """
    select c.relname, c.relrowsecurity and c.relforcerowsecurity
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'partners' and c.relkind in ('r', 'p') order by c.relname
"""


def make_worker(cast: Cast, *, name: str = "Mara Quill") -> Staff:
    """The partner worker of the service, at her desk."""
    worker = factories.make_staff(name=name, service=cast.service, role="partner_worker")
    return seat(worker, cast.service, on=NOW.date())


def at_her_desk(cast: Cast, worker: Staff):
    return acting_as(service=cast.service.pk, person=worker.pk, roles=["partner_worker"])


def make_enquiry(cast: Cast, *, worker: Staff, at: datetime = NOW, door: str = "call", **told) -> Enquiry:
    """Written down at a door by somebody of intake, and read by the worker."""
    about_id = uuid.uuid4()
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        enquiries.write_down(
            service=cast.service, door=door, about_id=about_id, by=cast.ines, at=at, **(TOLD | told)
        )
    with at_her_desk(cast, worker):
        return Enquiry.objects.get(pk=about_id)


def fill(cast: Cast, worker: Staff) -> Enquiry:
    """A row in every table of the wing."""
    factories.make_client(
        service=cast.service, first_name="Dan", last_name="Okafor", date_of_birth="1985-04-02"
    )
    enquiry = make_enquiry(cast, worker=worker)
    act = {"by": worker, "at": NOW}
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        enquiries.keep_safety_word(
            service=cast.service,
            about_id=enquiry.pk,
            words="He has a zither.",
            contact="",
            by=cast.ines,
            at=NOW,
        )
        drafts.keep(said={"said": "half a word"}, by=cast.ines, at=NOW)
    with at_her_desk(cast, worker):
        contacts.note(enquiry=enquiry, channel="call", result="spoke", words="Calm.", **act)
        connect(enquiry, **act)
        opened_once(worker)
    return enquiry


def connect(enquiry: Enquiry, *, by: Staff, at: datetime) -> Tie:
    from partners.questions.looking_down import men_like

    (man,) = men_like(enquiry, staff=by)
    return ties.connect(
        enquiry=enquiry, man_id=man.pk, agreed_on=at.date(), agreed_how="on_the_phone",
        agreed_words="That we see when he is here.", by=by, at=at,
    )  # fmt: skip


def opened_once(worker: Staff) -> None:
    from partners.actions import journal

    journal.opened(what="list", by=worker, at=NOW)


def tables() -> dict[str, bool]:
    """Every table of the wing, and whether row-level security is forced on it."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return dict(cursor.fetchall())


def rows_in(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from partners."{table}"')
        return cursor.fetchone()[0]


def safety_words(about_id) -> list[SafetyWord]:
    return list(SafetyWord.objects.filter(about_id=about_id))


def doors(cast: Cast, worker: Staff) -> dict[str, dict]:
    """What stands in the addresses of the wing, with a row behind each."""
    seat(worker, cast.service, on=NOW.date())
    enquiry = fill(cast, worker)
    with acting_as(service=cast.service.pk, person=cast.ines.pk, roles=["intake"]):
        enquiries.keep_safety_word(
            service=cast.service, about_id=uuid.uuid4(), words="Hung up.", contact="", by=cast.ines, at=NOW
        )
    with at_her_desk(cast, worker):
        unwritten = SafetyWord.objects.visible_to(worker).without_enquiry().get()
        tie = Tie.objects.get(enquiry=enquiry)
    steps = ("detail", "edit", "contact", "options", "take", "close", "reopen", "trail")
    return {
        **{f"partners:enquiry_{word}": {"pk": enquiry.pk} for word in steps},
        "partners:tie_new": {"pk": enquiry.pk},
        "partners:tie_undo": {"pk": enquiry.pk, "tie_pk": tie.pk},
        "partners:safety_word_open": {"pk": unwritten.pk},
    }
