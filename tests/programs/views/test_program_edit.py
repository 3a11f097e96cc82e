"""A program made and changed, with its parts."""

from __future__ import annotations

import pytest

from programs.models import Module, Program
from tests import factories
from tests.asking import MOST, asked

pytestmark = pytest.mark.django_db
NEW = "/programs/new/"


def lines(*parts: tuple[str, ...]) -> dict[str, str]:
    """Parts as a browser sends them: place, name, stage, skills, id."""
    sent = {"parts-TOTAL_FORMS": str(len(parts)), "parts-INITIAL_FORMS": "0"}
    for number, (place, name, stage, *more) in enumerate(parts):
        skills, pk = (*more, "", "")[:2]
        said = {"position": place, "name": name, "stage": stage, "skills": skills, "id": pk}
        sent |= {f"parts-{number}-{field}": value for field, value in said.items()}
    return sent


SAID = {"name": "Fathers", "kind": "fathers", "sessions_planned": "10", "is_active": "on"}


def stands(program) -> list[tuple[int, str, str, str]]:
    return list(
        Module.objects.filter(curriculum__program=program).values_list("position", "name", "stage", "skills")
    )


def test_a_program_is_made_with_its_parts_in_their_places(cast, sign_in):
    sent = SAID | lines(
        ("2", "Children", "we"), ("1", "Breathing", "me", "Time-out"), ("", "Repair", "we"), ("", "", "me")
    )
    answer = sign_in(cast.priya).post(NEW, sent)
    program = Program.objects.get(name="Fathers")
    assert answer.url == f"/programs/{program.pk}/"
    assert (program.kind, program.sessions_planned) == ("fathers", 10)
    assert stands(program) == [
        (1, "Breathing", "me", "Time-out"),
        (2, "Children", "we", ""),
        (3, "Repair", "we", ""),
    ]


def test_a_name_is_enough(cast, sign_in):
    sign_in(cast.priya).post(NEW, SAID | lines())
    assert stands(Program.objects.get(name="Fathers")) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Foundations"}, "There is already a program of this name."),
        ({"sessions_planned": "0"}, "greater than or equal to 1"),
        ({"parts-0-position": "first"}, "One of the parts is not right yet."),
        ({"parts-0-stage": "they"}, "One of the parts is not right yet."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, sign_in, change, words):
    answer = sign_in(cast.priya).post(NEW, SAID | lines(("1", "Breathing", "me")) | change)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert 'value="Breathing"' in answer.content.decode()
    assert Program.objects.count() == 1


class TestChanged:
    @pytest.fixture
    def parts(self, cast) -> list[Module]:
        return factories.make_modules("Breathing", "Anger", "Children", program=cast.program)

    def url(self, cast) -> str:
        return f"/programs/{cast.program.pk}/edit/"

    def sent(self, page, *parts, **change) -> dict[str, str]:
        said = {"name": "Foundations", "kind": "behavior_change", "sessions_planned": "12", "is_active": "on"}
        return said | {"version": str(page.context["version"])} | lines(*parts) | change

    def test_parts_are_moved_renamed_and_taken_away(self, cast, parts, sign_in):
        browser = sign_in(cast.priya)
        page = browser.get(self.url(cast))
        assert [line["name"].value() for line in page.context["lines"]] == [
            "Breathing",
            "Anger",
            "Children",
            None,
            None,
            None,
        ]
        breathing, anger, children = (str(part.pk) for part in parts)
        answer = browser.post(
            self.url(cast),
            self.sent(
                page,
                ("2", "Calm", "me", "", breathing),
                ("2", "", "me", "", anger),
                ("1", "Children", "we", "", children),
            ),
        )
        assert answer.url == f"/programs/{cast.program.pk}/"
        assert stands(cast.program) == [(1, "Children", "we", ""), (2, "Calm", "me", "")]
        assert Module.objects.get(name="Calm").pk == parts[0].pk

    def test_a_group_that_began_keeps_its_parts(self, cast, parts, sign_in):
        cast.group.curriculum = parts[0].curriculum
        cast.group.save()
        browser = sign_in(cast.priya)
        page = browser.get(self.url(cast))
        kept = ("1", "Breathing", "me", "", str(parts[0].pk))
        assert (
            browser.post(self.url(cast), self.sent(page, kept) | {"parts-INITIAL_FORMS": "1"}).status_code
            == 302
        )
        assert [part.name for part in parts[0].curriculum.modules.all()] == [
            "Breathing",
            "Anger",
            "Children",
        ]
        cast.program.refresh_from_db()
        assert [part.name for part in cast.program.modules] == ["Breathing"]

    def test_saving_the_same_parts_begins_no_edition(self, cast, parts, sign_in):
        cast.group.curriculum = parts[0].curriculum
        cast.group.save()
        browser = sign_in(cast.priya)
        page = browser.get(self.url(cast))
        same = [(str(part.position), part.name, "me", "", str(part.pk)) for part in parts]
        assert (
            browser.post(
                self.url(cast), self.sent(page, *same, name="New name") | {"parts-INITIAL_FORMS": "3"}
            ).status_code
            == 302
        )
        assert cast.program.curricula.count() == 1

    def test_two_directors_both_see_both(self, cast, sign_in):
        first, second = sign_in(cast.priya), sign_in(cast.priya)
        old = second.get(self.url(cast))
        first.post(self.url(cast), self.sent(old, name="Hers"))
        answer = second.post(self.url(cast), self.sent(old, name="His"))
        assert answer.status_code == 412
        assert b"Somebody else changed this program" in answer.content
        assert b'value="His"' in answer.content
        cast.program.refresh_from_db()
        assert cast.program.name == "Hers"

    @pytest.mark.parametrize("who", ["tom", "ines", "pete", "ada", "wes"])
    def test_it_is_not_there_for_others(self, cast, sign_in, who):
        browser = sign_in(getattr(cast, who))
        assert browser.get(self.url(cast)).status_code == 404
        if who != "wes":
            assert browser.get(NEW).status_code == 404

    def test_it_sends_a_stranger_to_the_door(self, cast, client):
        assert client.get(self.url(cast)).url.startswith("/accounts/login/")

    def test_it_says_that_a_change_of_its_parts_begins_the_next_edition(self, cast, parts, sign_in):
        words = "changing them begins the next one"
        assert words not in sign_in(cast.priya).get(self.url(cast)).content.decode()
        cast.group.curriculum = parts[0].curriculum
        cast.group.save()
        assert words in sign_in(cast.priya).get(self.url(cast)).content.decode()


class TestRead:
    def test_everybody_around_the_group_reads_its_parts(self, cast, sign_in):
        factories.make_modules("Breathing", program=cast.program)
        page = sign_in(cast.tom).get(f"/programs/{cast.program.pk}/").content.decode()
        assert "Breathing" in page
        assert cast.group.get_absolute_url() in page
        assert "/edit/" not in page

    def test_a_director_goes_on_to_a_group(self, cast, sign_in):
        page = sign_in(cast.priya).get(f"/programs/{cast.program.pk}/").content.decode()
        assert f"/groups/new/?program={cast.program.pk}" in page

    @pytest.mark.parametrize("who", ["ada", "wes"])
    def test_it_is_not_there_for_others(self, cast, sign_in, who):
        assert sign_in(getattr(cast, who)).get(f"/programs/{cast.program.pk}/").status_code == 404

    @pytest.mark.parametrize("parts", [2, 5])
    def test_it_asks_the_same_whatever_its_size(self, cast, sign_in, parts):
        factories.make_modules(*(f"Part {place}" for place in range(parts)), program=cast.program)
        for place in range(parts):
            factories.make_group(program=cast.program, name=f"Group {place}")
        browser = sign_in(cast.priya)
        assert asked(browser, f"/programs/{cast.program.pk}/") == 9 <= MOST
        assert asked(browser, f"/programs/{cast.program.pk}/edit/") == 8 <= MOST


def test_a_new_program_has_lines_for_all_its_parts_and_a_known_one_a_few_more(cast, sign_in):
    browser = sign_in(cast.priya)
    assert len(browser.get("/programs/new/").context["lines"].forms) == 8
    factories.make_modules("Listening", program=cast.program)
    assert len(browser.get(f"/programs/{cast.program.pk}/edit/").context["lines"].forms) == 4
