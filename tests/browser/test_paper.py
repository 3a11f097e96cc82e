"""What is printed fits the paper of the country."""

from __future__ import annotations

import re

import pytest

SHEETS = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_at_the_door_is_one_page_for_sixteen(scene, paper):
    """Twelve men on the roster and four empty lines for who walks in."""
    page = scene.open(f"/sessions/{scene.session.pk}/sign-in/", width=1280)
    assert page.locator(".al-paper tbody tr").count() == 16
    assert len(SHEETS.findall(page.pdf(format=paper))) == 1


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_month_is_one_page_on_its_side(scene, paper):
    page = scene.open("/calendar/", width=1280)
    assert len(SHEETS.findall(page.pdf(format=paper, landscape=True))) == 1
