from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from config import install


@pytest.fixture(autouse=True)
def an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "requirements-dev.lock").write_text(
        "uv==1.0 \\\n    --hash=sha256:aa\n    # via -r dev\nwrapt==2\n"
    )


def test_a_python_without_its_venv_module_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(SystemExit) as stopped:
        install.make_venv()
    major, minor = sys.version_info[:2]
    assert "its venv module is missing" in str(stopped.value)
    assert f"apt install python{major}.{minor}-venv" in str(stopped.value)


def test_without_a_network_it_says_so_and_does_not_pretend(monkeypatch, tmp_path):
    tried = []
    monkeypatch.setattr(install, "succeeds", lambda command, *, show=False: tried.append(command) and False)
    monkeypatch.setattr(install, "make_venv", lambda: None)
    with pytest.raises(SystemExit, match="Is there a network"):
        install.main(["requirements.lock"])
    assert [command[1:4] for command in tried] == [["-m", "pip", "install"]] * 2  # uv itself, then without uv
    assert all("--disable-pip-version-check" in command for command in tried)


def test_when_uv_does_not_manage_pip_does_and_both_check_hashes(monkeypatch, tmp_path):
    install.UV.parent.mkdir(parents=True)
    install.UV.touch()
    tried = []
    monkeypatch.setattr(
        install,
        "succeeds",
        lambda command, *, show=False: tried.append(command) or str(install.UV) not in command,
    )
    monkeypatch.setattr(install, "make_venv", lambda: None)
    install.main(["requirements.lock"])
    assert [command[0] for command in tried] == [str(install.UV), str(install.PYTHON)]
    assert all("--require-hashes" in command for command in tried)


def test_uv_is_fetched_by_the_hash_of_the_lock_file(monkeypatch):
    read = []
    monkeypatch.setattr(
        install, "succeeds", lambda command, *, show=False: read.append(Path(command[-1]).read_text()) or True
    )
    install.fetch_uv()
    assert read == ["uv==1.0 \\\n    --hash=sha256:aa\n    # via -r dev\n"]
