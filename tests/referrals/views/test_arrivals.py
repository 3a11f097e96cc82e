"""The letter box: read by intake and directors, found by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from referrals.models import Arrival, FrontDesk, Referral
from services.models import Client, Service
from services.wall import acting_as
from tests.asking import asked
from tests.referrals.outside import ME, OFFICE, write


@pytest.fixture
def box(cast):
    """Two messages at North's doors: a man, and a lawyer about Dan."""
    Service.objects.filter(pk=cast.other_service.pk).update(is_demo=True)
    FrontDesk.objects.create(service=cast.service)
    with acting_as():
        write("/refer/me/", ME)
        link = write("/refer/legal/", OFFICE | {"first_name": "Dan", "last_name": "Okafor", "reach": ""})
    link = link.content.decode().split('al-outside__link">')[1].split("<")[0]
    return Arrival.objects.get(door="me"), Arrival.objects.get(door="legal"), link.strip()


def test_messages_are_read_the_oldest_first_and_only_by_those_who_receive_men(cast, sign_in, box):
    Arrival.objects.filter(door="legal").update(received_at=box[0].received_at - timedelta(days=2))
    said = sign_in(cast.ines).get("/arrivals/").content.decode()
    assert said.index("Dan Okafor") < said.index("Sam Birch")
    assert "At least one waits longer than we said outside." in said
    assert "Waits 2 days" in said
    assert "Sam Birch" in sign_in(cast.priya).get("/arrivals/").content.decode()
    for staff in (cast.tom, cast.pete, cast.wes):
        assert "Sam Birch" not in sign_in(staff).get("/arrivals/").content.decode()
        assert sign_in(staff).get(box[0].get_absolute_url()).status_code == 404


def test_what_was_written_is_shown_as_it_was_asked(cast, sign_in, box):
    said = sign_in(cast.ines).get(box[1].get_absolute_url()).content.decode()
    for words in (
        "Whose lawyer are you?",
        "His lawyer",
        "A family court",
        "1 June 2026",
        "Is he one of them?",
    ):
        assert words in said
    assert "Somebody like him is here already." in said


def test_one_button_takes_it_up_unless_he_may_be_here_already(cast, sign_in, box):
    browser = sign_in(cast.ines)
    answer = browser.post(f"{box[0].get_absolute_url()}take/")
    referral = Referral.objects.get()
    assert answer.headers["Location"] == referral.get_absolute_url()
    assert referral.owner == cast.ines
    about_dan = f"{box[1].get_absolute_url()}take/"
    asked = browser.post(about_dan)
    assert asked.status_code == 422
    assert "Choose one, so that no man gets two files." in asked.content.decode()
    assert browser.post(about_dan, {"who": cast.dan.pk, "asked": str(cast.dan.pk)}).status_code == 302
    his = Referral.objects.get(client=cast.dan)
    assert (his.referrer.name, his.referrer.organization) == ("Ada Lind", "Lind and Moor")
    assert Client.objects.filter(first_name="Dan").count() == 1
    assert "Open the referral" in browser.get(box[1].get_absolute_url()).content.decode()
    assert browser.post(about_dan, {"who": cast.dan.pk, "asked": str(cast.dan.pk)}).status_code == 409


def test_a_message_set_aside_is_taken_back(cast, sign_in, box):
    browser, page = sign_in(cast.ines), box[0].get_absolute_url()
    assert browser.post(f"{page}set-aside/", {"why": ""}).status_code == 422
    browser.post(f"{page}set-aside/", {"why": "The same again"})
    assert "Ines Roth set it aside." in browser.get(page).content.decode()
    assert "Sam Birch" in browser.get("/arrivals/?status=set_aside").content.decode()
    browser.post(f"{page}take-back/")
    assert Arrival.objects.get(pk=box[0].pk).status == "new"


def test_after_a_flood_many_are_set_aside_at_once(cast, sign_in, box):
    browser, many = sign_in(cast.ines), "/arrivals/set-aside/"
    assert browser.post(many, {"which": "ticked", "why": "Spam"}).status_code == 422
    assert browser.post(many, {"which": "all", "seen": 1, "why": "Spam"}).status_code == 409
    browser.post(many, {"which": "ticked", "ticked": [str(box[0].pk)], "why": "Spam"})
    assert list(Arrival.objects.order_by("door").values_list("door", "status")) == [
        ("legal", "new"),
        ("me", "set_aside"),
    ]
    browser.post(many, {"which": "all", "seen": 1, "why": "Spam"})
    assert not Arrival.objects.filter(status="new").exists()
    assert "No message waits" in browser.get("/arrivals/").content.decode()


def test_a_link_says_received_and_the_day_until_it_is_closed(cast, sign_in, box, client):
    _his, arrival, link = box
    address = link.removeprefix("http://testserver")
    said = client.get(address).content.decode()
    assert f"Your message came on {arrival.received_at:%-d %B %Y}." in said
    assert not [word for word in ("Dan", "Okafor", "Lind", "Accepted") if word in said]
    browser, page = sign_in(cast.ines), arrival.get_absolute_url()
    browser.post(f"{page}receipt/", {"do": "close"})
    gone, made_up = client.get(address), client.get("/refer/receipt/made-up/")
    assert gone.status_code == made_up.status_code == 404
    assert gone.content == made_up.content
    new = browser.post(f"{page}receipt/", {"do": "new"}).content.decode()
    assert "/refer/receipt/" in new
    assert "shown only this once" in new
    assert "/refer/receipt/" not in browser.get(page).content.decode()


def test_intake_says_how_an_office_was_called_back(cast, sign_in, box):
    browser, page = sign_in(cast.ines), box[1].get_absolute_url()
    browser.post(f"{page}take/", {"who": "another", "asked": str(cast.dan.pk)})
    assert browser.post(f"{page}called-back/", {"how": "", "version": 1}).status_code == 422
    browser.post(f"{page}called-back/", {"how": "Number of the law society", "version": 1})
    assert "Ines Roth called them back on" in browser.get(page).content.decode()


def test_my_work_and_the_queue_say_how_many_wait(cast, sign_in, box):
    for staff, places in ((cast.ines, 2), (cast.tom, 0)):
        browser = sign_in(staff)
        pages = [browser.get(path).content.decode() for path in ("/", "/referrals/")]
        assert sum('hx-get="/arrivals/piece/"' in page for page in pages) == places
    said = sign_in(cast.ines).get("/arrivals/piece/").content.decode()
    assert "2 messages from outside wait to be read." in said
    Arrival.objects.update(status="set_aside")
    assert sign_in(cast.ines).get("/arrivals/piece/").content.decode().strip() == ""


def test_the_letter_box_is_in_no_search(cast, sign_in, box):
    for staff in (cast.ines, cast.priya):
        said = sign_in(staff).post("/clients/search/", {"text": "Birch"}).content.decode()
        assert "Sam" not in said


def test_twenty_messages_ask_as_much_as_two(cast, sign_in, box):
    browser = sign_in(cast.ines)
    two = asked(browser, "/arrivals/")
    Arrival.objects.bulk_create(
        Arrival(service=cast.service, door="me", said="{}", received_at=box[0].received_at)
        for _n in range(10)
    )
    assert asked(browser, "/arrivals/") == two
