"""A man's screens as pages: asked word for word, put right, and led on to what they ask for."""

from __future__ import annotations

import pytest

from programs.models import Assessment, RiskResult
from tests import factories
from tests.asking import MOST, asked

NINE = {f"phq9-q{number}": "1" for number in range(1, 10)}
HOW = {"taken_on": "2026-03-12", "occasion": "intake"}


@pytest.fixture
def url(cast) -> str:
    factories.make_enrollment(client=cast.dan, group=cast.group)
    return f"/clients/{cast.dan.pk}/screens/"


def test_a_short_screen_leads_to_the_long_one_with_what_he_said(cast, sign_in, url):
    browser = sign_in(cast.tom)
    answer = browser.post(f"{url}phq2/new/", HOW | {"phq2-q1": "1", "phq2-q2": "2"})
    assert answer.url == f"{url}phq9/new/"
    page = browser.get(answer.url).content.decode()
    assert "His answers ask for the longer form: PHQ-9." in page
    assert page.split("<main")[1].count("checked") == 2
    answer = browser.post(f"{url}phq9/new/", HOW | NINE)
    assert answer.url == url
    page = browser.get(url).content.decode()
    assert "9 of 27, Mild" in page
    assert "Ask him about it now" in page
    assert "better off dead, or of hurting himself" in page
    assert asked(browser, url) <= MOST


def test_a_gap_is_kept_without_a_total_and_put_right(cast, sign_in, url):
    browser = sign_in(cast.tom)
    browser.post(f"{url}phq9/new/", HOW | NINE | {"phq9-q4": ""})
    kept = Assessment.objects.get()
    assert "not complete, so no total" in browser.get(url).content.decode()
    at = kept.get_absolute_url()
    assert asked(browser, at) <= MOST
    assert browser.post(at, HOW | NINE | {"version": "1"}).url == url
    stale = browser.post(at, HOW | NINE | {"phq9-q9": "0", "version": "1"})
    assert (stale.status_code, b"Saved again, yours stays" in stale.content) == (422, True)
    assert browser.post(f"{at}mistake/", {"error_reason": "Another man."}).url == url
    assert "a mistake" in browser.get(url).content.decode()


def test_an_unasked_screen_keeps_nothing(cast, sign_in, url):
    answer = sign_in(cast.tom).post(f"{url}k10/new/", HOW | {"bands": "abs"})
    assert (answer.status_code, b"Nothing is answered yet" in answer.content) == (422, True)
    assert sign_in(cast.tom).get(f"{url}ors/new/").status_code == 404
    assert not Assessment.objects.exists()


def test_in_french_the_english_form_says_what_it_is(cast, sign_in, url):
    cast.tom.language = "fr-ca"
    cast.tom.save()
    page = sign_in(cast.tom).get(f"{url}phq9/new/").content.decode()
    assert '<div class="al-screen" lang="en">' in page
    assert "Little interest or pleasure in doing things" in page


def test_a_result_is_written_down_and_put_right(cast, sign_in, url):
    browser = sign_in(cast.tom)
    new = f"/clients/{cast.dan.pk}/risk-results/new/"
    said = {"tool": "c_ssrs", "level": "high", "assessed_on": "2026-03-12", "assessor": "Ruth, the clinic"}
    assert browser.post(new, said | {"tool": "other"}).status_code == 422
    assert browser.post(new, said).url == url
    kept = RiskResult.objects.get()
    assert "C-SSRS (suicide risk): High" in browser.get(url).content.decode()
    assert browser.post(kept.get_absolute_url(), said | {"level": "low", "version": "1"}).url == url
    assert (
        browser.post(f"{kept.get_absolute_url()}mistake/", {"error_reason": ""}).url
        == kept.get_absolute_url()
    )
    kept.refresh_from_db()
    assert (kept.level, kept.version) == ("low", 2)
