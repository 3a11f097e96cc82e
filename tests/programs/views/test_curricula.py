"""What a program teaches: read, brought in, and taken over by a group."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.actions import curricula, session_plans, written_curricula
from programs.curricula.examples import examples
from programs.models import Curriculum, SessionPlan
from tests import factories
from tests.asking import MOST, asked
from tests.conftest import NOW

STEADY = examples()["steady-ground"]


@pytest.fixture
def steady(cast) -> Curriculum:
    return written_curricula.bring_in(program=cast.program, written=STEADY, by=cast.priya, at=NOW)


@pytest.fixture
def begun(cast, steady) -> Curriculum:
    cast.group.curriculum = steady
    cast.group.save()
    steady.refresh_from_db()
    return steady


class TestRead:
    @pytest.mark.parametrize("who", ["ines", "tom", "pete", "priya"])
    def test_whoever_is_around_groups_reads_it(self, cast, steady, sign_in, who):
        page = sign_in(getattr(cast, who)).get(steady.get_absolute_url()).content.decode()
        assert "Stop, step out, come back" in page
        assert page.count("For everybody, from the first day") == 2
        assert "6 of the 8 sessions on himself" in page
        assert ("Add a session" in page) is (who == "priya")

    def test_it_says_that_a_change_begins_the_next_edition(self, cast, begun, sign_in):
        page = sign_in(cast.priya).get(begun.get_absolute_url()).content.decode()
        assert "the first change you make begins the next one" in page
        assert "Thursday group" in page

    def test_an_edition_before_the_newest_is_only_read(self, cast, begun, sign_in):
        session_plans.ask_first(edition=begun, me_first=2, by=cast.priya, at=NOW)
        page = sign_in(cast.priya).get(begun.get_absolute_url()).content.decode()
        assert "Edition 2 is the newest" in page
        assert "Add a session" not in page

    def test_it_goes_out_as_a_file_that_comes_in_again(self, cast, steady, sign_in):
        answer = sign_in(cast.tom).get(f"{steady.get_absolute_url()}?format=json")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="foundations-1.json"'
        said = json.loads(answer.content)
        assert (said["format"], len(said["parts"]), said["me_first"]) == (1, 5, 6)

    def test_it_is_hidden_from_another_service_and_a_stranger_is_sent_to_the_door(
        self, cast, steady, sign_in, client
    ):
        url = steady.get_absolute_url()
        assert sign_in(cast.wes).get(url).status_code == 404
        assert sign_in(cast.wes).get(f"{url}?format=json").status_code == 404
        assert client.get(url).url.startswith("/accounts/login/")

    def test_it_asks_the_same_for_one_session_and_for_sixteen(self, cast, steady, sign_in):
        browser = sign_in(cast.priya)
        many = asked(browser, steady.get_absolute_url())
        SessionPlan.objects.exclude(position=1).delete()
        assert many == asked(browser, steady.get_absolute_url()) <= MOST

    def test_editions_stand_with_the_groups_that_run_them(self, cast, begun, sign_in):
        session_plans.ask_first(edition=begun, me_first=2, by=cast.priya, at=NOW)
        url = f"/programs/{cast.program.pk}/editions/"
        page = sign_in(cast.tom).get(url)
        assert [each.edition for each in page.context["editions"]] == [2, 1]
        assert page.content.decode().count("Thursday group") == 1
        assert asked(sign_in(cast.tom), url) <= MOST
        assert sign_in(cast.wes).get(url).status_code == 404

    def test_a_program_without_any_offers_the_example_to_a_director(self, cast, sign_in):
        url = f"/programs/{cast.program.pk}/editions/"
        assert "Begin with the example" in sign_in(cast.priya).get(url).content.decode()
        assert "Begin with the example</a>" not in sign_in(cast.tom).get(url).content.decode()


class TestBroughtIn:
    @pytest.fixture
    def url(self, cast) -> str:
        return f"/programs/{cast.program.pk}/editions/new/"

    def test_the_example_is_adopted(self, cast, url, sign_in):
        answer = sign_in(cast.priya).post(url, {"example": "steady-ground"})
        edition = curricula.newest(cast.program)
        assert answer.url == edition.get_absolute_url()
        assert SessionPlan.objects.count() == 16

    def test_what_a_colleague_wrote_since_is_not_written_over(self, cast, url, sign_in):
        browser, sent = sign_in(cast.priya), {"example": "steady-ground"}
        opened = browser.get(url).context["form"]["seen"].value()
        browser.post(url, sent | {"seen": opened})
        edition = curricula.newest(cast.program)
        session_plans.ask_first(edition=edition, me_first=2, by=cast.priya, at=NOW)
        answer = browser.post(url, sent | {"seen": opened})
        assert (answer.status_code, b"Somebody else changed this edition" in answer.content) == (422, True)
        edition.refresh_from_db()
        assert edition.me_first == 2
        again = answer.context["form"]["seen"].value()
        assert browser.post(url, sent | {"seen": again}).status_code == 302

    def test_a_file_of_another_service_comes_in(self, cast, url, sign_in):
        said = {"format": 1, "parts": [{"name": "Calm", "plans": [{"name": "Breathing"}]}]}
        file = SimpleUploadedFile("theirs.json", json.dumps(said).encode())
        sign_in(cast.priya).post(url, {"file": file})
        assert SessionPlan.objects.get().name == "Breathing"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"{", "no file of a curriculum"),
            (b"[1]", "One object of named fields."),
            (b'{"parts": [{"stage": "they"}]}', "parts.0.name: This is needed."),
            (b"{}", "This curriculum has no parts."),
            (b"[" * 100_000, "no file of a curriculum"),
            (b" " * 500_001, "too large"),
        ],
    )
    def test_what_cannot_be_read_is_said_and_nothing_is_kept(self, cast, url, sign_in, content, words):
        answer = sign_in(cast.priya).post(url, {"file": SimpleUploadedFile("x.json", content)})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
        assert not Curriculum.objects.exists()

    def test_nothing_chosen_is_asked_for(self, cast, url, sign_in):
        answer = sign_in(cast.priya).post(url, {})
        assert (answer.status_code, "Choose an example or a file." in answer.content.decode()) == (422, True)

    @pytest.mark.parametrize("who", ["ines", "tom", "pete", "ada", "wes"])
    def test_nobody_else_does(self, cast, url, sign_in, who):
        assert sign_in(getattr(cast, who)).post(url, {"example": "steady-ground"}).status_code == 404
        assert not Curriculum.objects.exists()


class TestMeFirst:
    def send(self, browser, edition, **said):
        said = {"me_first": "3", "version": str(edition.version)} | said
        return browser.post(f"/programs/editions/{edition.pk}/first/", said)

    def test_a_director_says_how_many(self, cast, steady, sign_in):
        self.send(sign_in(cast.priya), steady)
        steady.refresh_from_db()
        assert steady.me_first == 3
        self.send(sign_in(cast.priya), steady, me_first="")
        steady.refresh_from_db()
        assert steady.me_first is None

    @pytest.mark.parametrize("said", [{"me_first": "-1"}, {"me_first": "few"}, {"version": "0"}])
    def test_what_cannot_be_or_is_stale_changes_nothing(self, cast, steady, sign_in, said):
        self.send(sign_in(cast.priya), steady, **said)
        steady.refresh_from_db()
        assert steady.me_first == 6

    @pytest.mark.parametrize("who", ["ines", "tom", "pete", "wes"])
    def test_nobody_else_does(self, cast, steady, sign_in, who):
        assert self.send(sign_in(getattr(cast, who)), steady).status_code == 404
        steady.refresh_from_db()
        assert steady.me_first == 6


class TestTakenOver:
    @pytest.fixture
    def url(self, cast) -> str:
        return f"/groups/{cast.group.pk}/take-over/"

    @pytest.fixture
    def newer(self, cast, begun) -> Curriculum:
        factories.make_session(group=cast.group, starts_at=NOW + timedelta(weeks=1), number=2)
        return session_plans.ask_first(edition=begun, me_first=2, by=cast.priya, at=NOW)

    def test_the_page_of_the_group_says_which_edition_and_leads_to_the_newest(
        self, cast, newer, url, sign_in
    ):
        page = sign_in(cast.priya).get(cast.group.get_absolute_url()).content.decode()
        assert "Edition 2 is the newest. This group keeps its own." in page
        assert url in page
        assert url not in sign_in(cast.tom).get(cast.group.get_absolute_url()).content.decode()

    def test_a_director_takes_it_over(self, cast, newer, url, sign_in):
        browser = sign_in(cast.priya)
        assert "edition 2 is the newest" in browser.get(url).content.decode()
        assert browser.post(url).url == cast.group.get_absolute_url()
        cast.group.refresh_from_db()
        assert cast.group.curriculum == newer

    def test_twice_is_refused_in_a_sentence(self, cast, newer, url, sign_in):
        browser = sign_in(cast.priya)
        browser.post(url)
        again = browser.post(url)
        assert (again.status_code, "newest edition already" in again.content.decode()) == (409, True)

    @pytest.mark.parametrize("who", ["ines", "tom", "pete", "wes"])
    def test_nobody_else_does(self, cast, newer, url, sign_in, who):
        assert sign_in(getattr(cast, who)).post(url).status_code == 404
        cast.group.refresh_from_db()
        assert cast.group.curriculum.edition == 1
