"""The look keeps its promises: words can be read by day and by night, and the two nights are one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
THEME = (ROOT / "static/theme.css").read_text()
SHEETS = sorted((ROOT / "static").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# What is written on what, and how much contrast it needs (WCAG 2.2: 4.5 for words, 3 for edges).
PAIRS = [
    (ink, ground, 4.5)
    for ink in ("ink", "ink-2", "ink-3", "accent", "amber-ink", "red")
    for ground in ("paper", "sheet", "sunk")
] + [
    ("on-fill", "fill", 4.5),
    ("tint-ink", "tint", 4.5),
    ("amber-ink", "amber-tint", 4.5),
    ("ink", "amber-tint", 4.5),
    ("red", "red-tint", 4.5),
    ("edge", "paper", 3),
    ("edge", "sheet", 3),
]


def block(start: str) -> dict[str, str]:
    body = THEME.split(start, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--al-([\w-]+):\s*([^;]+);", body))


DAY = block(":root {")
NIGHT = block(':root:not([data-bs-theme="light"]) {')
CHOSEN_NIGHT = block(':root[data-bs-theme="dark"] {')


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [DAY, NIGHT], ids=["day", "night"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_words_and_edges_can_be_seen(scheme, ink, ground, least):
    assert contrast(scheme[ink], scheme[ground]) >= least


def test_the_two_nights_are_one():
    assert NIGHT == CHOSEN_NIGHT
    assert set(NIGHT) == set(DAY)


def test_only_the_tokens_name_colors():
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        named = [
            line.strip()
            for line in text.splitlines()
            if re.search(r"#[0-9a-f]{3,8}\b", line) and "--al-" not in line
        ]
        assert named in ([], [".al-man > input:checked ~ .al-mark { color: #000; }"]), sheet.name


def test_no_sheet_asks_for_a_data_image():
    assert not [
        sheet.name
        for sheet in SHEETS
        if "data:" in re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    ]


def test_no_page_styles_or_scripts_inline():
    for page in TEMPLATES:
        text = page.read_text()
        assert " style=" not in text, page
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), page
        assert not re.search(r"\son[a-z]+=\"", text), page
