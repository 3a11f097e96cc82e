from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from programs.actions import enrollments, rule_profiles
from programs.models import Enrollment, RuleChange, RuleProfile
from programs.rules.examples import example
from services.errors import NotAcceptable, Refused, Stale
from services.models import AuditEntry
from tests.factories import NOW, TODAY, make_enrollment


@pytest.fixture
def drafted(cast):
    return rule_profiles.adopt(service=cast.service, example=example("us-ok"), by=cast.priya, at=NOW)


@pytest.fixture
def published(cast, drafted):
    return rule_profiles.publish(profile=drafted, by=cast.priya, at=NOW)


def next_edition(cast, profile, **rules):
    new = rule_profiles.draft(
        service=cast.service,
        key=profile.key,
        name=profile.name,
        rules=profile.said | rules,
        by=cast.priya,
        at=NOW,
    )
    return rule_profiles.publish(profile=new, by=cast.priya, at=NOW)


def test_an_example_becomes_a_draft_with_its_source(cast, drafted):
    shipped = example("us-ok")
    drafted.refresh_from_db()

    assert (drafted.edition, drafted.is_draft, drafted.citation) == (1, True, shipped.citation)
    assert drafted.rules == shipped.rules
    assert AuditEntry.objects.filter(what="rule_profile.drafted", about_id=drafted.pk).exists()


def test_a_second_draft_waits_for_the_first(cast, drafted):
    with pytest.raises(ValidationError, match="draft of these rules already"):
        rule_profiles.adopt(service=cast.service, example=example("us-ok"), by=cast.priya, at=NOW)

    assert RuleProfile.objects.count() == 1


def test_rules_that_cannot_be_read_are_named_and_nothing_is_saved(cast, drafted):
    with pytest.raises(NotAcceptable) as refused:
        rule_profiles.edit(profile=drafted, rules={"max_absences": "three"}, by=cast.priya, at=NOW)

    assert list(refused.value.fields) == ["max_absences"]
    drafted.refresh_from_db()
    assert drafted.version == 1


def test_an_edit_over_somebody_else_s_is_stale(cast, drafted):
    rule_profiles.edit(profile=drafted, reviewer="Priya Nair", version=1, by=cast.priya, at=NOW)

    with pytest.raises(Stale):
        rule_profiles.edit(profile=drafted, reviewer="Somebody", version=1, by=cast.priya, at=NOW)


def test_what_is_published_is_not_edited_nor_thrown_away(cast, published):
    with pytest.raises(Refused, match="next edition"):
        rule_profiles.edit(profile=published, rules={"max_no_word": 9}, by=cast.priya, at=NOW)
    with pytest.raises(Refused, match="are kept"):
        rule_profiles.discard(profile=published, by=cast.priya, at=NOW)
    with pytest.raises(Refused, match="published already"):
        rule_profiles.publish(profile=published, by=cast.priya, at=NOW)


@pytest.mark.parametrize(
    "sql",
    [
        "update programs_ruleprofile set said = '{}' where id = %s",
        "update programs_ruleprofile set published_at = null where id = %s",
        "update programs_ruleprofile set edition = 9 where id = %s",
        "update programs_ruleprofile set citation = 'elsewhere' where id = %s",
        "delete from programs_ruleprofile where id = %s",
    ],
)
def test_the_database_holds_published_rules_against_raw_sql(cast, published, sql):
    with (
        pytest.raises(IntegrityError, match="Published rules"),
        transaction.atomic(),
        connection.cursor() as raw,
    ):
        raw.execute(sql, [published.pk])


def test_the_day_they_end_can_still_be_said(cast, published):
    RuleProfile.objects.filter(pk=published.pk).update(effective_until=TODAY)

    published.refresh_from_db()
    assert published.effective_until == TODAY


def test_a_draft_can_be_thrown_away(cast, drafted):
    rule_profiles.discard(profile=drafted, by=cast.priya, at=NOW)

    assert not RuleProfile.objects.exists()
    assert AuditEntry.objects.filter(what="rule_profile.discarded").exists()


def test_a_draft_holds_no_program(cast, drafted):
    with pytest.raises(NotAcceptable, match="Publish it first"):
        rule_profiles.choose(program=cast.program, profile=drafted, by=cast.priya, at=NOW)


def test_a_man_begins_under_the_rules_of_the_day_and_keeps_them(cast, published):
    rule_profiles.choose(program=cast.program, profile=published, by=cast.priya, at=NOW)
    dan = enrollments.enroll(client=cast.dan, group=cast.group, started_on=TODAY, by=cast.priya, at=NOW)

    second = next_edition(cast, published, max_no_word=3)
    luis = enrollments.enroll(client=cast.luis, group=cast.group, started_on=TODAY, by=cast.priya, at=NOW)

    cast.program.refresh_from_db()
    assert cast.program.rule_profile == second
    assert Enrollment.objects.get(pk=dan.pk).rule_profile == published
    assert luis.rule_profile_id == second.pk


def test_other_rules_leave_a_program_alone(cast, published):
    rule_profiles.choose(program=cast.program, profile=published, by=cast.priya, at=NOW)
    other = rule_profiles.adopt(service=cast.service, example=example("us-ca"), by=cast.priya, at=NOW)
    rule_profiles.publish(profile=other, by=cast.priya, at=NOW)

    cast.program.refresh_from_db()
    assert cast.program.rule_profile == published


def test_going_on_under_another_edition_is_a_decision_with_its_reason(cast, published):
    second = next_edition(cast, published, max_no_word=3)
    place = make_enrollment(client=cast.dan, group=cast.group, rule_profile=published)

    change = rule_profiles.move(
        enrollment=place, profile=second, reason=" His new order names it. ", by=cast.priya, at=NOW
    )

    place.refresh_from_db()
    assert place.rule_profile == second
    assert (change.before, change.after, change.reason) == (published, second, "His new order names it.")


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_he_stays_where_he_is(cast, published, reason):
    place = make_enrollment(client=cast.dan, group=cast.group)

    with pytest.raises(NotAcceptable):
        rule_profiles.move(enrollment=place, profile=published, reason=reason, by=cast.priya, at=NOW)

    place.refresh_from_db()
    assert place.rule_profile is None
    assert not RuleChange.objects.exists()


def test_the_same_rules_are_no_change(cast, published):
    place = make_enrollment(client=cast.dan, group=cast.group, rule_profile=published)

    with pytest.raises(Refused, match="already"):
        rule_profiles.move(enrollment=place, profile=published, reason="Twice", by=cast.priya, at=NOW)


def test_rules_in_force_are_published_and_within_their_days(cast, published):
    second = next_edition(cast, published)
    RuleProfile.objects.filter(pk=published.pk).update(effective_until=TODAY)
    rule_profiles.draft(service=cast.service, key="draft", name="Draft", rules={}, by=cast.priya, at=NOW)

    later = TODAY.replace(year=TODAY.year + 1)
    assert set(RuleProfile.objects.in_force(on=TODAY)) == {published, second}
    assert set(RuleProfile.objects.in_force(on=later)) == {second}
