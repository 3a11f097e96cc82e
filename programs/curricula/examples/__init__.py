"""Curricula in our own words to begin with: a service takes one over, then changes what does not fit its men."""

from __future__ import annotations

import json
from pathlib import Path

from programs.curricula.reading import curriculum_from
from programs.curricula.written import Written

HERE = Path(__file__).parent


def examples() -> dict[str, Written]:
    """All that ship, by key. Raises CurriculumUnreadable for a file that breaks the shape."""
    return {
        path.stem: curriculum_from(json.loads(path.read_text("utf-8")))
        for path in sorted(HERE.glob("*.json"))
    }
