"""One session of a plan: written, moved, taken out, and its sheets on paper."""

from __future__ import annotations

import pytest

from programs.actions import curricula, session_plans
from programs.models import SessionPlan, Skill
from tests import factories
from tests.conftest import NOW


@pytest.fixture
def parts(cast):
    return factories.make_modules("Calm", "Children", program=cast.program)


@pytest.fixture
def plan(cast, parts) -> SessionPlan:
    skill = Skill.objects.create(service=cast.service, name="Slow breath", says="In, out.")
    return session_plans.add(
        module=parts[0],
        name="Breathing",
        aim="He can slow down.",
        steps=["Round.", "Practice."],
        handouts=[{"title": "At home", "words": "Ten times.\n\nEvery <evening>."}],
        skills=[skill],
        by=cast.priya,
        at=NOW,
    )


def url_of(plan: SessionPlan, word: str = "edit") -> str:
    return f"/programs/plans/{plan.pk}/{word}/"


def sent(page, *sheets: tuple[str, str], **change) -> dict:
    """The form as a browser sends it, with these sheets."""
    form = page.context["form"]
    said = {name: form[name].value() for name in form.fields}
    said = {name: "" if value is None else value for name, value in said.items()}
    said["steps"] = "\n".join(said["steps"]) if isinstance(said["steps"], list) else said["steps"]
    said.pop("for_everybody")
    said |= {"version": page.context["version"], "sheets-TOTAL_FORMS": len(sheets), "sheets-INITIAL_FORMS": 0}
    for number, (title, words) in enumerate(sheets):
        said |= {f"sheets-{number}-title": title, f"sheets-{number}-words": words}
    return said | change


def test_a_director_writes_a_session(cast, parts, sign_in):
    skill = Skill.objects.create(service=cast.service, name="Slow breath")
    browser, url = sign_in(cast.priya), f"/programs/parts/{parts[1].pk}/plans/new/"
    said = sent(
        browser.get(url),
        ("At home", "Ten times."),
        ("", ""),
        name="Play",
        minutes="90",
        steps="Round.\n\n Practice. ",
        skills=[str(skill.pk)],
        for_everybody="on",
    )
    answer = browser.post(url, said)
    plan = SessionPlan.objects.get()
    assert answer.url == plan.module.curriculum.get_absolute_url()
    assert (plan.module, plan.name, plan.minutes, plan.for_everybody) == (parts[1], "Play", 90, True)
    assert (plan.steps, plan.handouts) == (
        ["Round.", "Practice."],
        [{"title": "At home", "words": "Ten times."}],
    )
    assert list(plan.skills.all()) == [skill]


def test_what_stands_is_in_the_form_and_saved_as_it_was(cast, plan, sign_in):
    browser = sign_in(cast.priya)
    page = browser.get(url_of(plan))
    assert "Round.\nPractice." in page.content.decode()
    stood = {"sheets-INITIAL_FORMS": 1}
    browser.post(url_of(plan), sent(page, ("At home", "Ten times.\r\n\r\nEvery <evening>."), **stood))
    again = SessionPlan.objects.get()
    assert (again.steps, again.handouts, again.position) == (plan.steps, plan.handouts, 1)
    assert [skill.name for skill in again.skills.all()] == ["Slow breath"]


def test_it_moves_to_another_part_and_place(cast, parts, plan, sign_in):
    session_plans.add(module=parts[1], name="Play", by=cast.priya, at=NOW)
    browser = sign_in(cast.priya)
    page = browser.get(url_of(plan))
    browser.post(url_of(plan), sent(page, module=str(parts[1].pk), position="1"))
    stands = SessionPlan.objects.filter(module=parts[1]).values_list("position", "name")
    assert list(stands) == [(1, "Breathing"), (2, "Play")]


def test_the_page_says_that_saving_begins_the_next_edition(cast, plan, sign_in):
    cast.group.curriculum = plan.module.curriculum
    cast.group.save()
    browser = sign_in(cast.priya)
    page = browser.get(url_of(plan))
    assert "so saving begins the next one" in page.content.decode()
    answer = browser.post(url_of(plan), sent(page, name="Slow breath"))
    assert answer.url == curricula.newest(cast.program).get_absolute_url()
    assert [row.name for row in SessionPlan.objects.order_by("module__curriculum__edition")] == [
        "Breathing",
        "Slow breath",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"minutes": "0"}, "greater than or equal to 1"),
        ({"steps": "x" * 501}, "A step has at most 500 characters."),
        ({"sheets-0-title": ""}, "One of the hand-outs is not right yet."),
        ({"sheets-0-words": ""}, "Say what stands on it."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, plan, sign_in, change, words):
    browser = sign_in(cast.priya)
    said = sent(browser.get(url_of(plan)), ("At home", "Ten times."), aim="Typed just now.")
    answer = browser.post(url_of(plan), said | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert "Typed just now." in answer.content.decode()
    assert SessionPlan.objects.get().aim == "He can slow down."


def test_a_colleagues_change_is_not_written_over(cast, plan, sign_in):
    browser = sign_in(cast.priya)
    said = sent(browser.get(url_of(plan)), name="Mine")
    session_plans.edit(plan=plan, name="Theirs", by=cast.priya, at=NOW)
    answer = browser.post(url_of(plan), said)
    assert (answer.status_code, "Somebody else changed" in answer.content.decode()) == (412, True)
    assert SessionPlan.objects.get().name == "Theirs"
    browser.post(url_of(plan), said | {"version": answer.context["version"]})
    assert SessionPlan.objects.get().name == "Mine"


def test_it_is_taken_out(cast, plan, sign_in):
    browser = sign_in(cast.priya)
    version = browser.get(url_of(plan)).context["version"]
    browser.post(url_of(plan, "remove"), {"version": version - 1})
    assert SessionPlan.objects.exists()
    browser.post(url_of(plan, "remove"), {"version": version})
    assert not SessionPlan.objects.exists()


@pytest.mark.parametrize("who", ["ines", "tom", "pete", "ada", "wes"])
def test_nobody_else_writes(cast, plan, sign_in, who):
    browser = sign_in(getattr(cast, who))
    assert browser.get(url_of(plan)).status_code == 404
    assert browser.post(url_of(plan, "remove"), {"version": "1"}).status_code == 404
    assert browser.get(f"/programs/parts/{plan.module_id}/plans/new/").status_code == 404
    assert SessionPlan.objects.get().name == "Breathing"


class TestSheets:
    @pytest.mark.parametrize("who", ["ines", "tom", "pete", "priya"])
    def test_whoever_is_around_groups_prints_them(self, cast, plan, sign_in, who):
        page = sign_in(getattr(cast, who)).get(url_of(plan, "handouts")).content.decode()
        assert "<p>Ten times.</p>" in page
        assert "Every &lt;evening&gt;." in page
        assert "In, out." in page

    def test_nobody_of_another_service_and_no_stranger(self, cast, plan, sign_in, client):
        assert sign_in(cast.wes).get(url_of(plan, "handouts")).status_code == 404
        assert client.get(url_of(plan, "handouts")).url.startswith("/accounts/login/")
