"""What a man's age asks for in a program: somebody who agrees for him, and whether he is within its ages."""

from __future__ import annotations

from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from programs.models import GuardianConsent, Program
from programs.models.program import Kind
from services.models import Client

# From this birthday on he speaks for himself.
OF_AGE = 18


def age_of(man: Client, *, on: date) -> int | None:
    """Whole years on a day; none where nobody wrote down when he was born."""
    if man.date_of_birth is None:
        return None
    return relativedelta(on, man.date_of_birth).years


def needs_guardian(man: Client, program: Program, *, on: date) -> bool:
    """In a program for young men, whoever is under age, or of an age nobody knows."""
    if program.kind != Kind.YOUNG_MEN:
        return False
    age = age_of(man, on=on)
    return age is None or age < OF_AGE


def outside(man: Client, program: Program, *, on: date) -> str:
    """That he is older or younger than the program is for, in a sentence; empty when he is not, or nobody knows."""
    age = age_of(man, on=on)
    if age is None:
        return ""
    if program.age_from is not None and age < program.age_from:
        return _("He is %(age)d; this is for men from %(first)d on.") % {
            "age": age,
            "first": program.age_from,
        }
    if program.age_until is not None and age > program.age_until:
        return _("He is %(age)d; this is for men until %(last)d.") % {"age": age, "last": program.age_until}
    return ""


def consented(*, on: date) -> Exists:
    """For each place: has somebody agreed, and not taken it back?"""
    return Exists(GuardianConsent.objects.standing(on=on).filter(enrollment=OuterRef("pk")))
