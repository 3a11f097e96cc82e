"""A referral put right: by whom it may be, and what becomes of two people who do it at once."""

from __future__ import annotations

import re

import pytest

from referrals.actions import referrals
from services.models import AuditEntry
from tests import factories
from tests.conftest import NOW
from tests.factories import TODAY


@pytest.fixture
def url(referral) -> str:
    return f"/referrals/{referral.pk}/edit/"


@pytest.fixture
def said(cast) -> dict[str, str]:
    """The form as the page of Luis's referral sends it when nobody touches it."""
    return {
        "version": "1",
        "source": "court",
        "pressure": "own_choice",
        "crisis": "separation",
        "site": str(cast.north.pk),
    }


def test_the_page_shows_what_stands_there(cast, sign_in, url):
    page = sign_in(cast.ines).get(url).content.decode()
    assert re.findall(r'<input type="radio" name="source" value="(\w+)"[^>]* checked', page) == ["court"]
    assert '<option value="separation" selected' in page
    assert 'name="version" value="1"' in page


@pytest.mark.parametrize("who", ["ines", "priya"])
def test_each_of_its_facts_can_be_put_right(cast, sign_in, referral, url, said, who):
    answer = sign_in(getattr(cast, who)).post(
        url,
        said
        | {
            "source": "legal_counsel",
            "pressure": "ordered",
            "crisis": "charge",
            "crisis_on": "2026-03-01",
            "told_he_needs": "a paper",
            "required_sessions": "24",
            "order_number": "FC-12/8",
            "reports_to": "Probation",
            "owner": str(cast.tom.pk),
        },
    )
    assert answer.url == referral.get_absolute_url()
    referral.refresh_from_db()
    assert (referral.source, referral.pressure, referral.crisis) == ("legal_counsel", "ordered", "charge")
    assert (referral.crisis_on.isoformat(), referral.required_sessions) == ("2026-03-01", 24)
    assert (referral.order_number, referral.reports_to, referral.owner) == ("FC-12/8", "Probation", cast.tom)
    assert (referral.version, referral.status, referral.told_he_needs) == (2, "received", "a paper")


def test_the_audit_names_the_fields_and_none_of_their_words(cast, sign_in, url, said):
    sign_in(cast.ines).post(url, said | {"reports_to": "Probation", "source": "self"})
    entry = AuditEntry.objects.get(what="referral.edited")
    assert (entry.by, entry.details) == (cast.ines, {"fields": "source reports_to"})


def test_saved_untouched_it_stays_as_it_was(cast, sign_in, referral, url, said):
    sign_in(cast.ines).post(url, said)
    referral.refresh_from_db()
    assert referral.version == 1
    assert not AuditEntry.objects.filter(what="referral.edited").exists()


def test_the_referral_leads_there_only_those_who_know_the_door(cast, sign_in, referral, url):
    factories.make_enrollment(client=cast.luis, group=cast.group)
    assert url in sign_in(cast.ines).get(referral.get_absolute_url()).content.decode()
    page = sign_in(cast.tom).get(referral.get_absolute_url()).content.decode()
    assert url not in page
    assert "His own choice" not in page


@pytest.mark.parametrize("who", ["tom", "pete", "ada", "wes"])
def test_for_others_it_is_not_there(cast, sign_in, referral, url, said, who):
    factories.make_enrollment(client=cast.luis, group=cast.group)
    browser = sign_in(getattr(cast, who))
    assert browser.get(url).status_code == 404
    assert browser.post(url, said | {"source": "self"}).status_code == 404
    referral.refresh_from_db()
    assert referral.source == "court"


def test_a_stranger_is_sent_to_the_door(client, url):
    assert client.get(url).url.startswith("/accounts/login/")


@pytest.fixture
def of_two_trades(cast):
    """Intake at the East site, and counselor of the group Luis is in, at North."""
    east = factories.make_site(service=cast.service, name="East")
    eva = factories.make_staff(name="Eva Strand", service=cast.service, role="intake", site=east)
    factories.Membership.objects.create(service=cast.service, staff=eva, role="counselor")
    factories.Facilitator.objects.create(
        service=cast.service, group=cast.group, staff=eva, since=cast.group.started_on
    )
    factories.make_enrollment(client=cast.luis, group=cast.group)
    return eva


def test_intake_of_another_site_meets_the_man_and_not_his_door(sign_in, referral, url, said, of_two_trades):
    browser = sign_in(of_two_trades)
    assert browser.get(referral.get_absolute_url()).status_code == 200
    assert browser.get(url).status_code == 404
    assert browser.post(url, said | {"source": "self"}).status_code == 404
    by_program = browser.patch(
        f"/api/v1/referrals/{referral.pk}/",
        {"source": "self"},
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )
    assert by_program.status_code == 404


def test_intake_of_a_site_keeps_it_at_one_of_its_own(cast, sign_in, said):
    east = factories.make_site(service=cast.service, name="East")
    eva = factories.make_staff(name="Eva Strand", service=cast.service, role="intake", site=east)
    hers = factories.make_referral(client=cast.dan, source="court", site=east)
    for site in ("", str(cast.north.pk)):
        answer = sign_in(eva).post(f"/referrals/{hers.pk}/edit/", said | {"site": site, "source": "self"})
        assert answer.status_code == 422
    hers.refresh_from_db()
    assert (hers.source, hers.site) == ("court", east)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"source": ""}, "required"),
        ({"source": "neighbour"}, "neighbour is not one of the available choices"),
        ({"crisis_on": "2026-03-13"}, "cannot lie ahead"),
        ({"required_sessions": "0"}, "greater than or equal to 1"),
        ({"owner": "00000000-0000-0000-0000-000000000000"}, "valid choice"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_on_the_page(cast, sign_in, referral, url, said, sent, sentence):
    answer = sign_in(cast.ines).post(url, said | {"reports_to": "The judge"} | sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert 'value="The judge"' in answer.content.decode()
    referral.refresh_from_db()
    assert (referral.version, referral.reports_to) == (1, "")


@pytest.mark.parametrize("who", ["pete", "wes"])
def test_it_is_put_into_the_hands_of_those_who_call_men_back(cast, sign_in, url, said, who):
    answer = sign_in(cast.ines).post(url, said | {"owner": str(getattr(cast, who).pk)})
    assert answer.status_code == 422


def test_an_owner_whose_role_has_ended_is_not_lost_by_a_correction(cast, sign_in, referral, url, said):
    referrals.take(referral=referral, owner=cast.tom, by=cast.tom, at=NOW)
    cast.tom.memberships.update(ended_at=NOW)
    page = sign_in(cast.ines).get(url).content.decode()
    assert f'<option value="{cast.tom.pk}" selected' in page
    sign_in(cast.ines).post(url, said | {"version": "2", "owner": str(cast.tom.pk), "source": "self"})
    referral.refresh_from_db()
    assert (referral.owner, referral.source) == (cast.tom, "self")


@pytest.fixture
def corrected_by_priya(cast, referral):
    """While Ines had the page open: another source, another crisis, and the day of it."""
    return referrals.edit(
        referral=referral, source="self", crisis="charge", crisis_on=TODAY, by=cast.priya, at=NOW
    )


def test_two_corrections_are_shown_beside_each_other_and_nothing_is_saved(
    cast, sign_in, referral, url, said, corrected_by_priya
):
    answer = sign_in(cast.ines).post(url, said | {"source": "partner", "reports_to": "Probation"})
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "there it says “He came by himself”, you wrote “A partner suggested it”" in page
    assert "it says “A charge” now" in page
    assert "it says “12 March 2026” now" in page
    assert 'value="Probation"' in page
    referral.refresh_from_db()
    assert (referral.source, referral.reports_to, referral.version) == ("self", "", 2)


def test_what_the_other_one_changed_alone_stands_in_the_form(
    cast, sign_in, referral, url, said, corrected_by_priya
):
    """Saved again, only what both changed is decided by the second."""
    page = sign_in(cast.ines).post(url, said | {"source": "partner"}).content.decode()
    assert '<option value="charge" selected' in page
    assert 'name="version" value="2"' in page
    again = said | {"version": "2", "source": "partner", "crisis": "charge", "crisis_on": str(TODAY)}
    assert sign_in(cast.ines).post(url, again).status_code == 302
    referral.refresh_from_db()
    assert (referral.source, referral.crisis, referral.crisis_on, referral.version) == (
        "partner",
        "charge",
        TODAY,
        3,
    )


def test_a_version_nobody_ever_saw_takes_nothing_for_theirs(cast, sign_in, referral, url, said):
    """History knows no such version, so every word in the form is taken to be meant."""
    answer = sign_in(cast.ines).post(url, said | {"version": "77", "source": "partner"})
    assert answer.status_code == 412
    assert "you wrote “A partner suggested it”" in answer.content.decode()
    referral.refresh_from_db()
    assert referral.source == "court"


def test_a_step_taken_meanwhile_is_said_and_takes_nothing_away(cast, sign_in, referral, url, said):
    referrals.log_contact(referral=referral, channel="call", reached=False, by=cast.priya, at=NOW)
    answer = sign_in(cast.ines).post(url, said | {"source": "self"})
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "is “Being contacted” now" in page
    assert "there it says" not in page
    sign_in(cast.ines).post(url, said | {"version": "2", "source": "self"})
    referral.refresh_from_db()
    assert (referral.source, referral.status) == ("self", "contacting")
