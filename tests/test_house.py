"""The rules of the house that no linter knows. What the database holds is asked in tests/security/test_catalogue.py,
and who may open which page in tests/security/test_doors.py. Each question has a twin that shows it can say no.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection

from config.celery import app as celery
from programs.models import enrollment, progress_note
from referrals.models import referral
from tests.house import lists, source

PAGE = "programs/views/groups.py"
ACTION = "programs/actions/groups.py"


def test_nobody_below_the_edge_reads_the_clock():
    assert source.clock_readers(source.python()) == []


@pytest.mark.parametrize("line", ["at = timezone.now()", "day = date.today()", "day = timezone.localdate()"])
def test_a_clock_read_in_an_action_is_named(line):
    assert source.clock_readers([(ACTION, line), (PAGE, line)]) == [f"{ACTION}:1"]


def test_every_query_of_a_page_starts_from_what_the_person_may_see():
    assert source.queries_from_elsewhere(source.python(*source.APPS)) == []


def test_no_exception_outlives_its_reason():
    """A list that names what is gone hides the next one of that name."""
    said = dict(source.python())
    idle = [key for key in lists.NOT_FROM_VISIBLE if key[1].split(".")[0] not in said.get(key[0], "")]
    assert idle + [path for path in lists.LONG_FILES if path not in said] == []


def test_a_query_from_elsewhere_is_named():
    said = "Client.objects.visible_to(staff)\nClient.objects.get(pk=pk)"
    assert source.queries_from_elsewhere([(PAGE, said)]) == [f"{PAGE}: Client.objects.get"]


def test_no_look_up_reads_every_man_of_a_service():
    assert source.unindexed_lookups(source.python(*source.APPS)) == []


@pytest.mark.parametrize(
    "line", ["filter(last_name__icontains=text)", "where name like '%x'", "f(name__startswith=x)"]
)
def test_a_look_up_without_an_index_is_named(line):
    assert len(source.unindexed_lookups([(ACTION, line)])) == 1


def test_no_answer_is_made_after_the_wall_has_closed():
    assert source.streams(source.python()) == []


def test_a_streamed_answer_is_named():
    assert source.streams([(PAGE, "return StreamingHttpResponse(rows)")]) == [PAGE]


def test_files_are_a_screen_or_two():
    assert source.long_files(source.python()) == []
    assert source.long_files(source.python("tests", "benchmarks")) == []


def test_a_long_file_is_named():
    assert source.long_files([(ACTION, "x\n" * 301)]) == [f"{ACTION}: 301 lines"]


def test_every_room_has_a_name():
    assert source.vague_names(source.python()) == []
    assert source.vague_names([("programs/utils.py", "")]) == ["programs/utils.py"]


def test_every_template_is_used():
    root = source.HOUSE / "templates"
    named = source.templates()
    texts = [text for _path, text in source.python()]
    texts += [(root / name).read_text(encoding="utf-8") for name in named if name.endswith((".html", ".txt"))]
    assert source.idle_templates(named, texts) == []


def test_a_template_nobody_renders_is_named():
    assert source.idle_templates(["a/b.html", "a/c.html", "404.html"], ["render('a/b.html')"]) == ["a/c.html"]


def test_every_task_calls_an_action():
    assert source.tasks_without_action(source.python(*source.APPS)) == []


def test_a_task_with_rules_of_its_own_is_named():
    text = "from a.actions import sweeps\n@shared_task\ndef good():\n    sweeps.go()\n@shared_task\ndef bad():\n    pass\n"
    assert source.tasks_without_action([("followups/tasks.py", text)]) == ["followups.tasks.bad"]


def test_every_task_is_wound_up():
    """By the clockwork, or by a task that is: `name.delay` in the same file."""
    wound = {entry["task"] for entry in celery.conf.beat_schedule.values()}
    ours = source.tasks(source.python(*source.APPS))
    handed = {name for name in ours for body in ours.values() if f"{name.rsplit('.', 1)[1]}.delay" in body}
    assert set(ours) - wound - handed - set(lists.NOT_IN_BEAT) == set()
    assert wound - set(ours) == set()


# --- States: what the actions know, the database knows too ----------------------------------------------------


def steps_of_trigger(function: str) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = %s", [function])
        return set(re.findall(r"\('(\w+)', '(\w+)'\)", cursor.fetchone()[0]))


def steps_of(table: dict) -> set[tuple[str, str]]:
    return {(str(before), str(after)) for before, allowed in table.items() for after in allowed}


@pytest.mark.django_db
def test_the_database_knows_the_steps_of_a_referral():
    assert steps_of_trigger("referrals_referral_steps") == steps_of(referral.NEXT)


@pytest.mark.django_db
def test_the_database_knows_the_steps_of_a_place():
    assert steps_of_trigger("programs_enrollment_steps") == steps_of(enrollment.NEXT)


@pytest.mark.django_db
def test_the_database_knows_the_steps_of_a_signed_note():
    """A draft is free."""
    signed = {step for step in steps_of(progress_note.NEXT) if step[0] != progress_note.Status.DRAFT}
    assert steps_of_trigger("programs_note_locked") == signed


@pytest.mark.django_db
def test_a_step_missing_from_the_database_is_seen(as_role):
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_get_functiondef(oid) from pg_proc where proname = 'referrals_referral_steps'"
        )
        cursor.execute(cursor.fetchone()[0].replace("('placed', 'closed'),", ""))
    assert steps_of(referral.NEXT) - steps_of_trigger("referrals_referral_steps") == {("placed", "closed")}
