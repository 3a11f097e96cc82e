from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.folding import fold
from services.models import Client
from tests import factories
from tests.conftest import NOW

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


def test_a_man_is_found_by_another_name_he_uses(cast):
    man = factories.make_client(service=cast.service, other_names="Danny")
    assert list(Client.objects.called("danny")) == [man]
    assert list(Client.objects.called("okafor dan")) != []


@pytest.mark.parametrize("text", ["okafor luis", "danx", "afor", "dan okafor ferreira"])
def test_other_men_are_not(cast, text):
    assert not Client.objects.called(text).exists()


def test_a_man_has_a_name(cast):
    with pytest.raises(ValidationError, match="at least one name"):
        Client(service=cast.service, reference="x", created_at=NOW).full_clean(exclude=["service"])


def test_a_sheet_in_a_hall_says_no_more_than_it_must():
    assert Client(first_name="Dan", last_name="Okafor").short_name == "Dan O."
    assert Client(first_name="Dan").short_name == "Dan"
    assert Client(last_name="Okafor").short_name == "Okafor"


def test_as_text_he_is_his_reference_and_not_his_name(cast):
    assert str(cast.dan) == cast.dan.reference
    assert "Dan" not in repr(cast.dan)
