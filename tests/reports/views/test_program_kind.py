"""The reports of one kind of program: fathers, young men."""

from datetime import timedelta

import pytest

from tests import factories as make

pytestmark = pytest.mark.django_db
PAGES = ("/reports/attendance/", "/reports/retention/", "/reports/exits/")


@pytest.fixture
def fathers(cast):
    """Luis is in a group of fathers, Dan in another."""
    program = make.make_program(service=cast.service, name="Fathers first", kind="fathers")
    group = make.make_group(program=program, name="Fathers", site=cast.north, facilitators=[cast.tom])
    for man, where in ((cast.dan, cast.group), (cast.luis, group)):
        session = make.make_session(group=where, starts_at=make.NOW - timedelta(days=1))
        place = make.make_enrollment(client=man, group=where)
        make.make_attendance(session=session, enrollment=place, outcome="present")
    return group


@pytest.mark.parametrize("page", PAGES)
def test_a_report_is_asked_of_one_kind_of_program(cast, fathers, sign_in, page):
    browser = sign_in(cast.priya)
    counted = {kind: browser.get(f"{page}?kind={kind}").context["answer"]["n"] for kind in ("", "fathers")}
    assert counted == {"": 2, "fathers": 1}


def test_kinds_are_offered_where_there_are_several(cast, fathers, sign_in):
    browser = sign_in(cast.priya)
    assert b'value="fathers"' in browser.get(PAGES[0]).content
    assert b'value="young_men"' not in browser.get(PAGES[0]).content


def test_a_kind_nobody_knows_is_refused(cast, fathers, sign_in, api):
    assert sign_in(cast.priya).get(f"{PAGES[0]}?kind=sisters").status_code == 400
    assert api(cast.priya).get("reports", "attendance", kind="sisters").status_code == 422
    assert api(cast.priya).get("reports", "attendance", kind="fathers").json()["n"] == 1
