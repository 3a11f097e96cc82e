"""A worker of the wing who works with men as well; and what of her desk a report of a fault may hold."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from partners.actions import enquiries as actions
from partners.views import desk, enquiries, ties
from programs.models import Facilitator
from services.models import CaseCover, Client, Membership
from tests import factories
from tests.conftest import NOW
from tests.partners import wing
from tests.partners.views.test_enquiry_detail import url
from tests.partners.views.test_enquiry_list import about_dan


@pytest.mark.parametrize("how", ["his records were made one", "a colleague's man, in her care"])
def test_who_works_with_him_cannot_open_it(cast, sign_in, how):
    """The caller knows him by an older record, or he is in no group of hers: he is her man all the same."""
    both = wing.make_worker(cast, name="Bo Both")
    man = factories.make_client(
        service=cast.service, first_name="Dan", last_name="Okafor", date_of_birth="1985-04-02"
    )
    enquiry = wing.make_enquiry(cast, worker=both, his_phone="")
    with wing.at_her_desk(cast, both):
        wing.connect(enquiry, by=both, at=NOW)
    Membership.objects.create(service=cast.service, staff=both, role="counselor")
    browser = sign_in(both)
    assert browser.get(url(enquiry)).status_code == 200
    if how.startswith("his"):
        Facilitator.objects.create(service=cast.service, group=cast.group, staff=both, since="2026-01-01")
        factories.make_enrollment(client=cast.luis, group=cast.group)
        Client.objects.filter(pk=man.pk).update(merged_into=cast.luis)
    else:
        day = timezone.localdate()
        CaseCover.objects.create(
            service=cast.service, client=man, staff=both, since=day, until=day + timedelta(days=2), reason="Leave",
            by=cast.ines, at=timezone.now(),
        )  # fmt: skip
    assert browser.get(url(enquiry)).status_code == 404
    assert not browser.get(reverse("partners:enquiry_list")).context["lines"]


@pytest.mark.parametrize("view", [enquiries.enquiry_edit, enquiries.enquiry_contact, enquiries.enquiry_options,
                                  enquiries.enquiry_close, desk.enquiry_new, ties.tie_new, ties.tie_undo])  # fmt: skip
def test_words_written_at_the_desk_are_in_no_report_of_a_fault(rf, view):
    request = rf.post("/", {"said": "quokka"})
    request.user = AnonymousUser()
    view(request, pk=uuid4())
    assert request.sensitive_post_parameters == "__ALL__"


def test_a_caller_about_her_own_man_is_named_nowhere_else_either(cast, sign_in):
    """Neither among those that are closed, nor beside another call from the same number."""
    both = wing.make_worker(cast, name="Bo Both")
    closed = wing.make_enquiry(cast, worker=both)
    beside = wing.make_enquiry(cast, worker=both, her_name="Zed", his_phone="", his_birth="", his_name="")
    with wing.at_her_desk(cast, both):
        actions.close(enquiry=closed, outcome="supported", by=both, at=NOW)
    browser, name = sign_in(both), wing.TOLD["her_name"]
    pages = (f"{reverse('partners:enquiry_list')}?who=closed", url(beside))
    assert all(name in browser.get(page).content.decode() for page in pages)
    about_dan(cast, both)
    assert not any(name in browser.get(page).content.decode() for page in pages)
