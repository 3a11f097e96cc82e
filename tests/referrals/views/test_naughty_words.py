"""Whatever is typed into a field: a clean record, or a clear sentence beside what was typed. Never a crash."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from referrals.models import Referral, Triage
from services.models import Client, ContactRule
from tests import factories
from tests.referrals.naughty import NAUGHTY

pytestmark = pytest.mark.django_db

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
HOW = {"source": "self", "pressure": "own_choice", "crisis": "none"}
PLANS = {"urgency": "today", "immediate_plan": "Call him.", "next_step_plan": "Meet."}
# For each kind of field: the page, what else it asks, the field, and where it is kept.
KINDS = {
    "name": ("services:client_edit", {"last_name": "Okafor"}, "first_name", Client),
    "day": ("services:client_edit", {"first_name": "Dan"}, "date_of_birth", Client),
    "phone": ("services:contact_rule_new", {"kind": "phone"}, "value", ContactRule),
    "e-mail": ("services:contact_rule_new", {"kind": "email"}, "value", ContactRule),
    "line": ("referrals:referral_edit", HOW, "told_he_needs", Referral),
    "number": ("referrals:referral_edit", HOW, "required_sessions", Referral),
    "choice": ("referrals:referral_edit", {**HOW, "pressure": ""}, "source", Referral),
    "sealed text": ("referrals:referral_triage", PLANS, "mood", Triage),
}


def test_there_are_fifty_of_them():
    assert len(set(NAUGHTY)) == 50


@pytest.mark.parametrize("kind", KINDS)
def test_a_field_keeps_clean_words_or_says_what_is_wrong(cast, sign_in, kind):
    name, rest, field, model = KINDS[kind]
    referral = factories.make_referral(client=cast.dan, owner=cast.ines, site=cast.north)
    about = referral if name.startswith("referrals") else cast.dan
    page, url = sign_in(cast.ines), reverse(name, args=[about.pk])
    rows = model.objects.filter(pk=cast.dan.pk) if model is Client else model.objects.all()
    kept = 0
    for typed in NAUGHTY:
        # As it travels: halves of a pair cannot be written in UTF-8, so that a browser sends a mark in their place.
        sent = typed.encode("utf-8", "replace").decode()
        before = dict(rows.values_list("pk", field))
        version = rows.values_list("version", flat=True).first() or 0
        answer = page.post(url, {**rest, field: sent, "version": version})
        after = dict(rows.values_list("pk", field))
        if answer.status_code == 302:
            kept += 1
            assert not any(UNSEEN.search(str(value)) for value in after.values()), repr(typed[:40])
        else:
            assert answer.status_code in (409, 422), (answer.status_code, repr(typed[:40]))
            assert after == before
            said = answer.content.decode()
            assert 'role="alert"' in said
            assert not re.search("[\x00\u202e]", said)
    assert kept or kind in {"day", "number", "choice", "phone", "e-mail"}
