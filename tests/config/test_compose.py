"""What stands in docker-compose.yml, read as Docker reads it: there is no Docker where the tests run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from config import supervisor
from config.celery import app
from services import pulse

HOUSE = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((HOUSE / "docker-compose.yml").read_text())
PARTS = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "beat", "dispatcher")


def seconds(text: str) -> int:
    return int(text.removesuffix("s"))


@pytest.mark.parametrize("name", PARTS)
def test_every_part_that_stays_is_asked_whether_it_is_well(name):
    part = PARTS[name]
    assert ("healthcheck" in part) or name == "web", "web's stands in the image"
    disabled = part.get("healthcheck", {}).get("disable", False)
    assert disabled == (part.get("restart") == "no")


@pytest.mark.parametrize(
    ("name", "asked"),
    [("worker", ["worker"]), ("beat", ["beat"]), ("dispatcher", ["dispatch", "dispatch_imports"])],
)
def test_who_has_no_door_is_asked_for_a_sign_of_life(name, asked):
    check = PARTS[name]["healthcheck"]
    assert check["test"] == ["CMD", "python", "-m", "services.pulse", *asked]
    assert set(asked) <= set(pulse.LIMITS)


def test_a_frozen_part_is_known_soon_and_a_slow_start_is_no_illness():
    for name in ("worker", "beat"):
        check = PARTS[name]["healthcheck"]
        until_known = pulse.LIMITS[name] + seconds(check["interval"]) * check["retries"]
        assert until_known <= 180
        assert seconds(check["start_period"]) >= 60


def test_the_clock_ticks_more_often_than_a_sign_of_life_is_expected():
    quickest = min(entry["schedule"].run_every.total_seconds() for entry in app.conf.beat_schedule.values())
    assert 6 * quickest <= min(pulse.LIMITS["worker"], pulse.LIMITS["beat"])


def test_crisis_work_waits_for_no_broker():
    assert set(PARTS["dispatcher"]["depends_on"]) == {"migrate"}
    assert set(PARTS["worker"]["depends_on"]) == {"migrate", "redis"}


@pytest.mark.parametrize("name", OURS)
def test_ours_may_do_no_more_than_they_need(name):
    part = PARTS[name]
    assert part["read_only"]
    assert part["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in part["security_opt"]
    assert "ports" not in part
    knows_the_owner = "DATABASE_OWNER_URL" in part["environment"]
    assert knows_the_owner == (name == "migrate")


def test_each_logs_in_under_its_own_name():
    logins = {
        name: re.match(r"postgres://(\w+):", PARTS[name]["environment"]["DATABASE_URL"])[1] for name in OURS
    }
    assert logins == {
        "migrate": "alongside_app", "web": "alongside_app", "worker": "alongside_worker",
        "beat": "alongside_worker", "dispatcher": "alongside_worker",
    }  # fmt: skip


def test_every_secret_comes_from_the_example():
    needed = set(re.findall(r"\$\{(\w+)", (HOUSE / "docker-compose.yml").read_text()))
    given = {
        line.partition("=")[0] for line in (HOUSE / ".env.example").read_text().splitlines() if "=" in line
    }
    assert needed - given == set()


def test_the_queue_forgets_nothing_to_make_room():
    assert PARTS["redis"]["command"][-2:] == ["--maxmemory-policy", "noeviction"]


def test_the_worker_is_started_as_make_run_starts_it():
    here = {part.name: shlex.join(part.command) for part in supervisor._parts(8000)}["worker"]
    for option in PARTS["worker"]["command"]:
        if option.startswith("--without"):
            assert option in here


def test_web_ends_what_is_under_way_before_it_is_ended_itself():
    image = (HOUSE / "Dockerfile").read_text()
    grace = re.search(r'"--graceful-timeout", "(\d+)"', image)[1]
    assert int(grace) < seconds(PARTS["web"]["stop_grace_period"])
    here = {part.name: part.command for part in supervisor._parts(8000)}["web"]
    assert here[here.index("--graceful-timeout") + 1] == grace


def test_mail_comes_from_an_address_that_a_mail_server_may_allow():
    assert PARTS["web"]["environment"]["DEFAULT_FROM_EMAIL"] == "${DEFAULT_FROM_EMAIL:-no-reply@${HOST}}"


def test_the_image_runs_as_nobody_and_brings_no_secret():
    image = (HOUSE / "Dockerfile").read_text()
    assert re.search(r"^USER 10001$", image, re.MULTILINE)
    ignored = (HOUSE / ".dockerignore").read_text().splitlines()
    assert {".env", ".local", ".git"} <= {line.strip("/") for line in ignored}
