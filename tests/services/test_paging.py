"""Pages by key: nobody twice, nobody missing, in both directions, and no name in an address."""

import pytest
from django.test import RequestFactory

from services.models import Client
from services.paging import page_of
from tests import factories

BY = ("find_last", "find_first", "id")


@pytest.fixture
def men(cast):
    """Seven of one name beside Dan and Luis: what is sorted by is not unique."""
    for _number in range(7):
        factories.make_client(service=cast.service, first_name="Sam", last_name="Same")
    return Client.objects.filter(service=cast.service)


def page(men, url: str = "", **kwargs):
    return page_of(RequestFactory().get(f"/{url}"), men, by=BY, size=4, **kwargs)


def test_walking_on_meets_everybody_once_in_order(men):
    seen, url = [], ""
    while True:
        found = page(men, url)
        seen += found.rows
        url = found.next_url
        if not url:
            break
    assert [man.pk for man in seen] == list(men.order_by(*BY).values_list("pk", flat=True))


def test_the_latest_may_come_first(men):
    seen, url = [], ""
    while not seen or url:
        found = page(men, url, descending=True)
        back = page(men, found.previous_url, descending=True).rows if found.previous_url else []
        assert back == seen[-4:]
        seen, url = seen + found.rows, found.next_url
    assert [man.pk for man in seen] == list(
        men.order_by("-find_last", "-find_first", "-id").values_list("pk", flat=True)
    )


def test_walking_back_meets_the_same_pages(men):
    first = page(men)
    second = page(men, first.next_url)
    assert page(men, second.previous_url).rows == first.rows
    assert not page(men, second.previous_url).previous_url
    assert page(men, page(men, second.previous_url).next_url).rows == second.rows


def test_the_address_holds_an_id_and_no_name(men):
    assert "Same" not in page(men).next_url
    assert "same" not in page(men).next_url


def test_other_filters_stay_in_the_address(men):
    assert "state=waiting" in page(men, "?state=waiting&format=csv").next_url
    assert "format" not in page(men, "?state=waiting&format=csv").next_url


def test_a_row_that_left_the_list_still_marks_the_place(men):
    first = page(men)
    last = first.rows[-1]
    assert page(men.exclude(pk=last.pk), first.next_url, among=men).rows == page(men, first.next_url).rows


@pytest.mark.parametrize(
    "url", ["?after=nonsense", "?before=", "?after=00000000-0000-0000-0000-000000000000"]
)
def test_what_is_no_place_is_the_first_page(men, url):
    assert page(men, url).rows == page(men).rows


def test_a_short_list_is_one_page(cast):
    only = page_of(RequestFactory().get("/"), Client.objects.all(), by=BY, size=4)
    assert len(only.rows) == 2
    assert (only.previous_url, only.next_url) == ("", "")
