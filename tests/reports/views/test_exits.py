"""The page of how places end: the sentence, the bands, the reasons, the file, and who may see how much."""

import csv
import io

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook

from tests import factories as make
from tests.reports.history import EXPECTED

pytestmark = pytest.mark.django_db
PAGE = "/reports/exits/"


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("path", [PAGE, PAGE + "men/"])
def test_a_stranger_is_asked_to_sign_in(client, path):
    assert "/login/" in client.get(path)["Location"]


@pytest.mark.parametrize("path", [PAGE, PAGE + "men/"])
@pytest.mark.parametrize("who", ["pete", "ada"])
def test_peers_and_administrators_find_nothing_there(cast, sign_in, path, who):
    assert sign_in(getattr(cast, who)).get(path).status_code == 404


def test_it_stands_among_the_reports(cast, sign_in):
    assert f'href="{PAGE}"' in sign_in(cast.priya).get("/reports/").content.decode()


def test_it_begins_with_all_men_and_says_how_their_places_ended(cast, history, sign_in):
    page = sign_in(cast.priya).get(PAGE)
    said = text_of(page)
    assert "<strong>Of 88 men: 26 left early," in said
    assert page.context["answer"]["definition"] in said.replace("&#x27;", "'")
    assert [group["key"] for group in page.context["answer"]["groups"]] == ["all"]
    assert "Side by side" not in said


def test_the_table_behind_the_chart_holds_the_figures_of_the_reference(cast, history, sign_in):
    (group,) = EXPECTED["exits"]["overall"]["groups"]
    rows = sign_in(cast.priya).get(PAGE).context["rows"]
    assert len(rows) == len(group["curve"])
    for row, point in zip(rows, group["curve"], strict=True):
        shares = [f"{round(100 * point[kind])}%" for kind in ("dropout", "completed", "neutral")]
        assert [cell["words"] for cell in row["cells"][:3]] == shares


def test_each_reason_leads_to_as_many_men(cast, history, sign_in):
    browser = sign_in(cast.priya)
    parts = browser.get(PAGE, {"to": "2024-06-30"}).context["parts"]
    lines = [line for part in parts for line in (part, *part["rows"])]
    assert len(lines) > 8
    for line in lines:
        men = browser.get(line["cell"]["url"])
        assert men.context["total"] == line["cell"]["words"]
        assert men.context["back_url"].startswith(PAGE + "?")
        assert "to=2024-06-30" in men.context["back_url"]


def test_parts_are_the_sums_of_their_reasons(cast, history, sign_in):
    context = sign_in(cast.priya).get(PAGE).context
    for part in context["parts"]:
        if part["rows"]:
            assert part["cell"]["words"] == sum(row["cell"]["words"] for row in part["rows"])
    assert context["ended"] == sum(part["cell"]["words"] for part in context["parts"])


def test_the_marks_of_the_drawing_lead_to_men_whose_places_had_ended_so(cast, history, sign_in):
    browser = sign_in(cast.priya)
    page = browser.get(PAGE)
    hrefs = [
        link.get("href") for link in fromstring(page.context["wide"]).iter("{http://www.w3.org/2000/svg}a")
    ]
    assert len(hrefs) > 5
    for href in hrefs:
        men = browser.get(href)
        assert men.context["total"] > 0
        assert "by session" in men.context["heading"]


def test_compared_each_group_is_a_link_away_and_all_stand_side_by_side(cast, history, sign_in):
    browser = sign_in(cast.priya)
    page = browser.get(PAGE, {"by": "source", "from": "2023-01-01"})
    assert "Side by side, at session 8" in text_of(page)
    assert "All men counted, whichever of them are drawn above." in text_of(page)
    names = [row["label"] for row in page.context["side_by_side"]]
    assert names == [label for label, _url, _chosen in page.context["choices"]]
    court = next(url for label, url, _chosen in page.context["choices"] if label == "A court")
    again = browser.get(PAGE + court)
    assert again.context["group"]["key"] == "court"
    assert again.context["answer"]["from"] == "2023-01-01"
    for row in page.context["side_by_side"]:
        n = row["cells"][0]
        assert browser.get(n["url"]).context["total"] == n["words"]


def test_a_part_must_be_named_for_its_men(cast, sign_in):
    browser = sign_in(cast.priya)
    assert browser.get(PAGE + "men/", {"state": "ended"}).status_code == 404
    assert browser.get(PAGE + "men/", {"state": "ended", "part": "cook"}).status_code == 404
    assert browser.get(PAGE + "men/", {"state": "ended", "part": "man"}).status_code == 200


def test_nothing_inline_is_needed(cast, history, sign_in):
    page = sign_in(cast.priya).get(PAGE).content.decode()
    assert " style=" not in page
    assert "<style" not in page


def test_with_nobody_to_count_it_says_where_to_look(cast, sign_in):
    assert "Nobody to count yet" in text_of(sign_in(cast.priya).get(PAGE))


def test_days_in_the_wrong_order_are_refused_with_a_sentence(cast, sign_in):
    response = sign_in(cast.priya).get(PAGE, {"from": "2024-02-01", "to": "2024-01-01"})
    assert response.status_code == 400
    assert "The last day comes before the first." in text_of(response)


# --- Who sees how much ---------------------------------------------------------------------------------------


def test_another_service_sees_none_of_it(cast, history, sign_in):
    browser = sign_in(cast.wes)
    assert browser.get(PAGE).context["answer"]["groups"] == []
    assert browser.get(PAGE + "men/", {"state": "ended", "part": "man"}).context["men"] == []


def test_a_counselor_counts_the_own_groups_alone(cast, history, sign_in):
    assert sign_in(cast.tom).get(PAGE).context["answer"]["n"] == 0


def test_intake_sees_no_men_and_no_small_number(cast, history, sign_in):
    browser = sign_in(cast.ines)
    page = browser.get(PAGE)
    assert PAGE + "men/" not in page.content.decode()
    assert "Counts under five are not shown" in text_of(page)
    counts = [line["cell"]["words"] for part in page.context["parts"] for line in (part, *part["rows"])]
    assert "–" in counts
    assert all(count == "–" or count >= 5 for count in counts)
    assert browser.get(PAGE + "men/", {"state": "left"}).status_code == 404


# --- As a file, and to be kept ---------------------------------------------------------------------------------


def test_the_csv_is_what_is_drawn(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE, {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    (group,) = EXPECTED["exits"]["overall"]["groups"]
    assert len(rows) == len(group["curve"])
    assert float(rows[7]["dropout"]) == pytest.approx(group["curve"][7]["dropout"], abs=1e-9)


def test_the_workbook_is_what_is_drawn(cast, history, sign_in):
    response = sign_in(cast.priya).get(PAGE, {"format": "xlsx"})
    rows = list(load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("key", "label", "n")
    assert rows[1][:3] == ("all", "All men", 88)


def test_the_men_behind_a_reason_leave_as_a_file_with_the_same_number(cast, history, sign_in):
    browser = sign_in(cast.priya)
    asked = {"by": "none", "state": "ended", "part": "man"}
    total = browser.get(PAGE + "men/", asked).context["total"]
    file = browser.get(PAGE + "men/", asked | {"format": "csv"}).content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(file)))) == total + 1


def test_the_queries_do_not_grow_with_the_men(cast, sign_in, django_assert_num_queries):
    browser = sign_in(cast.priya)
    session = make.make_session(group=cast.group)
    for several in (2, 5):
        for number in range(several):
            man = make.make_client(service=cast.service, first_name=f"Man {number}")
            place = make.make_enrollment(client=man, group=cast.group)
            make.make_attendance(session=session, enrollment=place, outcome="present")
        with django_assert_num_queries(10):
            browser.get(PAGE)


def test_where_a_drawing_would_show_single_men_it_says_so_and_still_counts(cast, sign_in):
    session = make.make_session(group=cast.group)
    for number in range(8):
        gone = {"status": "exited", "ended_on": session.session_on, "exit_reason": "moved", "ended_by": "man"}
        place = make.make_enrollment(
            client=make.make_client(service=cast.service), group=cast.group, **(gone if number < 2 else {})
        )
        make.make_attendance(session=session, enrollment=place, outcome="present")
    said = text_of(sign_in(cast.ines).get(PAGE))
    assert "too few men for a drawing" in said
    assert "Nobody to count yet" not in said
