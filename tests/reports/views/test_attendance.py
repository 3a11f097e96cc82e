"""The pages of who came, and of what nobody has recorded."""

import csv
import io
from datetime import timedelta

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE, GAPS = "/reports/attendance/", "/reports/unrecorded/"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def evening(cast):
    """Dan came, Luis is unmarked."""
    session = make.make_session(group=cast.group, starts_at=make.NOW - timedelta(days=1))
    for man, outcome in ((cast.dan, "present"), (cast.luis, None)):
        make.make_attendance(
            session=session, enrollment=make.make_enrollment(client=man, group=cast.group), outcome=outcome
        )
    return session


def test_it_says_how_many_came_and_how_much_is_not_known(cast, evening, sign_in):
    said = text_of(sign_in(cast.priya).get(PAGE))
    assert "Of 1 place offered and recorded, 1 was taken (100%)." in said
    assert "1 more has not been recorded and counts neither way." in said
    assert "<svg" in said


def test_each_row_leads_nearer_to_the_men(cast, evening, sign_in):
    browser = sign_in(cast.priya)
    rows = browser.get(PAGE).context["rows"]
    men = browser.get(rows[0]["url"])
    assert [row["label"] for row in men.context["rows"]] == ["Luis Ferreira", "Dan Okafor"]
    assert men.context["rows"][1]["url"] == f"/clients/{cast.dan.pk}/"
    sessions = browser.get(PAGE, {"by": "session"}).context["rows"]
    assert sessions[0]["url"] == f"/sessions/{evening.pk}/register/"
    assert browser.get(PAGE, {"by": "site"}).context["rows"][0]["url"].startswith(f"{PAGE}?by=group&site=")
    assert browser.get(PAGE, {"by": "none"}).context["rows"][0]["url"] == ""


def test_a_point_of_the_line_leads_to_the_sessions_of_its_week(cast, evening, sign_in):
    browser = sign_in(cast.priya)
    page = text_of(browser.get(PAGE))
    address = f"{PAGE}?by=session&amp;from=2026-03-09&amp;to=2026-03-15"
    assert address in page
    assert len(browser.get(address.replace("&amp;", "&")).context["rows"]) == 1


def weeks_ago(cast, *weeks: int) -> None:
    place = make.make_enrollment(
        client=cast.dan, group=cast.group, started_on=make.NOW.date() - timedelta(1000)
    )
    for number in weeks:
        session = make.make_session(group=cast.group, starts_at=make.NOW - timedelta(weeks=number, hours=3))
        make.make_attendance(session=session, enrollment=place, outcome="present")


def test_the_line_is_drawn_of_one_year_and_leads_to_all_weeks(cast, sign_in):
    """Without a year beside it, a day of two years ago would be taken for one of this."""
    weeks_ago(cast, 1, 51, 60)
    browser = sign_in(cast.priya)
    page = text_of(browser.get(PAGE))
    assert page.count("100% came.") == 2 * 2  # wide and narrow
    assert "The last 52 weeks are drawn; the figures count all of them." in page
    rows = browser.get(PAGE, {"by": "week"}).context["rows"]
    assert [row["label"] for row in rows] == [
        "Week of 2 Mar 2026", "Week of 17 Mar 2025", "Week of 13 Jan 2025"
    ]  # fmt: skip


def test_the_latest_session_stands_first_with_its_day_in_words(cast, sign_in):
    weeks_ago(cast, 2, 1)
    browser = sign_in(cast.priya)
    rows = browser.get(PAGE, {"by": "session"}).context["rows"]
    assert [row["label"] for row in rows] == ["Thursday group, 5 Mar 2026", "Thursday group, 26 Feb 2026"]
    file = browser.get(PAGE, {"by": "session", "format": "csv"}).content.decode("utf-8-sig")
    assert [row["label"] for row in csv.DictReader(io.StringIO(file))] == [
        "Thursday group, 2026-03-05", "Thursday group, 2026-02-26"
    ]  # fmt: skip


def test_many_rows_come_in_pages_and_the_file_has_them_all(cast, sign_in, monkeypatch):
    monkeypatch.setattr("reports.views.attendance.ROWS", 2)
    weeks_ago(cast, 1, 2, 3, 4, 5)
    browser = sign_in(cast.priya)
    url, seen = f"{PAGE}?by=session", []
    while url:
        context = browser.get(url).context
        seen.append(len(context["rows"]))
        last, url = context["previous_url"], context["next_url"]
    assert seen == [2, 2, 1]
    assert [row["label"] for row in browser.get(last).context["rows"]] == [
        "Thursday group, 19 Feb 2026", "Thursday group, 12 Feb 2026"
    ]  # fmt: skip
    file = browser.get(PAGE, {"by": "session", "format": "csv"}).content.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(file)))) == 5


def test_the_file_is_what_is_shown_and_runs_no_formula(cast, evening, sign_in):
    cast.group.name = '=HYPERLINK("http://x.invalid")'
    cast.group.save()
    response = sign_in(cast.priya).get(PAGE, {"format": "csv"})
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")))
    assert row["label"].startswith("'=")
    assert (row["offered"], row["came"], row["unrecorded"]) == ("2", "1", "1")


def test_intake_sees_no_man_by_name_and_no_small_count(cast, evening, sign_in):
    browser = sign_in(cast.ines)
    assert "Of 1 place" not in text_of(browser.get(PAGE))
    assert browser.get(PAGE, {"by": "man"}).status_code == 400
    assert "Some men unmarked" in text_of(browser.get(GAPS))


def test_a_counselor_sees_the_own_groups(cast, evening, sign_in):
    other = make.make_group(program=cast.program, name="Not Tom's")
    session = make.make_session(group=other)
    make.make_attendance(session=session, enrollment=make.make_enrollment(client=cast.dan, group=other))
    assert [row["label"] for row in sign_in(cast.tom).get(PAGE).context["rows"]] == ["Thursday group"]
    assert [row["label"] for row in sign_in(cast.tom).get(GAPS).context["sessions"]] == ["Thursday group"]


def test_another_service_sees_none_of_it(cast, evening, sign_in):
    browser = sign_in(cast.wes)
    assert browser.get(PAGE).context["rows"] == []
    assert browser.get(GAPS).context["sessions"] == []
    assert browser.get(PAGE, {"group": cast.group.pk}).status_code == 400


def test_a_gap_names_the_session_who_ran_it_and_how_many(cast, evening, sign_in):
    said = text_of(sign_in(cast.priya).get(GAPS))
    assert "1 session was held with somebody unmarked." in said
    assert "1 of 2 unmarked. Tom Beck" in said
    assert f'href="/sessions/{evening.pk}/register/"' in said


def test_without_a_gap_it_says_so(cast, sign_in):
    assert "Every register is full" in text_of(sign_in(cast.priya).get(GAPS))


def test_the_list_of_reports_asks_its_questions(cast, sign_in):
    said = text_of(sign_in(cast.priya).get("/reports/"))
    for question in ("Who stays, and how long?", "Who came?", "What has nobody recorded?"):
        assert question in said


@pytest.mark.parametrize(("path", "queries"), [(PAGE, 11), (GAPS, 10), ("/reports/", 7)])
def test_the_queries_do_not_grow(cast, sign_in, django_assert_num_queries, path, queries):
    browser = sign_in(cast.priya)
    for groups in (2, 5):
        for number in range(groups):
            group = make.make_group(program=cast.program, name=f"Group {groups} {number}")
            session = make.make_session(group=group)
            make.make_attendance(
                session=session, enrollment=make.make_enrollment(client=cast.dan, group=group)
            )
        with django_assert_num_queries(queries):
            browser.get(path)
