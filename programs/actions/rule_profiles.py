"""Rules of a service: taken from an example, written, published, and chosen for a program or a man."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from programs.models import Enrollment, Program, RuleChange, RuleProfile
from programs.rules.examples import Example
from programs.rules.reading import RulesUnreadable, as_json, rules_from
from services.actions import audit
from services.errors import NotAcceptable, Refused, Stale
from services.models import Service, Staff

FIELDS = (
    "name",
    "jurisdiction",
    "citation",
    "as_of",
    "effective_from",
    "effective_until",
    "reviewer",
    "reviewed_on",
    "unverified",
)


@transaction.atomic
def draft(
    *, service: Service, key: str, rules: Mapping[str, object], by: Staff, at: datetime, **fields: object
) -> RuleProfile:
    """A new draft under this key: its first edition, or the next. Refused while another draft of it is open."""
    mine = RuleProfile.objects.filter(service=service, key=key)
    last = mine.aggregate(last=Max("edition"))["last"] or 0
    profile = RuleProfile(service=service, key=key, edition=last + 1, said=_readable(rules))
    _tell(profile, fields)
    profile.full_clean(exclude=["service"])
    profile.save()
    audit.record(by=by, what="rule_profile.drafted", about=profile, at=at, edition=profile.edition)
    return profile


def adopt(*, service: Service, example: Example, by: Staff, at: datetime) -> RuleProfile:
    """A draft from an example that ships: to be checked against the text in force before it is published."""
    return draft(
        service=service,
        key=example.key,
        rules=as_json(example.rules),
        name=example.name,
        jurisdiction=example.jurisdiction,
        citation=example.citation,
        as_of=example.as_of,
        effective_from=example.effective_from,
        unverified=list(example.unverified),
        by=by,
        at=at,
    )


@transaction.atomic
def edit(
    *,
    profile: RuleProfile,
    rules: Mapping[str, object] | None = None,
    version: int | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> RuleProfile:
    """Change a draft. What is published stays as men were told; a change to it is the next edition."""
    profile = _locked(profile)
    if version is not None and version != profile.version:
        raise Stale(_("Somebody else changed these rules since you opened them."), current=profile)
    if not profile.is_draft:
        raise Refused(_("These rules are published and stay as they are. Begin the next edition instead."))
    if rules is not None:
        profile.said = _readable(rules)
    _tell(profile, fields)
    profile.version += 1
    profile.full_clean(exclude=["service"])
    profile.save()
    audit.record(by=by, what="rule_profile.edited", about=profile, at=at)
    return profile


@transaction.atomic
def publish(*, profile: RuleProfile, by: Staff, at: datetime) -> RuleProfile:
    """Put a draft in force: programs under an earlier edition take it for men who begin from now on."""
    profile = _locked(profile)
    if not profile.is_draft:
        raise Refused(_("These rules are published already."))
    profile.published_at = at
    profile.version += 1
    profile.save(update_fields=["published_at", "version"])
    for program in Program.objects.select_for_update(of=("self",)).filter(
        service_id=profile.service_id, rule_profile__key=profile.key
    ):
        choose(program=program, profile=profile, by=by, at=at)
    audit.record(by=by, what="rule_profile.published", about=profile, at=at, edition=profile.edition)
    return profile


@transaction.atomic
def discard(*, profile: RuleProfile, by: Staff, at: datetime) -> None:
    """Throw a draft away. Its history keeps what it said."""
    profile = _locked(profile)
    if not profile.is_draft:
        raise Refused(_("Published rules are kept: men began under them."))
    audit.record(by=by, what="rule_profile.discarded", about=profile, at=at)
    profile.delete()


@transaction.atomic
def choose(*, program: Program, profile: RuleProfile | None, by: Staff, at: datetime) -> Program:
    """The rules men of this program begin under from now on; those who began keep theirs."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    if profile and profile.is_draft:
        raise NotAcceptable(
            _("A draft holds nobody. Publish it first."),
            fields={"rule_profile": [_("Choose published rules.")]},
        )
    program.rule_profile = profile
    program.version += 1
    program.save(update_fields=["rule_profile", "version"])
    chosen = str(profile.pk) if profile else None
    audit.record(by=by, what="program.rules_chosen", about=program, at=at, profile=chosen)
    return program


@transaction.atomic
def move(*, enrollment: Enrollment, profile: RuleProfile, reason: str, by: Staff, at: datetime) -> RuleChange:
    """Let a man go on under another edition: a decision, with its reason, that stays on record."""
    enrollment = Enrollment.objects.select_for_update(of=("self",)).get(pk=enrollment.pk)
    reason = reason.strip()
    if not reason:
        raise NotAcceptable(_("Say why he goes on under other rules."), fields={"reason": [_("Say why.")]})
    if profile.is_draft:
        raise NotAcceptable(
            _("A draft holds nobody. Publish it first."), fields={"profile": [_("Choose published rules.")]}
        )
    if enrollment.rule_profile_id == profile.pk:
        raise Refused(_("He is under these rules already."))
    change = RuleChange.objects.create(
        service_id=enrollment.service_id,
        enrollment=enrollment,
        before_id=enrollment.rule_profile_id,
        after=profile,
        reason=reason,
        by=by,
        at=at,
    )
    enrollment.rule_profile = profile
    enrollment.version += 1
    enrollment.save(update_fields=["rule_profile", "version"])
    audit.record(by=by, what="enrollment.rules_changed", about=enrollment, at=at, profile=str(profile.pk))
    return change


def _locked(profile: RuleProfile) -> RuleProfile:
    return RuleProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)


def _readable(rules: Mapping[str, object]) -> dict[str, object]:
    try:
        return as_json(rules_from(rules))
    except RulesUnreadable as unreadable:
        wrong = {name: [sentence] for name, sentence in unreadable.fields.items()}
        raise NotAcceptable(
            _("Some of these rules cannot be read. Nothing was saved."), fields=wrong
        ) from None


def _tell(profile: RuleProfile, fields: Mapping[str, object]) -> None:
    for name in FIELDS:
        if name in fields:
            setattr(profile, name, fields[name])
