"""What a kept view may hold: codes, days and places, never a man."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from services import lists
from services.access import seat
from services.errors import NotAcceptable
from services.models.membership import Role
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def page(cast):
    """`page("reports:retention")` answers what that list keeps."""
    return {each.name: each for each in lists.open_to(cast.priya)}.__getitem__


def test_filters_are_kept_in_one_order_without_the_place_in_the_list(cast, page):
    query = f"status=placed&who=mine&site=&after={cast.dan.pk}&format=csv"
    kept = page("referrals:referral_list").kept(query, staff=cast.priya)
    assert kept == "status=placed&who=mine"
    assert lists.plain("who=mine&status=placed") == kept


def test_places_and_groups_of_this_service_may_be_kept(cast, page):
    queue, men = page("referrals:referral_list"), page("followups:client_list")
    assert queue.kept(f"site={cast.north.pk}", staff=cast.priya)
    assert men.kept(f"group={cast.group.pk}&state=in_group", staff=cast.priya)
    report = page("reports:retention")
    assert report.kept("from=2026-01-01&to=2026-02-01&by=source&count_not_seen=left", staff=cast.priya)


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("referrals:referral_list", "text=Okafor"),
        ("referrals:referral_list", "status=okafor"),
        ("referrals:referral_list", "site=okafor"),
        ("followups:client_list", "find=dan"),
        ("followups:client_list", "state=Dan Okafor"),
        ("programs:group_list", "text=okafor"),
        ("programs:group_list", "program=okafor"),
        ("reports:retention", "from=okafor"),
        ("reports:retention", "from=20260101"),
        ("reports:retention", "key=okafor"),
        ("reports:attendance", "by=okafor"),
        ("followups:follow_up_list", "who=okafor"),
    ],
)
def test_nothing_that_may_name_a_man_is_kept(cast, page, name, query):
    with pytest.raises(NotAcceptable, match="never words you typed"):
        page(name).kept(query, staff=cast.priya)


def test_the_number_of_a_man_is_no_group_and_that_of_another_service_no_site(cast, page):
    men, queue = page("followups:client_list"), page("referrals:referral_list")
    for list_page, query in ((men, {"group": cast.dan.pk}), (queue, {"site": cast.south.pk})):
        with pytest.raises(NotAcceptable):
            list_page.kept(urlencode(query), staff=cast.priya)


def test_words_are_seen_without_asking_for_them(cast, page):
    groups = page("programs:group_list")
    assert groups.strange("text=x&when=ended&after=1") == ["text"]
    assert groups.strange("when=ended") == []


@pytest.mark.parametrize("who", ["priya", "ines", "tom", "pete", "ada"])
def test_the_lists_somebody_may_open_are_those_whose_page_opens(cast, sign_in, who):
    staff = getattr(cast, who)
    allowed = {each.name for each in lists.open_to(staff)}
    browser = sign_in(staff)
    opened = {each.name for each in lists.LISTS.values() if browser.get(each.url).status_code == 200}
    assert allowed == opened


def test_a_researcher_has_the_reports_alone(cast):
    staff = factories.make_staff(name="Rui Sand", service=cast.service, role=Role.RESEARCHER)
    seat(staff, cast.service, on=NOW.date())
    assert {each.name.split(":")[0] for each in lists.open_to(staff)} == {"reports"}
