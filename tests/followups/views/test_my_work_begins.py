"""My work where nothing is there yet: what each needs first."""

from __future__ import annotations

from tests import factories

URL = "/"


def test_an_empty_house_tells_its_director_where_to_begin(cast, sign_in):
    page = sign_in(cast.wes).get(URL).content.decode()
    assert "Begin with a group" in page
    assert 'href="/groups/new/">Make a group</a>' in page
    assert 'href="/imports/new/">Bring a spreadsheet</a>' in page
    assert "Begin with a group" not in sign_in(cast.priya).get(URL).content.decode()


def test_a_director_of_one_site_is_not_asked_to_set_up_the_house(cast, sign_in):
    of_north = factories.make_staff(name="Nora Field", service=cast.service, role="director", site=cast.north)
    cast.group.delete()
    page = sign_in(of_north).get(URL).content.decode()
    assert "All done" in page
    assert "/imports/" not in page


def test_an_administrator_is_not_promised_men(cast, sign_in):
    page = sign_in(cast.ada).get(URL).content.decode()
    assert "The house is in order" in page
    assert "men who wait" not in page
