"""A .mo stands beside every .po wherever the program starts, with no gettext on the machine."""

from __future__ import annotations

import gettext
import os

import pytest

from config import catalogues, words

PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "%(n)d man"
msgid_plural "%(n)d men"
msgstr[0] "%(n)d homme"
msgstr[1] "%(n)d hommes"

msgid "Group"
msgstr "Groupe"

msgid "Not said"
msgstr ""
"""


@pytest.fixture
def french(tmp_path):
    path = catalogues.catalogue("fr_CA", folder=tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return path


def spoken(folder) -> gettext.NullTranslations:
    gettext._translations.clear()
    return gettext.translation("django", folder, ["fr_CA"])


def test_what_is_new_is_compiled_once(tmp_path, french):
    assert words.compile_changed(tmp_path) == [french]
    assert words.compile_changed(tmp_path) == []
    assert spoken(tmp_path).gettext("Group") == "Groupe"
    assert spoken(tmp_path).ngettext("%(n)d man", "%(n)d men", 0) == "%(n)d homme"


def test_what_is_not_said_falls_back(tmp_path, french):
    words.compile_changed(tmp_path)
    assert spoken(tmp_path).gettext("Not said") == "Not said"


@pytest.mark.parametrize("hours", [1, -1])
def test_a_change_is_compiled_also_when_an_older_file_was_put_back(tmp_path, french, hours):
    words.compile_changed(tmp_path)
    then = french.stat().st_mtime + hours * 3600
    french.write_text(PO.replace("Groupe", "Le groupe"), encoding="utf-8")
    os.utime(french, (then, then))
    assert words.compile_changed(tmp_path) == [french]
    assert spoken(tmp_path).gettext("Group") == "Le groupe"


def test_where_nothing_can_be_written_the_rest_still_starts(tmp_path, french, monkeypatch, capsys):
    def refuse(**_kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(catalogues.tempfile, "NamedTemporaryFile", refuse)
    assert words.compile_changed(tmp_path) == [french]
    assert "Permission denied" in capsys.readouterr().err


def test_the_house_has_every_one_compiled():
    """The settings did it, for these tests as for every other start."""
    assert words.compile_changed() == []
    assert {path.parts[-3] for path in words.LOCALE.glob("*/LC_MESSAGES/*.mo")} == set(catalogues.LOCALES)
