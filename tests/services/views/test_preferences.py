"""One's own language and colors: chosen once, for oneself alone, on every page after it."""

from __future__ import annotations

import pytest

from services.models import Service, Staff

URL = "/preferences/"


def kept(staff) -> tuple[str, str]:
    return Staff.objects.values_list("language", "scheme").get(pk=staff.pk)


def test_it_is_said_in_the_language_just_chosen(cast, sign_in):
    browser = sign_in(cast.tom)
    answer = browser.post(URL, {"language": "fr-ca", "scheme": "dark"}, follow=True)
    page = answer.content.decode()
    assert kept(cast.tom) == ("fr-ca", "dark")
    assert '<html lang="fr-ca" data-bs-theme="dark">' in page
    assert "Enregistré." in page
    assert "Mes tâches" in browser.get("/").content.decode()
    assert kept(cast.priya) == ("", "")


def test_back_to_the_services_own(cast, sign_in):
    Service.objects.filter(pk=cast.service.pk).update(locale="fr_CA")
    cast.tom.language = "en-au"
    cast.tom.save(update_fields=["language"])
    browser = sign_in(cast.tom)
    assert "As my service: Français (Canada)" in browser.get(URL).content.decode()
    browser.post(URL, {"language": "", "scheme": ""})
    assert kept(cast.tom) == ("", "")
    assert browser.get("/")["Content-Language"] == "fr-ca"


def test_each_language_is_named_in_itself(cast, sign_in):
    page = sign_in(cast.tom).get(URL).content.decode()
    assert '<span lang="fr-ca">Français (Canada)</span>' in page
    assert '<span lang="en-au">English (Australia)</span>' in page


@pytest.mark.parametrize("wrong", [{"language": "tlh"}, {"scheme": "pink"}])
def test_what_is_not_offered_is_refused_and_changes_nothing(cast, sign_in, wrong):
    assert sign_in(cast.tom).post(URL, wrong).status_code == 422
    assert kept(cast.tom) == ("", "")


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(URL).url.startswith("/accounts/login/")


def test_nobody_has_to_say_whether_man_or_woman(cast, sign_in):
    browser = sign_in(cast.tom)
    browser.post(URL, {"language": "", "scheme": "", "gender": "man"})
    assert Staff.objects.get(pk=cast.tom.pk).gender == "man"
    browser.post(URL, {"language": "", "scheme": "", "gender": ""})
    assert Staff.objects.get(pk=cast.tom.pk).gender == ""
