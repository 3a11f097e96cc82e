"""Every word of the house is in every catalogue, and French says all of it. Each question has a twin that can say no.

When one fails: `make words`, then fill in what is empty (docs/translating.md).
"""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from config import catalogues
from tests.house import words

ENGLISH = ("en_AU", "en_CA")


@pytest.fixture(scope="module")
def found() -> Catalog:
    return catalogues.gathered()


def catalogue(*entries: tuple) -> Catalog:
    made = Catalog(locale="fr_CA")
    for meant, said in entries:
        made.add(meant, said)
    return made


@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_every_word_is_in_the_catalogue_and_none_is_left_over(found, locale):
    listed = catalogues.read(locale)
    assert words.missing(found, listed) == []
    assert words.left_over(found, listed) == []


def test_a_new_word_and_one_that_is_gone_are_named():
    said, listed = catalogue(("New", "")), catalogue(("Gone", "Parti"))
    assert words.missing(said, listed) == ["New"]
    assert words.left_over(said, listed) == ["Gone"]


def test_a_word_that_got_a_plural_is_named():
    said, listed = catalogue((("%(n)d man", "%(n)d men"), "")), catalogue(("%(n)d man", "un homme"))
    assert words.missing(said, listed) == ["('%(n)d man', '%(n)d men')"]


def test_french_says_everything():
    assert words.untranslated(catalogues.read("fr_CA")) == []


def test_what_french_does_not_say_is_named():
    plural = ("%(n)d man", "%(n)d men")
    listed = catalogue(("Empty", ""), (plural, ("%(n)d homme", "")), ("Said", "Dit"))
    listed.add("Guessed", "Deviné", flags=["fuzzy"])
    assert words.untranslated(listed) == ["Empty", str(plural), "Guessed"]


@pytest.mark.parametrize("locale", catalogues.LOCALES)
def test_every_translation_keeps_the_figures_and_names_of_its_sentence(locale):
    assert words.other_places(catalogues.read(locale)) == []


@pytest.mark.parametrize(
    ("meant", "said"),
    [
        ("%(n)d men", "des hommes"),
        ("%(n)d men", "%(m)d hommes"),
        ("%(n)d men", "%(n)s hommes"),
        ("Men", "%(n)d hommes"),
        ("{n} of {m}", "{n}"),
        ("%(n)d%%", "%(n)d"),
    ],
)
def test_a_translation_that_loses_or_invents_a_figure_is_named(meant, said):
    assert words.other_places(catalogue((meant, said))) == [said]


def test_a_singular_may_say_its_figure_or_leave_it_out_as_the_sentence_does():
    plural = ("One man.", "%(n)d men.")
    assert words.other_places(catalogue((plural, ("%(n)d homme.", "%(n)d hommes.")))) == []


def test_french_is_set_as_french():
    assert words.badly_set(catalogues.read("fr_CA")) == []


@pytest.mark.parametrize(
    "said", ["« Dan »", "«Dan»", "Dan: il attend", "Dan : il attend", "l'homme", "“Dan”", "%(n)d %%", "Dan ?"]
)
def test_french_set_as_english_is_named(said):
    assert words.badly_set(catalogue(("x", said))) == [said]


@pytest.mark.parametrize("locale", ENGLISH)
def test_english_elsewhere_differs_in_its_spelling_alone(locale):
    assert words.spelt_as_elsewhere(catalogues.read(locale), locale) == []


def test_an_american_word_elsewhere_is_named():
    american = catalogue(("The counselors of the center", ""), ("Recognized", ""), ("A place", "A spot"))
    assert words.spelt_as_elsewhere(american, "en_CA") == ["The counselors of the center", "A place"]
    assert words.spelt_as_elsewhere(american, "en_AU") == [
        "The counselors of the center",
        "Recognized",
        "A place",
    ]
    assert words.respelt("Organization of the enrollment", "en_AU") == "Organisation of the enrolment"
    assert words.respelt("“Authorization: Bearer”", "en_AU") == "“Authorization: Bearer”"
