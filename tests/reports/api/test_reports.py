"""The figures for another program: the same as on the page, and no more of them."""

import csv
import io

import pytest

from services.access import Role
from services.models import AuditEntry
from tests.api import Api, token_of
from tests.reports.history import EXPECTED, load_history

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(cast):
    load_history(cast.service, program=cast.program)


def test_retention_equals_the_reference(cast, history, api):
    answer = api(cast.priya).get("reports", "retention").json()
    assert {"definition", "from", "to", "generated_at", "n", "groups", "logrank"} <= set(answer)
    expected = EXPECTED["retention"]["by_source"]
    for group, theirs in zip(answer["groups"], expected["groups"], strict=True):
        assert [group[name] for name in ("key", "n", "events", "median")] == [
            theirs[name] for name in ("key", "n", "events", "median")
        ]
        for point, reference in zip(group["curve"], theirs["curve"], strict=True):
            assert point == pytest.approx(reference, abs=1e-9)
    assert answer["logrank"] == pytest.approx(expected["logrank"], abs=1e-9)


def test_one_curve_for_all_equals_the_reference(cast, history, api):
    answer = api(cast.priya).get("reports", "retention", by="none").json()
    (group,), (theirs,) = answer["groups"], EXPECTED["retention"]["overall"]["groups"]
    assert (group["key"], group["not_seen"]) == ("all", sum(g["not_seen"] for g in _by_source(cast, api)))
    assert group["curve"] == [pytest.approx(point, abs=1e-9) for point in theirs["curve"]]
    assert answer["logrank"] is None


def _by_source(cast, api):
    return api(cast.priya).get("reports", "retention").json()["groups"]


def test_exits_equal_the_reference(cast, history, api):
    answer = api(cast.priya).get("reports", "exits").json()
    for group, theirs in zip(answer["groups"], EXPECTED["exits"]["by_source"]["groups"], strict=True):
        assert group["curve"] == [pytest.approx(point, abs=1e-9) for point in theirs["curve"]]


def test_the_reasons_stand_beside_the_exits(cast, history, api):
    answer = api(cast.priya).get("reports", "exits", by="none").json()
    (group,) = EXPECTED["retention"]["overall"]["groups"]
    assert {"part", "reason", "label", "n"} == set(answer["reasons"][0])
    assert (
        sum(row["n"] for row in answer["reasons"] if row["part"] in ("man", "program", "others"))
        == group["events"]
    )
    assert set(answer["few_from"]) == {"all"}


def test_the_window_and_the_filters_are_in_the_address(cast, history, api):
    answer = api(cast.priya).get("reports", "retention", **{"from": "2023-06-01", "to": "2023-12-31"}).json()
    assert (answer["from"], answer["to"]) == ("2023-06-01", "2023-12-31")
    assert 0 < answer["n"] < 88
    assert api(cast.priya).get("reports", "attendance", group=cast.group.pk).json()["n"] == 0


@pytest.mark.parametrize("name", ["attendance", "unrecorded"])
def test_the_others_answer_too(cast, history, api, name):
    answer = api(cast.priya).get("reports", name).json()
    assert answer["definition"]
    assert isinstance(answer["groups"], list)


def test_it_comes_as_a_file(cast, history, api):
    response = api(cast.priya).get("reports", "retention", format="csv")
    assert response["Content-Type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0]["key"] == "self"
    assert api(cast.priya).get("reports", "retention", format="xlsx").content.startswith(b"PK")
    assert api(cast.priya).get("reports", "retention", format="json").json()["n"] == 88
    taken = AuditEntry.objects.filter(what="report_retention.exported")
    assert [(trace.by, trace.details) for trace in taken] == [(cast.priya, {"rows": len(rows)})] * 2


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"by": "shoe_size"}, "by"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2024-02-01", "to": "2024-01-01"}, "to"),
        ({"group": "7"}, "group"),
        ({"format": "docx"}, "format"),
        ({"count_not_seen": "perhaps"}, "count_not_seen"),
    ],
)
def test_what_cannot_be_asked_is_said_by_field(cast, api, query, field):
    response = api(cast.priya).get("reports", "retention", **query)
    assert response.status_code == 422
    said = response.json()
    assert said["type"] == "not_acceptable"
    assert list(said["fields"]) == [field]


def test_an_unknown_report_is_not_there(cast, api):
    assert api(cast.priya).get("reports", "weather").status_code == 404


@pytest.mark.parametrize("who", ["pete", "ada"])
def test_it_is_not_there_for_peers_and_administrators(cast, api, who):
    assert api(getattr(cast, who)).get("reports", "retention").status_code == 404


def test_a_wrong_token_is_refused(db):
    assert Api("wrong").get("reports", "retention").status_code == 401
    assert Api("").get("reports", "retention").status_code == 401


def test_another_service_sees_none_of_it(cast, history, wes_api):
    assert wes_api.get("reports", "retention").json()["groups"] == []


def test_a_counselor_may_not_ask_how_men_came(cast, history, api):
    assert api(cast.tom).get("reports", "retention", by="source").status_code == 422
    assert api(cast.tom).get("reports", "retention").json()["groups"] == []


def test_a_researcher_gets_counts_without_small_ones(cast, history):
    from tests import factories as make

    rosa = make.make_staff(name="Rosa Lind", service=cast.service, role=Role.RESEARCHER)
    rosa.desk = cast.priya.desk
    answer = Api(token_of(rosa, Role.RESEARCHER)).get("reports", "retention").json()
    assert answer["n"] == 88
    assert answer["suppressed"]


def test_nothing_can_be_written(cast, api):
    assert api(cast.priya).post("reports", "retention").status_code == 405
