"""Every list as a file: as many rows as the page counts, over all its pages, nothing that runs, and a trace each time."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from followups.models import FollowUp
from referrals.models import ImportBatch
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW
from tests.house import source

RUNS = "=1+1"
MANY = 23

# Address, what the audit calls it, and how many the page says there are.
LISTS = {
    "/clients/": ("clients", lambda page: page.context["count"]),
    "/clients/?state=in_group": ("clients", lambda page: page.context["count"]),
    "/referrals/": ("referrals", lambda page: page.context["counts"].all),
    "/referrals/?who=mine": ("referrals", lambda page: page.context["counts"].mine),
    "/follow-ups/?who=all": ("follow_ups", lambda page: page.context["counts"].all),
    "/follow-ups/": ("follow_ups", lambda page: page.context["counts"].mine),
    "/groups/": ("groups", lambda page: len(page.context["groups"])),
    "/groups/?text=fathers": ("groups", lambda page: len(page.context["groups"])),
    "/programs/": ("programs", lambda page: len(page.context["programs"])),
    "/team/": ("team", lambda page: sum(len(person.roles) for person in page.context["people"])),
    "/imports/": ("imports", lambda page: page.listed),
    "/reports/retention/men/": ("report_men", lambda page: page.context["total"]),
    "/reports/attendance/?by=man": ("report_attendance", lambda page: len(page.context["rows"])),
    "/reports/unrecorded/": ("report_unrecorded", lambda page: page.context["answer"]["n"]),
}


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def town(cast):
    """More of everything than a page holds, and a spreadsheet's formula wherever somebody can write a name."""
    program = factories.make_program(service=cast.service, name=RUNS)
    for number in range(MANY):
        at = NOW - timedelta(days=number)
        man = factories.make_client(
            service=cast.service, first_name=RUNS, last_name=f"Man{number:02}", other_names=RUNS
        )
        owner = cast.priya if number % 2 else cast.tom
        factories.make_referral(client=man, owner=owner, received_at=at)
        group = factories.make_group(
            program=program,
            name=f"{RUNS} {number} {'fathers' if number % 2 else ''}",
            room=RUNS,
            site=cast.north,
        )
        place = factories.make_enrollment(client=man, group=group)
        for week, outcome in ((2, "present"), (1, None)):
            session = factories.make_session(group=group, starts_at=NOW - timedelta(weeks=week))
            factories.make_attendance(session=session, enrollment=place, outcome=outcome)
        factories.make_staff(name=RUNS, service=cast.service)
        ImportBatch.objects.create(
            service=cast.service, kind="exits", file_name=RUNS, uploaded_by=cast.priya, uploaded_at=at
        )
        FollowUp.objects.create(
            service=cast.service, owner=owner, kind="waiting", client=man, due_at=at, opened_at=at
        )
    return cast


def rows_of(answer, kind: str) -> list[list[str]]:
    if kind == "csv":
        rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"), newline="")))
    else:
        sheet = load_workbook(BytesIO(answer.content)).active
        assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n", "d"}
        rows = [["" if value is None else str(value) for value in row] for row in sheet.values]
    return rows[1:]


def whole(browser, url: str):
    """The first page, with how many rows all pages list where the page counts none."""
    first = page = browser.get(url)
    if "batches" in first.context:
        first.listed = len(page.context["batches"])
        while page.context["page"].next_url:
            page = browser.get(url + page.context["page"].next_url)
            first.listed += len(page.context["batches"])
    return first


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("url", LISTS)
def test_a_file_has_the_rows_of_the_screen_and_nothing_that_runs(town, sign_in, url, kind):
    what, count = LISTS[url]
    browser = sign_in(town.priya)
    page = whole(browser, url)
    link = f"format={kind}"
    assert link in page.content.decode()
    answer = browser.get(f"{url}{'&' if '?' in url else '?'}{link}")
    rows = rows_of(answer, kind)
    assert len(rows) == count(page) > 1
    written = [cell for row in rows for cell in row]
    assert [cell for cell in written if cell.startswith("=")] == []
    assert [cell for cell in written if RUNS in cell], "no cell to be guarded"
    trace = AuditEntry.objects.get(what=f"{what}.exported")
    assert (trace.by, trace.details) == (town.priya, {"rows": len(rows)})


@pytest.mark.parametrize("url", LISTS)
def test_looking_at_a_page_leaves_no_trace_of_a_file(town, sign_in, url):
    sign_in(town.priya).get(url)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("url", ["/clients/", "/groups/", "/imports/", "/team/", "/reports/retention/men/"])
def test_a_file_is_where_its_page_is(town, sign_in, url):
    """Who may not open the page gets no file of it, and another service's director gets nothing of ours."""
    peer = factories.make_staff(name="Nobody", service=town.service, role="partner_worker")
    assert sign_in(peer).get(f"{url}?format=xlsx").status_code == 404
    rows = rows_of(sign_in(town.wes).get(f"{url}?format=xlsx"), "xlsx")
    assert [row for row in rows if "Wes Adler" not in row] == []


# What somebody wrote or said from outside leaves in no file.
NEVER_A_FILE = {"arrival_list.html", "enquiry_list.html"}


def test_every_list_that_goes_on_for_pages_comes_as_a_file():
    pages = [
        path.read_text()
        for path in (source.HOUSE / "templates").rglob("*.html")
        if path.name not in NEVER_A_FILE
    ]
    paged = [page for page in pages if "parts/_pager.html" in page]
    assert [page[:200] for page in paged if "parts/_export.html" not in page] == []
    assert len(paged) > 4
