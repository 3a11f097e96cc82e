"""Session plans, written and moved in the newest edition. One that a group began with stays; the next one begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from programs.actions.curricula import Copies, newest, open_to_change
from programs.actions.modules import ASIDE
from programs.models import Curriculum, Module, PlanSkill, Program, SessionPlan, Skill
from services.actions import audit
from services.errors import NotAcceptable, Stale
from services.models import Staff

FIELDS = ("name", "minutes", "aim", "steps", "handouts", "for_everybody")


@transaction.atomic
def add(
    *,
    module: Module,
    skills: Sequence[Skill] = (),
    position: int | None = None,
    version: int | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> SessionPlan:
    """One session more in a part, last unless a position says otherwise. `fields` are those of FIELDS."""
    edition, copies = change(edition=module.curriculum, version=version)
    plan = SessionPlan(service_id=module.service_id, module=_part(copies, module), **fields)
    _put(plan, position)
    _teach(plan, skills)
    audit.record(by=by, what="session_plan.added", about=plan, at=at, edition=edition.edition)
    return plan


@transaction.atomic
def edit(
    *,
    plan: SessionPlan,
    skills: Sequence[Skill] | None = None,
    module: Module | None = None,
    position: int | None = None,
    version: int | None = None,
    by: Staff,
    at: datetime,
    **fields: object,
) -> SessionPlan:
    """Change what a session plan says, its skills, or where it stands; in another edition it is that one's copy."""
    edition, copies = change(edition=plan.module.curriculum, version=version)
    if module and module.pk not in copies:
        raise NotAcceptable(
            _("One of these parts is not a part of this program."), fields={"module": [_("Choose a part.")]}
        )
    plan, home = _in(copies, plan), copies[module.pk] if module else None
    for name in FIELDS:
        if name in fields:
            setattr(plan, name, fields[name])
    if home and home.pk != plan.module_id:
        left, plan.module = plan.module, home
        _put(plan, position)
        _number(left, left.plans.order_by("position"))
    else:
        _put(plan, plan.position if position is None else position)
    if skills is not None:
        _teach(plan, skills)
    audit.record(by=by, what="session_plan.edited", about=plan, at=at, edition=edition.edition)
    return plan


@transaction.atomic
def remove(*, plan: SessionPlan, version: int | None = None, by: Staff, at: datetime) -> Curriculum:
    """Take a session out of what is taught from now on. Answers the edition in which it is gone."""
    edition, copies = change(edition=plan.module.curriculum, version=version)
    plan = _in(copies, plan)
    audit.record(by=by, what="session_plan.removed", about=plan, at=at, edition=edition.edition)
    home = plan.module
    plan.delete()
    _number(home, home.plans.order_by("position"))
    return edition


@transaction.atomic
def ask_first(
    *, edition: Curriculum, me_first: int | None, version: int | None = None, by: Staff, at: datetime
) -> Curriculum:
    """How many me sessions a man comes to before his first we session; None is all of them."""
    edition, _copies = change(edition=edition, version=version)
    edition.me_first = me_first
    edition.full_clean(exclude=["service"])
    edition.save(update_fields=["me_first"])
    audit.record(by=by, what="curriculum.me_first", about=edition, at=at, me_first=me_first)
    return edition


def change(*, edition: Curriculum, version: int | None) -> tuple[Curriculum, Copies]:
    """The edition that may be changed, one version on. Raises Stale when it is no longer the newest, or changed."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=edition.program_id)
    last = newest(program)
    if last is None or last.pk != edition.pk:
        raise Stale(
            _("The next edition has begun in between. Open the newest and change it there."), current=last
        )
    if version is not None and version != last.version:
        raise Stale(_("Somebody else changed this edition since you opened it."), current=last)
    opened, copies = open_to_change(program)
    Curriculum.objects.filter(pk=opened.pk).update(version=F("version") + 1)
    opened.refresh_from_db()
    return opened, copies


def _in(copies: Copies, plan: SessionPlan) -> SessionPlan:
    """The plan itself, or its copy in the edition that has just begun. Raises Stale when it is gone."""
    home = _part(copies, plan.module)
    key = {"pk": plan.pk} if home.pk == plan.module_id else {"position": plan.position}
    found = home.plans.filter(**key).first()
    if found is None:
        raise Stale(_("Somebody else took this session out of the plan."), current=home.curriculum)
    found.module = home
    return found


def _part(copies: Copies, module: Module) -> Module:
    if module.pk not in copies:
        raise Stale(_("Somebody else took this part out of the plan."), current=module.curriculum)
    return copies[module.pk]


def _put(plan: SessionPlan, position: int | None) -> None:
    """Save a plan at its place in its part; the others make room."""
    others = list(plan.module.plans.exclude(pk=plan.pk).order_by("position"))
    place = len(others) if position is None else min(max(position, 1) - 1, len(others))
    others.insert(place, plan)
    plan.position = ASIDE * 2 + place
    plan.full_clean(exclude=["service", "module"])
    plan.save()
    _number(plan.module, others)


def _number(module: Module, plans: Iterable[SessionPlan]) -> None:
    """Places from 1 on, out of each other's way first."""
    ordered = list(plans)
    module.plans.update(position=F("position") + ASIDE)
    for position, plan in enumerate(ordered, start=1):
        plan.position = position
    SessionPlan.objects.bulk_update(ordered, ["position"])


def _teach(plan: SessionPlan, skills: Sequence[Skill]) -> None:
    PlanSkill.objects.filter(plan=plan).exclude(skill__in=skills).delete()
    known = set(PlanSkill.objects.filter(plan=plan).values_list("skill_id", flat=True))
    PlanSkill.objects.bulk_create(
        PlanSkill(service_id=plan.service_id, plan=plan, skill=skill)
        for skill in skills
        if skill.pk not in known
    )
