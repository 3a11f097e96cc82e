"""Who must not meet: said and ended by intake and directors."""

from __future__ import annotations

import pytest

from referrals.models import KeptApart
from tests import factories


@pytest.fixture
def url(cast):
    return f"/clients/{cast.dan.pk}/kept-apart/"


def test_two_men_are_kept_apart_until_somebody_ends_it(cast, sign_in, url):
    browser = sign_in(cast.ines)
    said = {"text": cast.luis.reference, "why": "household", "words": "His sister’s house."}
    assert browser.post(url, said).url == url
    pair = KeptApart.objects.get()
    assert (pair.client, pair.other, pair.words, pair.by) == (
        cast.dan,
        cast.luis,
        "His sister’s house.",
        cast.ines,
    )
    again = browser.post(f"/clients/{cast.luis.pk}/kept-apart/", said | {"text": cast.dan.reference})
    assert again.status_code == 409
    assert "They are kept apart already." in again.content.decode()
    assert "Luis F." in browser.get(url).content.decode()
    browser.post(f"/kept-apart/{pair.pk}/end/", {"man": str(cast.dan.pk)})
    pair.refresh_from_db()
    assert pair.ended_by == cast.ines
    assert "ended by Ines Roth" in browser.get(url).content.decode()


def test_of_several_men_one_is_chosen(cast, sign_in, url):
    other = factories.make_client(service=cast.service, first_name="Luis", last_name="Fern")
    browser = sign_in(cast.priya)
    said = {"text": "luis", "why": "safety"}
    answer = browser.post(url, said)
    assert (answer.status_code, KeptApart.objects.count()) == (422, 0)
    browser.post(url, said | {"other": str(other.pk)})
    assert KeptApart.objects.get().other == other


@pytest.mark.parametrize("said", [{}, {"text": "nobody of that name"}])
def test_somebody_has_to_be_named(cast, sign_in, url, said):
    answer = sign_in(cast.priya).post(url, said | {"why": "safety"})
    assert (answer.status_code, KeptApart.objects.exists()) == (422, False)


def test_whoever_keeps_himself_away_no_longer_sees_him(cast, sign_in, url):
    browser = sign_in(cast.priya)
    answer = browser.post(url, {"staff": str(cast.priya.pk), "why": "other"})
    assert answer.url == "/clients/"
    assert browser.get(cast.dan.get_absolute_url()).status_code == 404
    assert sign_in(cast.tom).get(url).status_code == 404
