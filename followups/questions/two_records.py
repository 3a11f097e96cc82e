"""Two records that may be of one man: what each holds, what stands against making them one, and who may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.models import Enrollment, Group
from referrals.access import RECEIVERS
from referrals.models import KeptApart, Referral
from referrals.questions.kept_apart import unfit
from services.models import Client, ClientMerge, ClientWord, Staff
from services.models.client import ClientQuerySet

# What the tables are called by those who look; one nobody named keeps the name of the code.
CALLED = {
    "services.ContactRule": gettext_lazy("Numbers and addresses"),
    "services.RelationshipStatus": gettext_lazy("What he said of his relationship"),
    "services.CaseCover": gettext_lazy("Days with a colleague"),
    "services.Client": gettext_lazy("Records made one before"),
    "programs.Enrollment": gettext_lazy("Places in groups"),
    "programs.Assessment": gettext_lazy("Screens"),
    "programs.RiskResult": gettext_lazy("Results of risk tools"),
    "referrals.Referral": gettext_lazy("Referrals"),
    "referrals.Mandate": gettext_lazy("Orders"),
    "referrals.KeptApart": gettext_lazy("Whom he does not meet"),
    "followups.FollowUp": gettext_lazy("Follow-ups"),
}


@dataclass(frozen=True)
class Held:
    """How many rows of one kind each record holds."""

    label: str
    kept: int
    gone: int


def pointing_at_men() -> Iterator[tuple[type[Model], str]]:
    """Every table of every app that names a man, with the column. The words of his names follow by themselves."""
    for relation in Client._meta.related_objects:
        if relation.related_model is not ClientWord:
            yield relation.related_model, relation.field.name


def may_merge(staff: Staff, *men: Client) -> bool:
    """Intake and directors of every site that knows one of them; who works at one site sees not all of a man."""
    desk = staff.desk
    if desk.everywhere(*RECEIVERS):
        return True
    if not desk.has(*RECEIVERS):
        return False
    keys, mine = [man.pk for man in men], desk.sites_of(*RECEIVERS)
    known = [
        *Referral.objects.in_service_of(staff).filter(client__in=keys).values_list("site", flat=True),
        *Enrollment.objects.in_service_of(staff)
        .filter(client__in=keys)
        .values_list("group__site", flat=True),
    ]
    return bool(known) and all(site in mine for site in known)


def held(kept: Client, gone: Client) -> list[Held]:
    """What each record holds, table by table; what neither has is left out."""
    rows: dict[str, list[int]] = {}
    for model, field in pointing_at_men():
        counted = rows.setdefault(str(CALLED.get(model._meta.label, model._meta.verbose_name_plural)), [0, 0])
        for place, man in enumerate((kept, gone)):
            counted[place] += model._base_manager.filter(**{field: man.pk}).count()
    return [Held(label, *counts) for label, counts in rows.items() if any(counts)]


def against(kept: Client, gone: Client, *, at: datetime) -> list[str]:
    """Why these two cannot be made one, each in a sentence that says what to do first."""
    said = []
    open_in = Enrollment.objects.filter(client=gone).open().values("group")
    for place in Enrollment.objects.filter(client=kept, group__in=open_in).open().select_related("group"):
        said.append(
            _("Both have an open place in %(group)s. End the one that is a mistake first.")
            % {"group": place.group.name}
        )
    pair = Q(client=kept, other=gone) | Q(client=gone, other=kept)
    if KeptApart.objects.in_force().filter(pair).exists():
        said.append(
            _(
                "Somebody keeps them apart from each other, so they are two men. End that first, if it is wrong."
            )
        )
    if _meet_where_they_must_not(kept, gone, at=at) or _meet_where_they_must_not(gone, kept, at=at):
        said.append(
            _(
                "One of them has a place in a group with somebody whom the other must not meet. End one of the two first."
            )
        )
    return said


def _meet_where_they_must_not(man: Client, other: Client, *, at: datetime) -> bool:
    """Is one in a group beside a man, or with somebody, the other is kept apart from?"""
    groups = Group.objects.filter(pk__in=Enrollment.objects.filter(client=man).open().values("group"))
    return bool(unfit(client=other, groups=groups, at=at))


def overlaps(kept: Client, gone: Client) -> list[str]:
    """Groups in which both were at the same time: worth a look, and no hindrance."""
    his = list(Enrollment.objects.filter(client=gone).select_related("group"))
    found = []
    for place in Enrollment.objects.filter(client=kept, group__in=[each.group_id for each in his]):
        for other in his:
            if other.group_id == place.group_id and _at_once(place, other):
                found.append(other.group.name)
    return sorted(set(found))


def kept_instead(staff: Staff, pk: UUID) -> ClientQuerySet:
    """Of a record that was made one with another: the one that answers for it, if this person may see it."""
    gone = Client.objects.in_service_of(staff).filter(pk=pk).values("merged_into")
    return Client.objects.visible_to(staff).filter(pk__in=gone)


def merges_of(man: Client, staff: Staff) -> list[ClientMerge]:
    """What was made one with him, the newest first; the first that stands is the one that can be undone."""
    rows = list(
        ClientMerge.objects.visible_to(staff)
        .filter(kept=man)
        .select_related("gone", "by", "undone_by")
        .order_by("-at", "id")
    )
    newest = next((row for row in rows if row.undone_at is None), None)
    for row in rows:
        row.can_be_undone = row is newest
    return rows


def _at_once(one: Enrollment, other: Enrollment) -> bool:
    first, last = sorted((one, other), key=lambda each: each.started_on)
    return first.ended_on is None or first.ended_on >= last.started_on
