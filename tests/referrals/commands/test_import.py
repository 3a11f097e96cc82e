"""`manage.py import`, as CONTRACT has it: what it prints, what it writes, and how it ends."""

import json

import pytest
from django.core.management import CommandError, call_command

from programs.models import Group, Program
from referrals.models import ImportBatch, Referral
from services.models import Client
from services.wall import set_frame
from tests.factories import make_service
from tests.referrals.spreadsheets.samples import EXPECTED, SAMPLES, within

HEAD = "client_ref,first_name,last_name,received_on,source\n"
KEYS = {
    "kind",
    "file",
    "encoding",
    "delimiter",
    "dates",
    "rows",
    "accepted",
    "unchanged",
    "refused",
    "flagged",
    "not_data",
    "men",
    "new_men",
    "sessions",
    "counts",
    "batch",
}


@pytest.fixture
def service(db):
    service = make_service(slug="office", name="Office", region="GB", zone="Europe/London")
    set_frame(service=service.pk, roles=["director", "intake"])
    return service


@pytest.fixture
def run(capsys):
    """`run("referrals", path, ...)` answers what it ended with and what it printed."""

    def go(*args: object, **options) -> tuple[int, str]:
        code = 0
        try:
            call_command("import", *map(str, args), **options)
        except SystemExit as end:
            code = end.code
        return code, capsys.readouterr().out

    return go


def a_list(tmp_path, *rows: str, name: str = "list.csv"):
    path = tmp_path / name
    path.write_text(HEAD + "\n".join(rows) + "\n")
    return path


def test_json_is_exactly_one_object_with_the_names_of_the_contract(service, run):
    code, out = run("referrals", SAMPLES / "referrals.csv", "--format", "json")
    answer = json.loads(out)

    assert code == 0
    assert set(answer) >= KEYS
    assert set(answer["counts"]) == {"source", "pressure", "outcome", "reason", "ended_by"}
    assert all(set(refused) == {"row", "line", "column", "code", "message"} for refused in answer["refused"])
    assert all(set(flag) == {"row", "code", "message"} for flag in answer["flagged"])
    assert within(answer["accepted"], EXPECTED["referrals.csv"]["accepted"])
    assert ImportBatch.objects.get().pk.hex == answer["batch"].replace("-", "")


def test_a_workbook_adds_its_sheets(service, run):
    _code, out = run(
        "register",
        SAMPLES / "register_tuesday.xlsx",
        "--format",
        "json",
        "--group",
        "Tuesdays",
        "--program",
        "Men",
    )
    answer = json.loads(out)

    assert [sheet["name"] for sheet in answer["sheets"]] == ["Autumn 2023", "Spring 2024"]
    assert set(answer["sheets"][0]) == {"name", "rows", "accepted", "refused", "sessions", "counts"}
    assert Group.objects.get().name == "Tuesdays"
    assert Program.objects.get().name == "Men"


def test_a_dry_run_writes_nothing(service, run, tmp_path):
    code, out = run("referrals", a_list(tmp_path, "T1,Dan,Okafor,2025-01-02,self"), "--dry-run")

    assert code == 0
    assert "1 accepted" in out
    assert "dry run" in out
    assert Client.objects.count() == ImportBatch.objects.count() == 0


def test_it_is_applied_even_with_refused_rows_and_names_them(service, run, tmp_path):
    code, out = run("referrals", a_list(tmp_path, "T1,Dan,Okafor,2025-01-02,self", "T2,Lee,Lowe,,self"))

    assert code == 0
    assert "row 3, received_on (received_missing)" in out
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"Colour,Shape\nblue,round\n",
        (HEAD + "T1,Dan,Okafor,2025-01-02,slef\n").encode(),
    ],
)
def test_nothing_applied_ends_with_one(service, run, tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    code, out = run("referrals", path, "--format", "json")

    assert code == 1
    answer = json.loads(out)
    assert set(answer) >= KEYS
    assert answer["accepted"] == 0
    assert answer["refused"] or answer["error"]["message"].endswith(".")
    assert ImportBatch.objects.count() == 0


def test_a_file_of_sixty_megabytes_is_refused_unread(service, run, tmp_path):
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(60 * 1024 * 1024)

    code, out = run("referrals", path, "--format", "json")

    assert (code, json.loads(out)["error"]["code"]) == (1, "too_large")


@pytest.mark.parametrize(
    ("args", "options"),
    [
        (["referrals", "/nowhere/list.csv"], {}),
        (["wages", "list.csv"], {}),
        (["referrals", "list.csv"], {"service": "nobody"}),
        (["referrals", "list.csv"], {"mapping": "mapping.txt"}),
    ],
)
def test_wrong_usage_ends_with_two(service, run, tmp_path, monkeypatch, args, options):
    monkeypatch.chdir(tmp_path)
    a_list(tmp_path, "T1,Dan,Okafor,2025-01-02,self")
    (tmp_path / "mapping.txt").write_text('{"Colour": "favourite"}')

    with pytest.raises(CommandError) as refusal:
        run(*args, *(f"--{name}={value}" for name, value in options.items()))

    # The parser's own refusals end the process with 2 by themselves when nobody catches them.
    assert refusal.value.returncode == 2 or "invalid choice" in str(refusal.value)
    assert Client.objects.count() == 0


def test_a_mapping_from_a_file_is_used(service, run, tmp_path):
    path, mapping = tmp_path / "list.csv", tmp_path / "mapping.json"
    path.write_text("Who,When,Door\nDan Okafor,2025-01-02,self\n")
    mapping.write_text(json.dumps({"Who": "name", "When": "received_on", "Door": "source"}))

    assert run("referrals", path, "--mapping", mapping)[0] == 0
    assert Client.objects.get().full_name == "Dan Okafor"


def test_without_a_name_it_is_the_one_real_service_else_the_demo(service, run, tmp_path):
    demo = make_service(slug="demo", name="Demo", is_demo=True)
    path = a_list(tmp_path, "T1,Dan,Okafor,2025-01-02,self")

    run("referrals", path)
    assert Client.objects.get().service == service

    second = make_service(slug="second", name="Second")
    run("referrals", path)
    set_frame(service=demo.pk, roles=["director"])
    assert Client.objects.get().service == demo
    run("referrals", path, "--service", "second")
    set_frame(service=second.pk, roles=["director"])
    assert Client.objects.get().service == second
