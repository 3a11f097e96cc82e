"""The page of who stays: the sentence, the curves, the table, the file, and who may see how much."""

import csv
import io

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from tests import factories as make
from tests.reports.history import EXPECTED

pytestmark = pytest.mark.django_db
PAGE = "/reports/retention/"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    "path", ["/reports/", PAGE, "/reports/attendance/", "/reports/unrecorded/", PAGE + "men/"]
)
def test_a_stranger_is_asked_to_sign_in(db, client, path):
    response = client.get(path)
    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize(
    "path", ["/reports/", PAGE, "/reports/attendance/", "/reports/unrecorded/", PAGE + "men/"]
)
@pytest.mark.parametrize("who", ["pete", "ada"])
def test_peers_and_administrators_find_nothing_there(cast, sign_in, path, who):
    assert sign_in(getattr(cast, who)).get(path).status_code == 404


def test_the_sentence_above_says_what_the_figures_show_and_whether_they_show_it(cast, history, sign_in):
    said = text_of(sign_in(cast.priya).get(PAGE))
    assert "<strong>Of 88 men 26 left before finishing, half of those by session" in said
    assert "At session 8 between 53% (He came by himself) and 91% (A lawyer) were still here." in said
    assert "differ more than chance would explain (log-rank p = 0.010)" in said
    assert "the bands of these two still overlap" in said


def test_the_definition_stands_under_the_figure(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE)
    assert response.context["answer"]["definition"] in text_of(response).replace("&#x27;", "'")


def test_it_is_drawn_twice_with_the_names_beside_the_curves(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE)
    for drawing in (response.context["wide"], response.context["narrow"]):
        assert drawing in response.content.decode()
        assert "A court" in [
            word.text for word in fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")
        ]


def test_nothing_inline_is_needed(cast, history, sign_in):
    page = sign_in(cast.priya).get(PAGE).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "<script>" not in page


def test_one_group_s_range_is_in_focus_and_the_others_are_a_link_away(cast, history, sign_in):
    browser = sign_in(cast.priya)
    page = browser.get(PAGE, {"from": "2023-01-01"})
    assert [label for label, _url, chosen in page.context["choices"] if chosen] == ["A lawyer"], "the largest"
    court = next(url for label, url, _chosen in page.context["choices"] if label == "A court")
    assert court == "?from=2023-01-01&focus=court"
    again = browser.get(PAGE + court)
    assert [label for label, _url, chosen in again.context["choices"] if chosen] == ["A court"]


def test_the_table_holds_the_figures_of_the_reference(cast, history, sign_in):
    rows = sign_in(cast.priya).get(PAGE).context["rows"]
    for row, group in zip(rows, EXPECTED["retention"]["by_source"]["groups"], strict=True):
        assert [cell["words"] for cell in row["counts"][:2]] == [group["n"], group["events"]]
        assert row["median"] == group["median"]
        assert row["figures"][1]["words"] == f"{round(100 * group['curve'][7]['survival'])}%"


def test_each_number_leads_to_as_many_men(cast, history, sign_in):
    browser = sign_in(cast.priya)
    for row in browser.get(PAGE, {"to": "2024-06-30", "by": "pressure"}).context["rows"]:
        for cell in row["counts"]:
            if cell["url"]:
                assert browser.get(cell["url"]).context["total"] == cell["words"]
            else:
                assert cell["words"] == 0


def test_each_point_of_a_curve_leads_to_the_men_counted_there(cast, history, sign_in):
    browser = sign_in(cast.priya)
    page = browser.get(PAGE, {"by": "none"})
    hrefs = [
        link.get("href") for link in fromstring(page.context["wide"]).iter("{http://www.w3.org/2000/svg}a")
    ]
    curve = page.context["answer"]["groups"][0]["curve"]
    assert [browser.get(href).context["total"] for href in hrefs] == [
        curve[session - 1]["at_risk"] for session in (4, 8, 12, 16, 20)
    ]


def test_the_men_are_named_and_linked_and_go_on_over_the_page(cast, history, sign_in):
    browser = sign_in(cast.priya)
    first = browser.get(PAGE + "men/")
    assert "<strong>88 places</strong>" in text_of(first)
    assert len(first.context["men"]) == 50
    rest = browser.get(PAGE + "men/" + first.context["next_url"])
    assert len(rest.context["men"]) == 38
    assert rest.context["next_url"] == ""
    assert f"/clients/{rest.context['men'][0]['client_id']}/" in rest.content.decode()


def test_a_list_of_men_that_does_not_exist_is_not_there(cast, sign_in):
    assert sign_in(cast.priya).get(PAGE + "men/", {"state": "sleeping"}).status_code == 404
    assert "Nobody" in text_of(sign_in(cast.priya).get(PAGE + "men/", {"key": "court"}))


def test_men_not_seen_lately_can_be_counted_as_gone(cast, sign_in):
    enrollment = make.make_enrollment(client=cast.dan, group=cast.group)
    for outcome, weeks in zip(
        ["present", "unexcused", "unexcused", "unexcused"], range(4, 0, -1), strict=True
    ):
        session = make.make_session(group=cast.group, starts_at=make.NOW - make.timedelta(weeks=weeks))
        make.make_attendance(session=session, enrollment=enrollment, outcome=outcome)
    browser = sign_in(cast.priya)
    page = browser.get(PAGE)
    assert (
        "1 man with a place has missed the last three sessions or more. He still counts as here."
        in text_of(page)
    )
    assert page.context["rows"][0]["counts"][1]["words"] == 0
    again = browser.get(PAGE + page.context["as_gone"])
    assert again.context["rows"][0]["counts"][1]["words"] == 1
    assert "still counts as here" not in text_of(again)


def test_days_in_the_wrong_order_are_refused_with_a_sentence(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE, {"from": "2024-02-01", "to": "2024-01-01"})
    assert response.status_code == 400
    assert "The last day comes before the first." in text_of(response)


def test_with_nobody_to_count_it_says_where_to_look(cast, sign_in):
    said = text_of(sign_in(cast.priya).get(PAGE))
    assert "Nobody to count yet" in said
    assert "<svg" not in sign_in(cast.priya).get(PAGE).context["wide"]


# --- Who sees how much ---------------------------------------------------------------------------------------


def test_another_service_sees_none_of_it(cast, history, sign_in):
    browser = sign_in(cast.wes)
    assert browser.get(PAGE).context["answer"]["groups"] == []
    assert browser.get(PAGE + "men/").context["men"] == []


def test_a_counselor_sees_the_own_groups_and_not_how_men_came(cast, history, sign_in):
    browser = sign_in(cast.tom)
    assert browser.get(PAGE).context["answer"]["n"] == 0
    response = browser.get(PAGE, {"by": "source"})
    assert response.status_code == 400
    assert "He came by himself" not in response.content.decode()


def test_intake_sees_counts_without_small_ones_and_no_men(cast, history, sign_in):
    browser = sign_in(cast.ines)
    page = browser.get(PAGE)
    assert PAGE + "men/" not in page.content.decode()
    assert "Counts under five are not shown" in text_of(page)
    assert all(not cell["url"] for row in page.context["rows"] for cell in row["counts"] + row["figures"])
    assert browser.get(PAGE + "men/").status_code == 404


# --- As a file -----------------------------------------------------------------------------------------------


def test_the_csv_is_what_is_shown(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE, {"format": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="retention-' in response["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    groups = EXPECTED["retention"]["by_source"]["groups"]
    assert len(rows) == sum(len(group["curve"]) for group in groups)
    assert float(rows[0]["survival"]) == pytest.approx(groups[0]["curve"][0]["survival"], abs=1e-9)


def test_the_workbook_is_what_is_shown(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE, {"format": "xlsx", "by": "none"})
    sheet = load_workbook(io.BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("key", "label", "n")
    assert rows[1][:3] == ("all", "All men", 88)


def test_an_unknown_kind_of_file_is_refused(cast, sign_in):
    assert sign_in(cast.priya).get(PAGE, {"format": "docx"}).status_code == 400


# --- Queries -------------------------------------------------------------------------------------------------


def test_the_queries_do_not_grow_with_the_men(cast, sign_in, django_assert_num_queries):
    browser = sign_in(cast.priya)
    session = make.make_session(group=cast.group)
    for number in range(2):
        _came(cast, session, number)
    with django_assert_num_queries(QUERIES):
        browser.get(PAGE)
    for number in range(5):
        _came(cast, session, number)
    with django_assert_num_queries(QUERIES):
        browser.get(PAGE)


QUERIES = 10


def _came(cast, session, number: int) -> None:
    man = make.make_client(service=cast.service, first_name=f"Man {number}")
    make.make_attendance(
        session=session, enrollment=make.make_enrollment(client=man, group=cast.group), outcome="present"
    )


def test_a_curve_that_ends_with_a_few_men_says_so(cast, history, sign_in):
    browser = sign_in(cast.priya)
    few = "Where fewer than five men are still counted"
    assert few in text_of(browser.get(PAGE))
    assert few not in text_of(sign_in(cast.ines).get(PAGE))


def test_a_printed_report_says_what_was_asked_and_where(cast, history, sign_in):
    browser = sign_in(cast.priya)
    printed = text_of(browser.get(PAGE, {"from": "2024-02-01", "group": "", "by": "source"}))
    assert f"{cast.service.name} · From: 1 Feb 2024 · Compare by: How he came · Printed " in printed
    assert f"{cast.service.name} · All days, groups and men · Printed " in text_of(browser.get(PAGE))
