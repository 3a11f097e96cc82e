from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.actions import clients
from services.folding import fold, words
from services.models import Client, ClientWord, ContactRule
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW
from tests.house import catalogue

filled = import_module("services.migrations.0008_client_words_filled")

# Latin letters with everything above, below and through them, and what stands between names.
LATIN = st.text(
    st.characters(min_codepoint=0x41, max_codepoint=0x24F, categories=("Lu", "Ll"))
    | st.characters(min_codepoint=0x1E00, max_codepoint=0x1EFF, categories=("Lu", "Ll"))
    | st.characters(min_codepoint=0x300, max_codepoint=0x36F)
    | st.sampled_from(" -'’‘ʻʼ`´."),
    min_size=1,
    max_size=40,
)


@given(texts=st.lists(LATIN, min_size=1, max_size=20))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_and_the_database_fold_alike(cast, texts):
    """Otherwise a man is in the book and nobody finds him."""
    made = Client.objects.bulk_create(
        Client(service=cast.service, reference=f"x{number}", first_name=text, last_name="x", created_at=NOW)
        for number, text in enumerate(texts)
    )
    kept = Client.objects.in_bulk([man.pk for man in made])
    assert [kept[man.pk].find_first for man in made] == [fold(text) for text in texts]
    Client.objects.filter(pk__in=kept).delete()


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("Luis", "García Márquez", "marquez"),
        ("Luis", "García Márquez", "marq luis"),
        ("Luis", "García Márquez", "garciamarquez"),
        ("Juan Carlos", "de la Cruz", "carlos"),
        ("Juan Carlos", "de la Cruz", "cruz"),
        ("Juan Carlos", "de la Cruz", "delacruz"),
        ("Jean-Pierre", "Dupont", "pierre"),
        ("Sean", "O’Brien", "sean o brien"),
        ("Dan", "McDonald", "mc donald"),
        ("Omar", "Al-Rashid", "alrashid"),
        ("Omar", "AlRashid", "al rashid omar"),
        ("J. R.", "Smith/Jones", "jones"),
        ("Dan", "Okafor", "d o"),
        ("Élodie", "Ñandú", "elodie nandu"),
        ("Sean", "O’Brien", "o'brien"),
        ("Sean", "O'Brien", "obrien"),
        ("Łukasz", "Żak", "lukasz zak"),
        ("İsmail", "Işık", "ismail isik"),
        ("Søren", "Æbel", "soren aebel"),
        ("Jürgen", "Groß", "gross j"),
        ("Jean-Pierre", "Dupont", "jean pierre dupont"),
        ("Jean-Pierre", "Dupont", "dupont, jean"),
        ("Luis", "García Márquez", "garcia marquez"),
        ("Luis", "García Márquez", "luis garcia marq"),
        ("Juan Carlos", "de la Cruz", "de la cruz juan"),
        ("Dan", "Okafor", "DAN OK"),
        ("Nguyễn", "Văn Đạt", "nguyen van dat"),
    ],
)
def test_a_man_is_found_as_people_type_him(cast, first, last, text):
    man = factories.make_client(service=cast.service, first_name=first, last_name=last)
    assert man in Client.objects.called(text)


@pytest.mark.parametrize("text", ["danny", "boy", "the boy danny", "boy okafor", "joão"])
def test_a_man_is_found_by_any_other_name_he_uses(cast, text):
    man = factories.make_client(service=cast.service, other_names="Danny (the Boy), Joao")
    assert list(Client.objects.called(text)) == [man]


def test_a_name_that_was_changed_is_found_and_the_old_one_no_longer(cast):
    cast.dan.last_name = "Adeyemi Cole"
    cast.dan.save()
    Client.objects.filter(pk=cast.luis.pk).update(other_names="Lucho")
    assert list(Client.objects.called("cole")) == [cast.dan]
    assert list(Client.objects.called("lucho")) == [cast.luis]
    assert not Client.objects.called("okafor").exists()


def test_of_a_man_who_is_gone_no_word_is_left(cast):
    Client.objects.filter(pk=cast.dan.pk)._raw_delete("default")
    cast.luis.delete()
    assert not ClientWord.objects.exists()


def test_another_services_names_are_nobodys_words(cast):
    with acting_as(service=cast.other_service.pk, roles=["director"]):
        factories.make_client(service=cast.other_service, first_name="Dan")
        assert [man.service for man in Client.objects.called("dan")] == [cast.other_service]
    assert list(Client.objects.called("dan")) == [cast.dan]


@given(texts=st.lists(LATIN, min_size=1, max_size=10))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_python_and_the_database_part_names_alike(cast, texts):
    for text in texts:
        man = factories.make_client(service=cast.service, first_name=text, last_name="")
        kept = set(man.words.values_list("word", flat=True))
        assert kept == {*words(text), "".join(words(text))} - {""}
        man.delete()


def test_the_men_who_were_here_before_are_found_by_every_word(cast, as_role):
    """What the migration does for them; afterwards both walls stand again."""
    ClientWord.objects.all().delete()
    assert not Client.objects.called("okafor").exists()
    as_role("owner")
    with connection.cursor() as cursor:
        for statement in filled.FILL.strip().split(";\n"):
            cursor.execute(statement)
        cursor.execute("set local row_security = on")
    as_role("app")
    assert list(Client.objects.called("okafor")) == [cast.dan]
    assert catalogue.before_no_wall() == []


@pytest.mark.parametrize(
    "text", ["okafor luis", "danx", "afor", "dan okafor ferreira", "", " ", "-", "%", ","]
)
def test_other_men_are_not(cast, text):
    assert not Client.objects.called(text).exists()


def test_a_man_has_a_name_unless_he_hung_up_before_he_said_it(cast):
    act = {"by": cast.ines, "at": NOW}
    with pytest.raises(ValidationError, match="at least one name"):
        clients.make(service=cast.service, **act)
    stranger = clients.make(service=cast.service, nameless=True, **act)
    assert stranger.short_name == "No name yet"
    named = clients.edit(client=stranger, first_name="Sefa", **act)
    with pytest.raises(ValidationError, match="at least one name"):
        clients.edit(client=named, first_name=" ", **act)


def test_a_sheet_in_a_hall_says_no_more_than_it_must():
    assert Client(first_name="Dan", last_name="Okafor").short_name == "Dan O."
    assert Client(first_name="Dan").short_name == "Dan"
    assert Client(last_name="Okafor").short_name == "Okafor"


def test_as_text_he_is_his_reference_and_not_his_name(cast):
    assert str(cast.dan) == cast.dan.reference
    assert "Dan" not in repr(cast.dan)


SINGLE = """
    select indexrelid::regclass::text from pg_index
    where indrelid = 'services_clientword'::regclass and indnatts = 1 and not indisprimary
"""


@pytest.fixture
def town(cast, as_role):
    """So many men that it matters which index is asked."""
    men = [
        Client(
            service=cast.service, reference=f"T{n}", first_name=f"Man{n}", last_name=f"Of{n}", created_at=NOW
        )
        for n in range(400)
    ]
    Client.objects.bulk_create(men)
    ContactRule.objects.bulk_create(
        ContactRule(service=cast.service, client=man, kind="phone", value="x", value_print=man.reference)
        for man in men
    )
    as_role("owner")
    with connection.cursor() as cursor:
        cursor.execute("analyze services_client, services_clientword, services_contactrule")
    as_role("app")


def test_a_search_starts_in_the_index_behind_the_wall(town, as_role):
    """With a comparison that leaks, PostgreSQL would check the wall on every row first."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute("set local enable_bitmapscan = off")
        # Of so few words any index will do: the one by service alone is out of the way until the test ends.
        cursor.execute(SINGLE)
        alone = [index for (index,) in cursor.fetchall()]
        as_role("owner")
        cursor.execute(f"drop index {', '.join(alone)}")
        as_role("app")
    plan = ClientWord.objects.men_called("okafor").explain()
    assert "client_word_once" in plan
    (condition,) = [line for line in plan.splitlines() if "Index Cond" in line and "word" in line]
    assert "service_id = " in condition
    assert "word >= 'okafor'" in condition


def test_each_way_to_be_alike_starts_in_an_index_of_its_own(cast, town):
    """However many men there are: no way reads them all."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
    asked = {"first_name": "Dan", "last_name": "Okafor", "born": date(1990, 5, 4), "phone_print": "x"}
    plan = Client.objects.in_service_of(cast.priya).alike(**asked).explain()
    assert "Seq Scan" not in plan
    asked_of_an_index = " ".join(line for line in plan.splitlines() if "Index Cond" in line)
    for way in (
        "find_last = 'okafor'",
        "find_last = 'dan'",
        "word >= 'okafor'",
        "date_of_birth",
        "value_print",
    ):
        assert way in asked_of_an_index


@pytest.mark.parametrize(
    ("spelt", "born", "fits"),
    [
        (("José", "Núñez"), None, True),
        (("NUNEZ", "jose"), None, True),
        (("Jo", "Nunez"), None, True),
        (("Jorge", "Nunez"), None, False),
        (("José", ""), date(1955, 11, 8), True),
        (("José", "Other"), date(1955, 8, 11), True),
        (("José", "Other"), date(1955, 8, 12), False),
    ],
)
def test_a_man_typed_another_way_is_alike(cast, spelt, born, fits):
    man = factories.make_client(
        service=cast.service, first_name="José", last_name="NÚÑEZ", date_of_birth=date(1955, 11, 8)
    )
    found = Client.objects.in_service_of(cast.priya).alike(first_name=spelt[0], last_name=spelt[1], born=born)
    assert (man in found) is fits
