"""From a man's page: the other record, both side by side, one, and taken apart."""

from __future__ import annotations

import pytest

from services.models import Client, ClientMerge
from tests import factories


@pytest.fixture
def twin(cast):
    return factories.make_client(service=cast.service, first_name="Dan", last_name="Okafor")


def test_two_records_become_one_and_come_apart_again(cast, sign_in, api, twin):
    factories.make_referral(client=twin)
    browser, url = sign_in(cast.ines), f"/clients/{cast.dan.pk}/merge/"
    page = browser.get(url).content.decode()
    assert twin.reference in page, "who is called like him is offered"
    assert cast.luis.reference not in page
    both = browser.post(url, {"other": str(twin.pk)}).content.decode()
    assert f"Moves: {twin.reference}" in both
    said = {"other": str(twin.pk), "sure": "yes"}
    assert browser.post(url, said | {"reason": " "}).status_code == 422
    assert browser.post(url, said | {"reason": "He told us."}).url == url
    assert browser.get(f"/clients/{twin.pk}/").url == cast.dan.get_absolute_url()
    assert api(cast.ines).get("clients", twin.pk).json()["id"] == str(cast.dan.pk)
    assert twin.reference in browser.get(url).content.decode(), "it stands on the page, to be taken apart"
    merge = ClientMerge.objects.get()
    assert browser.post(f"/merges/{merge.pk}/undo/").url == url
    assert browser.get(f"/clients/{twin.pk}/").status_code == 200


def test_who_works_at_one_site_makes_no_record_of_another_site_one(cast, sign_in, twin):
    south = factories.make_site(service=cast.service, name="South")
    nora = factories.make_staff(name="Nora Lind", service=cast.service, role="intake", site=cast.north)
    for man in (cast.dan, twin):
        factories.make_referral(client=man, site=cast.north)
    url = f"/clients/{cast.dan.pk}/merge/"
    browser = sign_in(nora)
    assert browser.get(url).status_code == 200
    factories.make_referral(client=twin, site=south, episode=2)
    said = {"other": str(twin.pk), "sure": "yes", "reason": "He told us."}
    assert browser.post(url, said).status_code == 404
    assert sign_in(cast.tom).get(url).status_code == 404
    assert not Client.objects.exclude(merged_into=None).exists()
