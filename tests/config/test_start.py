"""A server that starts loads what pages need; what few ever ask for comes with the first who does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
FOR_FEW = {"holidays", "openpyxl", "redis", "typst"}
# No database is asked while starting; these only have to have the right shape.
SETTINGS = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
    "SECRET_KEY": "x" * 50,
    "FIELD_KEYS": "a:" + "A" * 43 + "=",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}
START = "import sys, config.wsgi, config.urls; print(*{name.split('.')[0] for name in sys.modules})"


def test_a_start_loads_no_library_that_few_need():
    environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | SETTINGS
    loaded = subprocess.run(
        [sys.executable, "-c", START], cwd=HOUSE, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "rest_framework" in loaded
    assert not FOR_FEW.intersection(loaded)
