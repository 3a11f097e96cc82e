"""What the frame of a page says: where one is, and where one can go."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from programs.forms.enrollments import ReinstateForm
from services.access import seat
from services.context import frame
from tests.conftest import NOW
from tests.factories import make_staff


def here(staff, path: str) -> list[str]:
    request = RequestFactory().get(path)
    request.user = staff
    return [str(place["label"]) for place in frame(request)["nav"] if place["active"]]


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "My work"),
        ("/groups/", "Groups"),
        ("/programs/", "Groups"),
        ("/sessions/1/register/", "Groups"),
        ("/notes/1/", "Groups"),
        ("/referrals/", "Referrals"),
        ("/clients/1/", "Men"),
    ],
)
def test_every_page_says_where_one_is(cast, path, place):
    assert here(cast.priya, path) == [place]


def test_spreadsheets_are_for_a_director_of_every_site(cast):
    def places(staff) -> list[str]:
        request = RequestFactory().get("/")
        request.user = seat(staff, cast.service, on=NOW.date())
        return [str(place["label"]) for place in frame(request)["nav"]]

    of_north = make_staff(name="Nora Field", service=cast.service, role="director", site=cast.north)
    assert "Spreadsheets" in places(cast.priya)
    assert "Spreadsheets" not in places(of_north)
    assert "Team" in places(of_north)


def test_a_page_of_no_place_says_none(cast):
    assert here(cast.priya, "/accounts/password/change/") == []


def test_words_of_a_page_do_not_become_the_label_of_a_field():
    """Pages have `words` of their own; a part that is included sees them, too."""
    field = ReinstateForm()["reason"]
    assert 'for="id_reason">Why he is taken back<' in render_to_string(
        "parts/_field.html", {"field": field, "words": "Saved"}
    )
    assert 'for="id_reason">Why<' in render_to_string(
        "parts/_field.html", {"field": field, "field_words": "Why"}
    )
