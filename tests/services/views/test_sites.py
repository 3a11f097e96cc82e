"""Where the service meets: who may open a site and call it otherwise."""

from __future__ import annotations

import pytest

from services.models import AuditEntry, Site
from tests import factories
from tests.asking import MOST, asked

NEW = "/team/sites/new/"


def edit(site: Site) -> str:
    return f"/team/sites/{site.pk}/"


def sites(cast) -> list[str]:
    return list(Site.objects.filter(service=cast.service).values_list("name", flat=True))


def test_an_administrator_opens_a_site_where_groups_can_meet(cast, sign_in):
    browser = sign_in(cast.ada)
    sent = {"name": " East ", "zone": "America/Winnipeg", "region": "ca-mb"}
    answer = browser.post(NEW, sent, follow=True)
    assert "The site stands." in answer.content.decode()
    east = Site.objects.get(name="East")
    assert (east.zone, east.region, east.service) == ("America/Winnipeg", "CA-MB", cast.service)
    assert f'href="{edit(east)}">East</a>' in answer.content.decode()
    assert AuditEntry.objects.filter(what="site.made", about_id=east.pk, by=cast.ada).exists()
    assert "East" in sign_in(cast.priya).get("/groups/new/").content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": "North"}, "There is already a site of this name."),
        ({"name": ""}, "This field is required."),
        ({"name": "East", "region": "XX"}, "“XX” is not a region."),
        ({"name": "East", "zone": "Mars/Base"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_a_site_is_said_and_kept(cast, sign_in, sent, said):
    answer = sign_in(cast.ada).post(NEW, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert sites(cast) == ["North"]


def test_it_is_called_otherwise_and_keeps_its_time_zone(cast, sign_in):
    browser = sign_in(cast.ada)
    page = browser.get(edit(cast.north))
    assert "zone" not in page.context["form"].fields
    zone, sent = cast.north.zone, {"name": "Elm Street", "region": "", "seen": cast.north.seen}
    assert browser.post(edit(cast.north), sent | {"zone": "Asia/Tokyo"}).url == "/team/"
    cast.north.refresh_from_db()
    assert (cast.north.name, cast.north.zone) == ("Elm Street", zone)
    assert AuditEntry.objects.filter(what="site.changed", about_id=cast.north.pk).exists()


def test_what_somebody_else_changed_is_not_overwritten_unseen(cast, sign_in):
    browser, seen = sign_in(cast.ada), cast.north.seen
    browser.post(edit(cast.north), {"name": "Elm Street", "region": "", "seen": seen})
    late = browser.post(edit(cast.north), {"name": "Northern", "region": "", "seen": seen})
    assert late.status_code == 412
    assert "Somebody changed this site" in late.content.decode()
    assert 'value="Northern"' in late.content.decode()
    assert sites(cast) == ["Elm Street"]
    again = {"name": "Northern", "region": "", "seen": late.context["form"]["seen"].value()}
    assert browser.post(edit(cast.north), again).status_code == 302


def test_without_what_was_seen_nothing_is_saved(cast, sign_in):
    assert sign_in(cast.ada).post(edit(cast.north), {"name": "Northern"}).status_code == 412
    assert sites(cast) == ["North"]


@pytest.mark.parametrize("who", ["priya", "tom", "ines", "pete"])
def test_for_everybody_else_the_pages_are_not_there(cast, sign_in, who):
    browser = sign_in(getattr(cast, who))
    for url in (NEW, edit(cast.north)):
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"name": "East", "seen": cast.north.seen}).status_code == 404
    assert "/team/sites/" not in browser.get("/team/").content.decode()
    assert sites(cast) == ["North"]


def test_an_administrator_of_one_site_opens_no_other(cast, sign_in):
    local = factories.make_staff(name="Al Rowe", service=cast.service, role="administrator", site=cast.north)
    assert sign_in(local).get(NEW).status_code == 404
    assert sign_in(local).get(edit(cast.north)).status_code == 404


def test_a_site_of_another_service_is_not_there(cast, sign_in):
    assert sign_in(cast.ada).get(edit(cast.south)).status_code == 404


def test_a_stranger_is_sent_to_the_door(cast, client):
    assert client.get(NEW).url.startswith("/accounts/login/")


def test_the_pages_ask_little(cast, sign_in):
    browser = sign_in(cast.ada)
    assert asked(browser, NEW) <= asked(browser, edit(cast.north)) <= MOST
