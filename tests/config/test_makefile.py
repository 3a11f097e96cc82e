from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.config.conftest import HOUSE

# In the place of Python: the tests are interrupted as by Ctrl-C, which everybody in the terminal hears.
STAND_IN = """#!/bin/sh
echo "$*" >> asked
trap "" INT
case "$*" in *pytest*) kill -INT 0; exit 2;; esac
"""


@pytest.mark.parametrize("target", ["test", "browser"])
def test_the_database_of_the_tests_is_stopped_after_ctrl_c_too(tmp_path, target):
    shutil.copy(HOUSE / "Makefile", tmp_path)
    (tmp_path / "config").mkdir()
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.lock", "requirements-dev.lock", "config/install.py", ".venv/dev.stamp"):
        (tmp_path / name).touch()
    stand_in = tmp_path / "python"
    stand_in.write_text(STAND_IN)
    stand_in.chmod(0o755)
    env = {name: value for name, value in os.environ.items() if name not in ("LOCAL_DIR", "MAKEFLAGS")}
    make = subprocess.run(
        ["make", target, "PY=./python"],
        cwd=tmp_path,
        env=env,
        capture_output=True,
        check=False,
        start_new_session=True,
    )
    assert make.returncode != 0
    asked = (tmp_path / "asked").read_text().splitlines()
    assert "pytest" in asked[0]
    assert asked[-1] == "-m config.embedded .local/test"
