from __future__ import annotations

import base64
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config import embedded, embedded_server, postmaster, roles
from config.embedded_server import EmbeddedError, Server
from tests.config.conftest import HOUSE, ask

ONCE_MORE = (
    "import sys, pathlib; from config import embedded; print(embedded.start(pathlib.Path(sys.argv[1])))"
)


def postmaster_pid(folder):
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


def test_eight_at_once_on_an_empty_folder_share_one_server(open_folder):
    folder = open_folder / ".local"
    command = [sys.executable, "-c", ONCE_MORE, str(folder)]
    asking = [subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True) for _ in range(8)]
    said = {process.communicate(timeout=60)[0].strip() for process in asking}
    assert [process.returncode for process in asking] == [0] * 8
    assert said == {str(Server(folder).socket)}
    boss = postmaster_pid(folder)
    inside = postmaster.holders(folder / "postgres")
    assert {int(parent_of(pid)) for pid in inside if pid != boss} == {boss}


def parent_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]


def test_the_socket_is_ours_alone_and_there_is_no_other_way_in(open_folder):
    socket = embedded.start(open_folder)
    server = Server(open_folder)
    assert socket.stat().st_mode == 0o040700
    assert socket.stat().st_uid == server.user.pw_uid == server.data.stat().st_uid != 0
    assert ask(open_folder, "show listen_addresses")[0] == ""

    embedded.stop(open_folder)
    socket.mkdir(mode=0o755)
    with pytest.raises(EmbeddedError, match="is not ours alone"):
        embedded.start(open_folder)
    socket.rmdir()


def test_only_a_server_whose_data_nobody_will_miss_does_not_wait_for_the_disk(open_folder):
    for lasting, expected in ((True, "on"), (False, "off")):
        embedded.start(open_folder, lasting=lasting)
        shown = ask(open_folder, "show fsync; show synchronous_commit; show full_page_writes")[0]
        assert shown.split() == [expected] * 3
        embedded.stop(open_folder)


def test_a_second_start_only_asks_whether_it_answers(running, monkeypatch):
    run, ran = Server.run, []
    monkeypatch.setattr(
        Server,
        "run",
        lambda self, program, *rest, **more: ran.append(program) or run(self, program, *rest, **more),
    )
    embedded.start(running)
    assert ran == ["pg_isready"]


def test_what_was_written_is_there_after_a_kill_and_after_a_stop(open_folder):
    embedded.start(open_folder)
    ask(open_folder, "create table kept (word text); insert into kept values ('still here')")
    os.kill(postmaster_pid(open_folder), signal.SIGKILL)
    embedded.start(open_folder)
    assert ask(open_folder, "select word from kept") == ("still here", "")

    embedded.stop(open_folder)
    assert postmaster.holders(open_folder / "postgres") == []
    embedded.start(open_folder)
    assert ask(open_folder, "select word from kept") == ("still here", "")


def test_a_pid_file_that_names_a_stranger_is_not_believed(open_folder):
    embedded.start(open_folder)
    note = open_folder / "postgres" / "postmaster.pid"
    text = note.read_text()
    embedded.stop(open_folder)
    account = Server(open_folder).user
    drop = {"user": account.pw_uid, "group": account.pw_gid} if os.getuid() == 0 else {}
    stranger = subprocess.Popen(["sleep", "60"], **drop)
    try:
        note.write_text("\n".join([str(stranger.pid), *text.splitlines()[1:]]) + "\n")
        Server(open_folder).give(note)
        embedded.start(open_folder)
        assert ask(open_folder, "select 1") == ("1", "")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_checkout_moved_while_its_server_runs_is_found_again(open_folder):
    before, after = open_folder / "before", open_folder / "after"
    embedded.start(before)
    old_socket = Server(before).socket
    ask(before, "create table kept (word text); insert into kept values ('moved along')")
    before.rename(after)
    embedded.start(after)
    assert ask(after, "select word from kept") == ("moved along", "")
    shutil.rmtree(old_socket)


def test_a_checkout_deleted_while_its_server_runs_starts_anew(open_folder):
    embedded.start(open_folder)
    ask(open_folder, "create table kept (word text)")
    shutil.rmtree(open_folder / "postgres")
    embedded.start(open_folder)
    assert ask(open_folder, "select count(*) from pg_tables where tablename = 'kept'") == ("0", "")


def test_nobody_is_a_superuser_and_only_the_owner_may_become_another(running):
    known, _ = ask(
        running,
        "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcanlogin from pg_roles"
        " where rolname like 'alongside%' order by 1",
    )
    assert known.splitlines() == [
        "alongside_app|f|f|f|t",
        "alongside_maintenance|f|t|f|t",
        "alongside_owner|f|f|t|t",
        "alongside_reports|f|f|f|t",
        "alongside_worker|f|f|f|t",
    ]
    assert sorted(line.split("|")[0] for line in known.splitlines()) == sorted(roles.ROLES.values())
    for role in ("app", "worker", "reports"):
        said, _ = ask(
            running, f"set role {roles.ROLES[role]}; select current_user", role=roles.ROLES["owner"]
        )
        assert said == roles.ROLES[role]
        _, complaint = ask(running, "set role alongside_owner", role=roles.ROLES[role])
        assert "permission denied" in complaint
    said, _ = ask(running, "select pg_get_userbyid(datdba) from pg_database where datname = 'alongside'")
    assert said == roles.ROLES["owner"]


def test_a_changed_role_is_set_right_without_a_restart(running, monkeypatch):
    boss = postmaster_pid(running)
    sql = roles.role_sql() + "\nALTER ROLE alongside_app CONNECTION LIMIT 7;\n"
    monkeypatch.setattr(roles, "role_sql", lambda: sql)
    embedded.start(running)
    assert ask(running, "select rolconnlimit from pg_roles where rolname = 'alongside_app'")[0] == "7"
    assert postmaster_pid(running) == boss


def test_a_database_is_made_once_and_only_under_a_plain_name(running):
    for _ in range(2):
        embedded.ensure_database(running, "second")
    assert ask(running, "select count(*) from pg_database where datname = 'second'")[0] == "1"
    with pytest.raises(EmbeddedError, match="is no name for a database"):
        embedded.ensure_database(running, "x'; drop database alongside; --")


def test_no_word_of_a_failed_statement_reaches_the_log(running):
    _, complaint = ask(running, "select 'canary-in-the-value'::int")
    assert "canary" in complaint
    ask(running, "select canary_in_the_name from nowhere")
    ask(running, "do $$ begin raise warning 'canary in a warning'; end $$")
    logs = [*(running / "postgres" / "log").iterdir(), running / "postgres" / "start.log"]
    assert len(logs) > 1
    assert not any("canary" in log.read_text() for log in logs)


def test_the_keys_are_made_once_and_are_for_our_eyes(tmp_path):
    made = embedded.keys(tmp_path / "new")
    note = tmp_path / "new" / "keys.env"
    assert note.stat().st_mode & 0o777 == 0o600
    assert len(made["SECRET_KEY"]) >= 50
    name, _, text = made["FIELD_KEYS"].partition(":")
    assert (name, len(base64.b64decode(text, validate=True))) == ("k1", 32)
    assert embedded.keys(tmp_path / "new") == made


def test_no_new_keys_are_made_for_data_that_is_there(running):
    """What the lost ones encrypted could never be read again, and nobody would know why."""
    note = running / "keys.env"
    made = note.read_text()
    note.unlink()
    with pytest.raises(EmbeddedError, match="cannot be read without the keys"):
        embedded.keys(running)
    assert not note.exists()
    note.write_text(made)
    assert embedded.keys(running)


def test_for_root_a_closed_folder_stays_closed_and_the_data_lies_elsewhere(open_folder, monkeypatch):
    elsewhere = open_folder / "var"
    monkeypatch.setattr(embedded_server, "ELSEWHERE", elsewhere)
    monkeypatch.setattr(os, "getuid", lambda: 0)
    home = open_folder / "home"
    home.mkdir(mode=0o700)
    assert elsewhere in embedded.data_folder(home / ".local").parents
    assert home.stat().st_mode & 0o777 == 0o700

    (home / ".local" / "postgres").mkdir(parents=True)  # it was open when the data was made
    with pytest.raises(EmbeddedError, match="may not enter"):
        embedded.data_folder(home / ".local")


@pytest.mark.parametrize("name", ["$HOME", 'a"b', "a`id`", "a\\b"])
def test_a_name_that_a_shell_would_read_is_refused(open_folder, monkeypatch, name):
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    with pytest.raises(EmbeddedError, match="modes and names"):
        embedded.data_folder(open_folder / name)


def test_data_of_another_postgresql_or_another_user_is_left_alone(open_folder, monkeypatch):
    data = open_folder / "postgres"
    data.mkdir(mode=0o700)
    Server(open_folder).give(data)
    (data / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedError, match="was made by PostgreSQL 15"):
        embedded.start(open_folder)
    monkeypatch.setattr(os, "getuid", lambda: 4321)
    with pytest.raises(EmbeddedError, match="belongs to another user"):
        embedded.start(open_folder)


def test_it_needs_nothing_of_django():
    loaded = "import sys, config.embedded; print([name for name in sys.modules if name.startswith('django')])"
    done = subprocess.run(
        [sys.executable, "-c", loaded], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
