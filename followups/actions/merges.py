"""Two records of one man made one, and taken apart again exactly. What moved is written down row by row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from followups.errors import CannotBeOne
from followups.models import FollowUp
from followups.questions.two_records import against, may_merge, pointing_at_men
from programs.models import Enrollment
from referrals.models import KeptApart, Referral
from services.actions import audit
from services.errors import NotAcceptable
from services.models import Client, ClientMerge, ContactRule, Staff

LONGEST_NAMES = 200
# What the one that stays takes over where it has nothing.
FILLED = (
    "date_of_birth", "language", "is_father", "new_baby", "child_contact", "relationship", "reads_easily", "identity",
)  # fmt: skip
NOT_SAID = ("date_of_birth", "is_father", "new_baby", "reads_easily")
ALLOWED = ("may_contact", "may_leave_message", "may_say_who")
# Out of the way of every number that stands, while numbers change places.
ASIDE = 20_000
NOTHING_MOVED: dict[str, Any] = {
    "episodes": [], "rows": [], "rules": [],
    "himself": {"names": None, "names_were": "", "filled": [], "interpreter": False},
}  # fmt: skip
EPISODES = ((Referral, ("received_on", "received_at", "pk")), (Enrollment, ("started_on", "pk")))


@transaction.atomic
def merge(*, kept: Client, gone: Client, reason: str, by: Staff, at: datetime) -> ClientMerge:
    """Everything of `gone` becomes `kept`'s, in every app; `gone` stays as an empty record that answers with `kept`."""
    kept, gone = _locked(kept, gone)
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id or not may_merge(by, kept, gone):
        raise CannotBeOne(_("These two cannot be made one from here."))
    if not reason.strip():
        words = _("Say how you know that they are one man.")
        raise NotAcceptable(words, fields={"reason": [words]})
    if why := against(kept, gone, at=at):
        raise CannotBeOne(" ".join(why))
    moved: dict[str, Any] = {"episodes": _numbered(kept, gone), "rules": _the_stricter(kept, gone)}
    moved["rows"] = [
        [model._meta.label, field, keys]
        for model, field in pointing_at_men()
        if (keys := _pass_on(_that_move(model._base_manager.all(), field, kept, gone), field, kept))
    ]
    _number(moved["episodes"], "now")
    moved["himself"] = _fill(kept, gone)
    gone.merged_into = kept
    for man in (kept, gone):
        man.version += 1
        man.save()
    row = ClientMerge.objects.create(
        service_id=kept.service_id, kept=kept, gone=gone, moved=moved, reason=reason.strip(), by=by, at=at
    )
    audit.record(by=by, what="client.merged", about=kept, at=at, gone=str(gone.pk))
    return row


@transaction.atomic
def undo(*, merge: ClientMerge, by: Staff, at: datetime) -> ClientMerge:
    """Give each record back what was its own. What was written since stays with the one that stayed."""
    merge = ClientMerge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, gone = _locked(merge.kept, merge.gone)
    later = ClientMerge.objects.filter(kept=kept, undone_at=None, at__gt=merge.at)
    if merge.undone_at or kept.merged_into_id or later.exists() or not may_merge(by, kept):
        raise CannotBeOne(_("This cannot be taken apart now. Begin with the newest."))
    moved = NOTHING_MOVED | merge.moved
    _number(moved["episodes"], None)
    for label, field, keys in moved["rows"]:
        rows = apps.get_model(label)._base_manager.filter(pk__in=keys, **{field: kept.pk})
        rows.update(**{field: gone.pk})
    _number(moved["episodes"], "was")
    for rule in moved["rules"]:
        # What somebody said of it since stands.
        ContactRule.objects.filter(pk=rule["id"], version=rule["version"]).update(**{rule["field"]: True})
    _empty_again(kept, gone, moved["himself"])
    gone.merged_into = None
    for man in (kept, gone):
        man.version += 1
        man.save()
    merge.undone_by, merge.undone_at = by, at
    merge.save(update_fields=["undone_by", "undone_at"])
    audit.record(by=by, what="client.taken_apart", about=kept, at=at, gone=str(gone.pk))
    return merge


def _locked(*men: Client) -> list[Client]:
    """Always in the same order, so that two merges cannot wait for each other."""
    keys = [man.pk for man in men]
    rows = {
        row.pk: row
        for row in Client.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    }
    return [rows[key] for key in keys]


def _that_move(rows: QuerySet, field: str, kept: Client, gone: Client) -> QuerySet:
    """All but what the one that stays has in just the same way: it stays behind, and comes back by itself."""
    rows = rows.filter(**{field: gone.pk})
    if rows.model is ContactRule:
        same = ContactRule.objects.filter(client=kept)
        for kind in ContactRule.Kind.values:
            rows = rows.exclude(kind=kind, value_print__in=same.filter(kind=kind).values("value_print"))
    elif rows.model is FollowUp:
        for kind in FollowUp.objects.filter(client=gone).values_list("kind", flat=True).distinct():
            sessions = FollowUp.objects.filter(client=kept, kind=kind, handed_from=None).exclude(session=None)
            rows = rows.exclude(kind=kind, handed_from=None, session__in=sessions.values("session"))
    elif rows.model is KeptApart:
        # One that ended, between the two records themselves.
        rows = rows.exclude(**{"other" if field == "client" else "client": kept.pk})
    return rows


def _pass_on(rows: QuerySet, field: str, kept: Client) -> list[str]:
    keys = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    rows.model._base_manager.filter(pk__in=keys).update(**{field: kept.pk})
    return [str(key) for key in keys]


def _numbered(kept: Client, gone: Client) -> list[dict[str, Any]]:
    """His referrals, and his places in each group, counted in the order in which they came; put aside for the move."""
    found = []
    for model, order in EPISODES:
        count: dict[object, int] = {}
        for row in model.objects.filter(client__in=[kept, gone]).order_by(*order):
            of = getattr(row, "group_id", None)
            count[of] = count.get(of, 0) + 1
            if row.episode != count[of] or row.client_id == gone.pk:
                found.append(
                    {"model": model._meta.label, "id": str(row.pk), "was": row.episode, "now": count[of]}
                )
    _number(found, None)
    return found


def _number(episodes: Iterable[dict[str, Any]], which: str | None) -> None:
    """Set what `which` says; None puts each out of the way of all others."""
    for place, each in enumerate(episodes):
        row = apps.get_model(each["model"])._base_manager.filter(pk=each["id"])
        row.update(episode=each[which] if which else ASIDE + place)


def _the_stricter(kept: Client, gone: Client) -> list[dict[str, object]]:
    """Of a number both have, nothing is allowed that he forbade on either record."""
    taken: list[dict[str, object]] = []
    for rule in ContactRule.objects.filter(client=gone):
        for same in ContactRule.objects.filter(client=kept, kind=rule.kind, value_print=rule.value_print):
            fields = [name for name in ALLOWED if getattr(same, name) and not getattr(rule, name)]
            taken += [{"id": str(same.pk), "field": name, "version": same.version + 1} for name in fields]
            ContactRule.objects.filter(pk=same.pk).update(
                **dict.fromkeys(fields, False), version=F("version") + int(bool(fields))
            )
    return taken


def _fill(kept: Client, gone: Client) -> dict[str, Any]:
    """Both names stay, and what only one record knew."""
    was, told = kept.other_names, [kept.other_names] if kept.other_names else []
    for name in (gone.full_name if gone.has_a_name else "", gone.other_names):
        if name and name != kept.full_name and len(", ".join([*told, name])) <= LONGEST_NAMES:
            told.append(name)
    kept.other_names = ", ".join(told)
    filled = [
        name for name in FILLED if getattr(kept, name) in (None, "") and getattr(gone, name) not in (None, "")
    ]
    for name in filled:
        setattr(kept, name, getattr(gone, name))
    interpreter = gone.needs_interpreter and not kept.needs_interpreter
    kept.needs_interpreter = kept.needs_interpreter or gone.needs_interpreter
    return {"names_were": was, "names": kept.other_names, "filled": filled, "interpreter": interpreter}


def _empty_again(kept: Client, gone: Client, himself: dict[str, Any]) -> None:
    """What somebody corrected since stays corrected."""
    if kept.other_names == himself["names"]:
        kept.other_names = himself["names_were"]
    for name in himself["filled"]:
        if getattr(kept, name) == getattr(gone, name):
            setattr(kept, name, None if name in NOT_SAID else "")
    if himself["interpreter"]:
        kept.needs_interpreter = False
