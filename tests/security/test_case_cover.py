"""One man in a colleague's care: in sight from the first day to the last, at every door, and nobody else with him."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from programs.models import ProgressNote
from referrals.models import Mandate
from services.access import seat
from services.actions import case_covers
from services.errors import NotAcceptable, Refused
from services.models import AuditEntry, CaseCover, Client
from tests import factories
from tests.conftest import NOW

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _it_is_thursday_evening(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


class Care:
    """Dan and Luis sit in Tom's group; Nora runs none, and Dan is put into her care."""

    def __init__(self, cast) -> None:
        self.cast = cast
        self.nora = seat(factories.make_staff(name="Nora Vale", service=cast.service), cast.service, on=TODAY)
        self.session = factories.make_session(
            group=cast.group, starts_at=NOW - timedelta(days=7), roster_frozen_at=NOW
        )
        self.rows = {man: self._of(getattr(cast, man)) for man in ("dan", "luis")}

    def _of(self, man) -> dict[str, tuple]:
        place = factories.make_enrollment(
            client=man, group=self.cast.group, started_on=TODAY - timedelta(weeks=4)
        )
        factories.make_attendance(session=self.session, enrollment=place, outcome="present")
        signed = {"author": self.cast.tom, "status": "signed", "signed_at": NOW}
        note = factories.make_note(enrollment=place, session=self.session, **signed)
        referral = factories.make_referral(client=man, status="placed", site=self.cast.north)
        order = Mandate.objects.create(
            service=self.cast.service, client=man, referral=referral, kind="family", by=self.cast.ines, at=NOW
        )
        return {
            "clients": (man.pk, f"/clients/{man.pk}/"),
            "referrals": (referral.pk, f"/referrals/{referral.pk}/"),
            "notes": (note.pk, f"/notes/{note.pk}/"),
            "mandates": (order.pk, f"/orders/of/{man.pk}/"),
            "enrollments": (place.pk, f"/programs/enrollments/{place.pk}/standing/"),
        }

    def given(self, *, since: int = 0, until: int = 7) -> CaseCover:
        days = {"since": TODAY + timedelta(days=since), "until": TODAY + timedelta(days=until)}
        return CaseCover.objects.create(
            service=self.cast.service, client=self.cast.dan, staff=self.nora, reason="Leave",
            by=self.cast.priya, at=NOW, **days,
        )  # fmt: skip

    def seen(self, man: str, sign_in, api) -> set[int]:
        browser, asking = sign_in(self.nora), api(self.nora)
        found = {browser.get(url).status_code for _pk, url in self.rows[man].values()}
        return found | {asking.get(what, pk).status_code for what, (pk, _url) in self.rows[man].items()}


@pytest.fixture
def care(cast) -> Care:
    return Care(cast)


def test_from_the_first_day_to_the_last_he_alone_is_there(care, sign_in, api):
    care.given(since=0, until=0)
    assert care.seen("dan", sign_in, api) == {200}
    assert care.seen("luis", sign_in, api) == {404}
    browser = sign_in(care.nora)
    assert browser.get(f"/sessions/{care.session.pk}/register/").status_code == 404
    assert browser.get(f"/groups/{care.cast.group.pk}/").status_code == 404
    listed = browser.get("/clients/").content.decode()
    assert care.rows["dan"]["clients"][1] in listed
    assert care.rows["luis"]["clients"][1] not in listed


@pytest.mark.parametrize(
    "what", [{"since": 1}, {"since": -9, "until": -1}, {"since": -9, "until": 9, "ended": True}]
)
def test_before_after_and_once_ended_there_is_nothing(care, sign_in, api, what):
    ended = what.pop("ended", False)
    cover = care.given(**what)
    if ended:
        case_covers.end(cover=cover, by=care.cast.priya, at=NOW)
    assert care.seen("dan", sign_in, api) == {404}


def test_with_the_guard_off_he_would_be_out_of_sight(care, sign_in, monkeypatch):
    care.given()
    without = [path for path in settings.OWN_MEN if path != "services.access.covered_men"]
    monkeypatch.setattr(settings, "OWN_MEN", without)
    assert sign_in(care.nora).get(f"/clients/{care.cast.dan.pk}/").status_code == 404


def test_without_days_a_cover_would_never_end(care, monkeypatch):
    care.given(since=-9, until=-1)
    assert not Client.objects.visible_to(care.nora).exists()
    assert not ProgressNote.objects.visible_to(care.nora).exists()
    monkeypatch.setattr("services.models.case_cover.CaseCoverQuerySet.running", lambda rows, *, on: rows)
    assert list(Client.objects.visible_to(care.nora)) == [care.cast.dan]
    assert ProgressNote.objects.visible_to(care.nora).count() == 1


def test_behind_the_second_wall_another_service_has_no_covers(care, as_role):
    from services.wall import set_frame

    care.given()
    assert CaseCover.objects.count() == 1
    set_frame(service=care.cast.other_service.pk, roles=["director"])
    assert CaseCover.objects.count() == 0


def test_a_director_gives_and_ends_it_and_both_are_kept(care, sign_in):
    url = f"/clients/{care.cast.dan.pk}/cover/"
    browser = sign_in(care.cast.priya)
    sent = {"staff": care.nora.pk, "since": TODAY, "until": TODAY + timedelta(days=3), "reason": " "}
    assert browser.post(url, sent).status_code == 422
    assert browser.post(url, sent | {"reason": "Leave", "staff": care.cast.pete.pk}).status_code == 422
    assert browser.post(url, sent | {"reason": "Leave"}).status_code == 302
    cover = CaseCover.objects.get()
    assert "Nora Vale" in browser.get(url).content.decode()
    assert sign_in(care.cast.tom).get(url).status_code == 404
    assert sign_in(care.cast.tom).post(f"/covers/{cover.pk}/end/").status_code == 404
    browser.post(f"/covers/{cover.pk}/end/")
    cover.refresh_from_db()
    assert cover.ended_at == NOW
    kept = AuditEntry.objects.filter(what__startswith="case_cover.").values_list("what", flat=True)
    assert sorted(kept) == ["case_cover.ended", "case_cover.given"]


def test_twice_at_once_or_in_the_past_is_refused(care):
    act = {"client": care.cast.dan, "staff": care.nora, "reason": "Leave", "by": care.cast.priya, "at": NOW}
    days = {"since": TODAY, "until": TODAY + timedelta(days=3)}
    case_covers.give(**days, **act)
    with pytest.raises(Refused):
        case_covers.give(**days, **act)
    with pytest.raises(NotAcceptable):
        case_covers.give(since=TODAY - timedelta(days=3), until=TODAY - timedelta(days=1), **act)
    assert CaseCover.objects.count() == 1


@pytest.mark.parametrize("role", ["peer", "administrator"])
def test_a_role_that_knows_no_man_sees_none_by_it(care, role):
    other = factories.make_staff(name="Una Gray", service=care.cast.service, role=role)
    seat(other, care.cast.service, on=TODAY)
    CaseCover.objects.update_or_create(
        client=care.cast.dan, staff=other, service=care.cast.service,
        defaults={"since": TODAY, "until": TODAY, "reason": "Slip", "by": care.cast.priya, "at": NOW},
    )  # fmt: skip
    assert not Client.objects.visible_to(other).filter(pk=care.cast.dan.pk).exists()
