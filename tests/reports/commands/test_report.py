"""The figures on a command line, and after an import exactly those of the reference."""

import csv
import io
import json
from contextlib import redirect_stdout

import pytest
from django.core.management import CommandError, call_command

from services.models import AuditEntry
from services.wall import set_frame
from tests.reports.history import EXPECTED, HISTORY, load_history

pytestmark = pytest.mark.django_db


def printed(*args: str) -> str:
    out = io.StringIO()
    call_command("report", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def history(cast):
    load_history(cast.service, program=cast.program)


def test_it_prints_what_the_page_shows(cast, history):
    answer = json.loads(printed("retention", "--service", "north", "--by", "none"))
    assert answer["n"] == 88
    assert answer["groups"][0]["curve"] == [
        pytest.approx(point, abs=1e-9) for point in EXPECTED["retention"]["overall"]["groups"][0]["curve"]
    ]


def test_it_prints_a_table(cast, history):
    rows = list(csv.DictReader(io.StringIO(printed("attendance", "--service", "north", "--format", "csv"))))
    assert [row["label"] for row in rows] == ["Monday early", "Tuesday evening", "Wednesday noon"]


def test_it_leaves_a_trace_of_what_left_the_house(cast, history):
    printed("retention", "--service", "north", "--by", "none")
    set_frame(service=cast.service.pk)
    trace = AuditEntry.objects.get(what="report_retention.exported")
    assert (trace.by.name, trace.details["rows"] > 1) == ("Alongside", True)


def test_it_takes_days(cast, history):
    answer = json.loads(
        printed("retention", "--service", "north", "--from", "2024-01-01", "--to", "2024-06-30")
    )
    assert (answer["from"], answer["to"]) == ("2024-01-01", "2024-06-30")
    assert 0 < answer["n"] < 88


@pytest.mark.parametrize(
    "wrong", [("--by", "shoe_size"), ("--from", "soon"), ("--from", "2024-02-01", "--to", "2024-01-01")]
)
def test_wrong_usage_is_said_and_exits_with_two(cast, wrong):
    with pytest.raises(CommandError) as refused:
        printed("retention", "--service", "north", *wrong)
    assert refused.value.returncode == 2


def test_an_unknown_service_is_said(cast):
    with pytest.raises(CommandError, match="no service"):
        printed("retention", "--service", "nowhere")


def test_after_an_import_every_figure_is_the_reference_figure(cast):
    set_frame()
    for kind in ("referrals", "attendance", "exits"):
        with redirect_stdout(io.StringIO()):
            call_command(
                "import", kind, str(HISTORY / f"{kind}.csv"), "--service", "north", stdout=io.StringIO()
            )
    for by, split in (("source", "by_source"), ("none", "overall")):
        for name in ("retention", "exits"):
            answer = json.loads(printed(name, "--service", "north", "--by", by))
            expected = EXPECTED[name][split]
            for group, theirs in zip(answer["groups"], expected["groups"], strict=True):
                assert {word: group[word] for word in ("key", "n")} == {
                    word: theirs[word] for word in ("key", "n")
                }
                assert (group.get("median"), group.get("events")) == (
                    theirs.get("median"),
                    theirs.get("events"),
                )
                assert group["curve"] == [pytest.approx(point, abs=1e-9) for point in theirs["curve"]]
            if name == "retention" and by == "source":
                assert answer["logrank"] == pytest.approx(expected["logrank"], abs=1e-9)
