from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from config import embedded, parts, supervisor
from tests.config.conftest import HOUSE
from tests.config.test_parts import is_alive, until

# `make run` with a small web server in the place of ours, and nothing to prepare.
STAND_IN = """
import sys
from config import parts, supervisor

WEB = '''
import http.server, sys
class Live(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Live).serve_forever()
'''
supervisor._prepare = lambda: None
supervisor._manage = lambda title, *arguments: parts.say("manage.py " + " ".join(arguments))
supervisor._parts = lambda port: [
    parts.Part("web", [sys.executable, "-c", WEB, str(port)], notes=supervisor.NOTES)
]
sys.exit(supervisor.main())
"""


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def run(tmp_path):
    """Starts a supervisor with a folder of its own; whatever a test leaves running is ended."""
    started = []

    def start(*command, **variables):
        env = (
            os.environ | {"LOCAL_DIR": str(tmp_path / "local"), "DATABASE_URL": "postgres://x/y"} | variables
        )
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=HOUSE,
            env=env,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def refusal(process):
    """The one sentence it stops with."""
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in complaint
    (sentence,) = complaint.strip().splitlines()
    return sentence, said


def lines_until(process, wanted):
    seen = []
    while wanted not in (line := process.stdout.readline()):
        assert line, f"it ended: {seen} {process.stderr.read()}"
        seen.append(line)
    return [*seen, line]


def web_pid(tmp_path):
    return int((tmp_path / "local" / "parts" / "web.pid").read_text().split(",")[0].split(":")[1])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_where_it_is_and_stops_everything_when_asked(run, port, tmp_path, number):
    process = run("-c", STAND_IN, PORT=str(port))
    lines_until(process, f"Alongside is at http://127.0.0.1:{port}/")
    lines_until(process, "manage.py demo --logins")
    web = web_pid(tmp_path)
    assert is_alive(web)
    process.send_signal(number)
    process.send_signal(number)  # an impatient second Ctrl-C changes nothing
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert not is_alive(web)


def test_after_a_kill_the_next_start_takes_what_was_left_away(run, port, tmp_path):
    process = run("-c", STAND_IN, PORT=str(port))
    lines_until(process, "Alongside is at")
    left = web_pid(tmp_path)
    process.kill()
    process.wait()
    assert is_alive(left)

    again = run("-c", STAND_IN, PORT=str(port))
    said = lines_until(again, "Alongside is at")
    assert "Ended a web left over from last time.\n" in said
    assert until(lambda: not is_alive(left))
    again.terminate()
    again.communicate(timeout=60)
    assert again.returncode == 0


def test_a_second_one_in_the_same_folder_is_refused(run, port):
    lines_until(run("-c", STAND_IN, PORT=str(port)), "Alongside is at")
    sentence, _ = refusal(run("-m", "config.supervisor", PORT=str(port)))
    assert sentence == "Alongside runs from this folder already; stop it there with Ctrl-C first."


def test_a_taken_port_is_said_before_anything_is_started(run, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        sentence, said = refusal(run("-m", "config.supervisor", PORT=str(port)))
    assert sentence.startswith(f"Port {port} cannot be used (Address already in use); try another one: PORT=")
    assert said == ""
    assert [path.name for path in (tmp_path / "local").iterdir()] == ["run.lock"]


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(run, port):
    sentence, _ = refusal(run("-m", "config.supervisor", PORT=port))
    assert sentence == f"PORT is '{port}', and a port is a number from 1 to 65535."


def test_a_database_that_does_not_answer_is_said_without_its_password(run, port):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"postgres://app:s3cret@127.0.0.1:{silent.getsockname()[1]}/alongside"
        sentence, _ = refusal(run("-m", "config.supervisor", PORT=str(port), DATABASE_URL=address))
    assert sentence.startswith("The database in DATABASE_URL does not answer: ")
    assert "refused" in sentence
    assert "s3cret" not in sentence


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_each_database_is_asked_by_the_socket_its_address_names(monkeypatch, tmp_path, name):
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv(name, f"postgres://app@/{tmp_path}/alongside")
    with pytest.raises(supervisor.Refused, match=f"The database in {name} does not answer: .*{tmp_path}"):
        supervisor._may_migrate(name)


def test_a_login_that_may_not_migrate_is_said_before_it_fails(monkeypatch, running):
    socket = embedded.start(running)
    monkeypatch.setenv("DATABASE_URL", f"postgres://alongside_app@/{socket}/alongside")
    monkeypatch.setenv("DATABASE_OWNER_URL", "")
    with pytest.raises(supervisor.Refused, match="name one that may in DATABASE_OWNER_URL"):
        supervisor._start_database()
    monkeypatch.setenv("DATABASE_OWNER_URL", f"postgres://alongside_owner@/{socket}/alongside")
    supervisor._start_database()
    monkeypatch.setenv("DATABASE_OWNER_URL", "")
    monkeypatch.setenv("DATABASE_URL", f"postgres://postgres@/{socket}/alongside")
    supervisor._start_database()


def test_what_is_no_address_of_a_database_is_said(run, port):
    sentence, _ = refusal(run("-m", "config.supervisor", PORT=str(port), DATABASE_URL="sqlite:///x.db"))
    assert sentence.startswith("DATABASE_URL is no address of a PostgreSQL database.")


@pytest.mark.parametrize(("refused", "offered"), [(80, 8000), (8000, 8001), (65535, 8000)])
def test_the_port_it_offers_may_be_had(monkeypatch, refused, offered):
    def bind(probe, address):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(supervisor.socket.socket, "bind", bind)
    with pytest.raises(supervisor.Refused, match=f"PORT={offered} make run"):
        supervisor._check_port(refused)


def test_a_folder_that_cannot_be_written_is_said(run, port, tmp_path):
    Path(tmp_path / "local").write_text("a file where a folder should be")
    sentence, _ = refusal(run("-m", "config.supervisor", PORT=str(port)))
    assert sentence == f"{tmp_path / 'local'} cannot be used (File exists); run as whoever owns this folder."


def test_a_step_under_way_is_ended_when_asked_to_stop(monkeypatch):
    asked = parts.Stop()
    asked.ask()
    monkeypatch.setattr(supervisor, "stop", asked)
    with pytest.raises(supervisor.Stopped):
        supervisor._manage("", "help")


def test_a_step_that_fails_is_named(monkeypatch, capfd):
    with pytest.raises(supervisor.Refused, match=r"`manage.py no_such_step` did not succeed"):
        supervisor._manage("", "no_such_step")
    assert "no_such_step" in capfd.readouterr().err
