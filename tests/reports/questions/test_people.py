"""The men behind a figure: as many as the figure says, whatever the figure."""

import pytest

from reports.questions import people, retention
from reports.questions.people import PAGE
from tests import factories as make
from tests.conftest import NOW
from tests.reports.history import load_history

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    load_history(cast.service, program=cast.program)
    return {"staff": cast.priya, "at": NOW, "by": "source"}


def test_each_count_of_the_report_is_the_length_of_its_list(asked):
    groups = retention(**asked)["groups"]
    for group in groups:
        key = group["key"]
        assert len(people(key=key, limit=1000, **asked)) == group["n"]
        assert len(people(key=key, state="left", limit=1000, **asked)) == group["events"]
        assert len(people(key=key, state="not_seen", limit=1000, **asked)) == group["not_seen"]
        for point in group["curve"]:
            session = point["session"]
            assert (
                len(people(key=key, state="counted", session=session, limit=1000, **asked))
                == point["at_risk"]
            )
            assert (
                len(people(key=key, state="left_here", session=session, limit=1000, **asked))
                == point["events"]
            )


def test_a_list_knows_its_length_and_goes_on_where_it_ended(asked):
    first = people(**asked)
    assert first[0]["total"] == 88
    assert len(first) == PAGE + 1
    rest = people(after=first[PAGE - 1]["enrollment_id"], **asked)
    assert rest[0]["enrollment_id"] == first[PAGE]["enrollment_id"]
    assert rest[0]["total"] == 88
    seen = [row["enrollment_id"] for row in first[:PAGE] + rest]
    assert len(seen) == len(set(seen)) == 88


def test_it_stands_by_name(asked):
    names = [(row["find_last"], row["find_first"]) for row in people(**asked)]
    assert names == sorted(names)


def test_a_counselor_gets_the_men_of_the_own_groups(cast, asked):
    assert people(**(asked | {"staff": cast.tom, "by": "group"})) == []
    enrollment = make.make_enrollment(client=cast.dan, group=cast.group)
    make.make_attendance(
        session=make.make_session(group=cast.group), enrollment=enrollment, outcome="present"
    )
    (row,) = people(**(asked | {"staff": cast.tom, "by": "group"}))
    assert row["client_id"] == cast.dan.pk
