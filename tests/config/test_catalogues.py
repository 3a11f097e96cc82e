"""Words are gathered from code and pages without gettext, and the same words give the same files."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils.translation import to_locale

from config import catalogues

CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext

def say(n):
    # Translators: how many came
    return ngettext("%(n)d man", "%(n)d men", n), _("Two "
        "halves"), pgettext("verb", "Log"), gettext_lazy(f"not {n}")
"""
PAGE = """
{% extends "base.html" %}
  {% block title %}{% translate "It's “here”" %}{% endblock %}
{# not this: {% translate "Hidden" %} #}
    {% blocktranslate count n=men|length with day=now|date:"j F" %}{{ n }} man, {{ day }}, 50%{% plural %}{{ n }} men, {{ day }}, 50%{% endblocktranslate %}
{% include "parts/_field.html" with words=_("Work e-mail") %}
{% translate "Open" context "door" as word %}
"""


@pytest.fixture
def house(tmp_path):
    (tmp_path / "programs" / "migrations").mkdir(parents=True)
    (tmp_path / "templates" / "emails").mkdir(parents=True)
    (tmp_path / "programs" / "say.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "programs" / "migrations" / "0001.py").write_text('_("Frozen")', encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "templates" / "emails" / "for_him.txt").write_text(
        '{% translate "Hello" %}', encoding="utf-8"
    )
    return tmp_path


def test_every_word_of_code_and_pages_is_found(house):
    assert {(message.id, message.context) for message in catalogues.gathered(house) if message.id} == {
        (("%(n)d man", "%(n)d men"), None),
        ("Two halves", None),
        ("Log", "verb"),
        ("It's “here”", None),
        (("%(n)s man, %(day)s, 50%%", "%(n)s men, %(day)s, 50%%"), None),
        ("Work e-mail", None),
        ("Open", "door"),
        ("Hello", None),
    }


def test_what_stands_beside_the_code_is_kept_for_the_translator(house):
    men = catalogues.gathered(house).get("%(n)d man")
    assert men.auto_comments == ["Translators: how many came"]
    assert [path for path, _line in men.locations] == ["programs/say.py"]


def test_gathering_twice_changes_nothing_and_names_nobody(house):
    folder = house / "locale"
    left = catalogues.gather(folder=folder, house=house)
    assert left == dict.fromkeys(catalogues.LOCALES, 8)
    first = catalogues.catalogue("fr_CA", folder=folder).read_text(encoding="utf-8")
    catalogues.gather(folder=folder, house=house)
    assert catalogues.catalogue("fr_CA", folder=folder).read_text(encoding="utf-8") == first
    assert not any(word in first for word in ("Date", str(house), "@", "fuzzy", ".py:"))


def test_what_was_translated_stays_and_what_is_gone_goes(house):
    folder = house / "locale"
    catalogues.gather(folder=folder, house=house)
    path = catalogues.catalogue("fr_CA", folder=folder)
    text = path.read_text(encoding="utf-8").replace(
        'msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Bonjour"'
    )
    path.write_text(text, encoding="utf-8")
    (house / "programs" / "say.py").unlink()
    assert catalogues.gather(folder=folder, house=house)["fr_CA"] == 4
    words = catalogues.read("fr_CA", folder=folder)
    assert words.get("Hello").string == "Bonjour"
    assert words.get("Two halves") is None


def test_every_language_of_the_settings_has_its_catalogue():
    spoken = {to_locale(code) for code, _name in settings.LANGUAGES}
    assert spoken == {"en", *catalogues.LOCALES}
