"""Two people who correct one referral: what each of them changed, beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from referrals.forms import CorrectionForm
from referrals.models import Referral


@dataclass
class Meanwhile:
    """One field somebody else changed; `yours` only where you changed it, too, and to something else."""

    label: str
    theirs: str
    yours: str = ""


def brought_together(
    form: CorrectionForm, *, seen: int, current: Referral
) -> tuple[dict[str, str], list[Meanwhile]]:
    """What to show of a correction that came too late: yours where you changed something, theirs everywhere else.

    Answers what stands in the form now, and what the other one did. History says what you had before you.
    """
    before, stands, lines = _as_it_stood(current, version=seen), {}, []
    for name, field in form.fields.items():
        yours, theirs = form.cleaned_data[name], getattr(current, name)
        was = getattr(before, name) if before else theirs
        changed = yours != was
        stands[name] = _sent(yours if changed else theirs)
        if theirs not in (was, yours) or (before is None and yours != theirs):
            both = changed and yours != theirs
            lines.append(
                Meanwhile(str(field.label), _words(field, theirs), _words(field, yours) if both else "")
            )
    return stands, lines


def _as_it_stood(referral: Referral, *, version: int) -> Any:
    events = apps.get_model("referrals", "referralevent").objects
    return events.filter(pgh_obj_id=referral.pk, version=version).order_by("-pgh_id").first()


def _sent(value: Any) -> str:
    """A value as a form sends it."""
    if isinstance(value, Model):
        return str(value.pk)
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _words(field: Any, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, Model):
        return str(getattr(value, "name", value))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    label = dict(getattr(field, "choices", ())).get(value) if isinstance(value, str) else None
    return str(label or ("" if value is None else value)) or _("nothing")
