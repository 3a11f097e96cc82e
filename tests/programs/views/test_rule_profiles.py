"""The pages of the rules: read, begun, written, published, chosen."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from programs.actions import rule_profiles
from programs.models import RuleProfile
from programs.rules import Clock, Step, Unit
from programs.rules.examples import example, examples
from tests.asking import MOST, asked
from tests.factories import NOW, make_attendance, make_enrollment, make_session

pytestmark = pytest.mark.django_db
LIST = "/programs/rules/"
NEW = "/programs/rules/new/"


@pytest.fixture
def draft(cast):
    return rule_profiles.adopt(service=cast.service, example=example("us-ok"), by=cast.priya, at=NOW)


@pytest.fixture
def published(cast, draft):
    return rule_profiles.publish(profile=draft, by=cast.priya, at=NOW)


def form_of(page) -> dict:
    """What a browser would send back unchanged."""
    form = page.context["form"]
    sent = {"version": page.context["profile"].version}
    for field in form:
        value = field.value()
        if hasattr(field.field.widget, "decompress"):
            amount, unit = field.field.widget.decompress(value)
            sent |= {f"{field.name}_amount": "" if amount is None else amount, f"{field.name}_unit": unit}
        elif value is not None and value is not False:
            sent[field.name] = value
    return sent


def test_an_empty_desk_invites_those_who_may(cast, sign_in):
    assert b"No rules yet" in sign_in(cast.priya).get(LIST).content
    assert NEW.encode() in sign_in(cast.ada).get(LIST).content
    assert NEW.encode() not in sign_in(cast.tom).get(LIST).content


def test_a_draft_is_seen_by_its_writers_alone(cast, draft, sign_in):
    assert draft.name.encode() in sign_in(cast.priya).get(LIST).content
    assert draft.name.encode() not in sign_in(cast.tom).get(LIST).content
    assert sign_in(cast.tom).get(draft.get_absolute_url()).status_code == 404
    assert sign_in(cast.wes).get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("shipped", list(examples()), ids=lambda each: each.key)
def test_every_example_can_be_begun_written_and_saved_unchanged(cast, sign_in, shipped):
    browser = sign_in(cast.priya)
    begun = browser.post(NEW, {"example": shipped.key})
    page = browser.get(begun.url)
    saved = browser.post(begun.url, form_of(page))

    profile = RuleProfile.objects.get()
    assert saved.url == profile.get_absolute_url()
    assert profile.rules == shipped.rules
    assert profile.version == 2


def test_what_was_not_read_in_a_text_says_so(cast, sign_in):
    draft = rule_profiles.adopt(service=cast.service, example=example("au-vic"), by=cast.priya, at=NOW)

    page = sign_in(cast.priya).get(draft.get_absolute_url()).content.decode()

    assert page.count("not read in a text: check it") == len(draft.unverified) > 3


def test_a_file_of_another_service_becomes_a_draft(cast, published, sign_in):
    browser = sign_in(cast.priya)
    file = browser.get(f"{published.get_absolute_url()}?format=json")
    assert file["Content-Disposition"] == 'attachment; filename="us-ok-1.json"'

    browser.post(NEW, {"file": SimpleUploadedFile("rules.json", file.content)})

    new = RuleProfile.objects.drafts().get()
    assert (new.key, new.edition, new.said, new.citation) == ("us-ok", 2, published.said, published.citation)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n", "not a file of rules"),
        (b"", "The submitted file is empty"),
        (b"[1, 2]", "not a file of rules"),
        (b'{"rules": 3}', "not a file of rules"),
        (b"[" * 90_000, "not a file of rules"),
        (b" " * 100_001, "not a file of rules"),
        (b'{"rules": {"max_absences": "three"}}', "max_absences: A whole number"),
        (b'{"rules": {"blame_score": 1}}', "blame_score: There is no such rule."),
    ],
)
def test_another_file_is_refused_in_a_sentence(cast, sign_in, content, sentence):
    answer = sign_in(cast.priya).post(NEW, {"file": SimpleUploadedFile("rules.json", content)})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not RuleProfile.objects.exists()


def test_a_page_is_written_rule_by_rule(cast, draft, sign_in):
    browser = sign_in(cast.priya)
    url = f"{draft.get_absolute_url()}edit/"
    sent = form_of(browser.get(url)) | {
        "max_absences": "5",
        "answer_due_amount": "7",
        "answer_due_unit": "working_days",
        "facilitators_by_size": "8: 1\n16: 2",
        "instruments": "PHQ-9\n\nGAD-7",
        "by_competency": "on",
    }

    assert browser.post(url, sent).status_code == 302

    draft.refresh_from_db()
    assert draft.rules.max_absences == 5
    assert draft.rules.answer_due == Clock(7, Unit.WORKING_DAYS)
    assert draft.rules.facilitators_by_size == (Step(8, 1), Step(16, 2))
    assert draft.rules.instruments == ("PHQ-9", "GAD-7")
    assert draft.rules.by_competency


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"name": ""}, "This field is required"),
        ({"facilitators_by_size": "many"}, "Write each step on its own line"),
        ({"facilitators_by_size": "8: 1\n8: 2"}, "A list of steps"),
        ({"min_weeks": "30", "max_weeks": "20"}, "At most is less than at least"),
        ({"sessions_required": "-1"}, "greater than or equal to 0"),
        ({"effective_from": "2026-05-01", "effective_until": "2026-04-01"}, "Rules end after they begin"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(cast, draft, sign_in, sent, sentence):
    browser = sign_in(cast.priya)
    url = f"{draft.get_absolute_url()}edit/"

    answer = browser.post(url, form_of(browser.get(url)) | sent)

    draft.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert draft.version == 1


def test_two_writers_do_not_overwrite_each_other(cast, draft, sign_in):
    browser = sign_in(cast.priya)
    url = f"{draft.get_absolute_url()}edit/"
    mine = form_of(browser.get(url))
    rule_profiles.edit(profile=draft, reviewer="Ada Quist", by=cast.ada, at=NOW)

    answer = browser.post(url, mine | {"reviewer": "Priya Nair"})

    draft.refresh_from_db()
    assert answer.status_code == 422
    assert "Somebody else changed these rules" in answer.content.decode()
    assert draft.reviewer == "Ada Quist"


def test_before_publishing_one_sees_who_would_be_over(cast, published, sign_in):
    place = make_enrollment(client=cast.dan, group=cast.group, rule_profile=published)
    make_attendance(session=make_session(group=cast.group), enrollment=place, outcome="unexcused")
    strict = rule_profiles.draft(
        service=cast.service, key="us-ok", name="Stricter", rules={"max_no_word": 0}, by=cast.priya, at=NOW
    )

    page = sign_in(cast.priya).get(strict.get_absolute_url()).content.decode()
    assert "1 man would be over a limit" in page
    assert "Dan O." in page
    assert "Missed with no word: 1; the rules allow 0." in page

    assert "Dan O." not in sign_in(cast.ada).get(strict.get_absolute_url()).content.decode()


def test_publishing_and_choosing(cast, draft, sign_in):
    browser = sign_in(cast.priya)
    browser.post(f"{draft.get_absolute_url()}publish/")
    browser.post(f"{draft.get_absolute_url()}choose/", {"program": cast.program.pk})

    cast.program.refresh_from_db()
    assert cast.program.rule_profile == draft
    assert "men who begin there are under it" in browser.get(draft.get_absolute_url()).content.decode()


@pytest.mark.parametrize("program", ["", "guess", "00000000-0000-0000-0000-000000000000"])
def test_a_program_that_is_not_there_is_not_there(cast, published, sign_in, program):
    answer = sign_in(cast.priya).post(f"{published.get_absolute_url()}choose/", {"program": program})

    assert answer.status_code == 404


def test_the_next_edition_begins_with_this_one(cast, published, sign_in):
    browser = sign_in(cast.priya)
    first = browser.post(f"{published.get_absolute_url()}next/")
    again = browser.post(f"{published.get_absolute_url()}next/", follow=True)

    new = RuleProfile.objects.drafts().get()
    assert first.url == f"{new.get_absolute_url()}edit/"
    assert (new.edition, new.said, new.reviewer) == (2, published.said, "")
    assert "There is a draft of these rules already" in again.content.decode()


def test_a_published_page_is_not_written(cast, published, sign_in):
    answer = sign_in(cast.priya).get(f"{published.get_absolute_url()}edit/")

    assert answer.url == published.get_absolute_url()


def test_a_draft_is_thrown_away(cast, draft, sign_in):
    sign_in(cast.priya).post(f"{draft.get_absolute_url()}discard/")

    assert not RuleProfile.objects.exists()


def test_the_file_holds_nothing_of_the_service(cast, published, sign_in):
    said = json.loads(sign_in(cast.tom).get(f"{published.get_absolute_url()}?format=json").content)

    assert set(said) == {
        "format",
        "key",
        "name",
        "jurisdiction",
        "as_of",
        "effective_from",
        "citation",
        "unverified",
        "rules",
    }


@pytest.mark.parametrize("editions", [2, 5])
def test_the_list_asks_the_same_whatever_it_shows(cast, sign_in, editions):
    for number in range(editions):
        new = rule_profiles.draft(
            service=cast.service, key=f"k{number}", name="Rules", rules={}, by=cast.priya, at=NOW
        )
        rule_profiles.publish(profile=new, by=cast.priya, at=NOW)

    assert asked(sign_in(cast.tom), LIST) <= MOST
