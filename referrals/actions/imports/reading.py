"""From bytes to a plan: read, and set against what the service knows. Nothing is written."""

from __future__ import annotations

from referrals.actions.imports.attendance_plan import plan_attendance
from referrals.actions.imports.exit_plan import plan_exits
from referrals.actions.imports.plan import Plan, Setting
from referrals.actions.imports.referral_plan import plan_referrals
from referrals.actions.imports.register_plan import plan_register
from referrals.models.import_batch import Kind
from referrals.spreadsheets.dates import DAY_FIRST, MONTH_FIRST
from referrals.spreadsheets.lists import read_list
from referrals.spreadsheets.mapping import read_mapping
from referrals.spreadsheets.reading import read_book
from referrals.spreadsheets.register import read_register

PLANNERS = {Kind.REFERRALS: plan_referrals, Kind.ATTENDANCE: plan_attendance, Kind.EXITS: plan_exits}
MONTH_FIRST_COUNTRIES = ("US", "PH")


def plan_of(*, kind: str, file_name: str, content: bytes, mapping: dict, setting: Setting) -> Plan:
    """What would become of this file here and now. Raises CannotRead."""
    country = setting.service.country
    day_order = MONTH_FIRST if country in MONTH_FIRST_COUNTRIES else DAY_FIRST
    said = read_mapping(kind, mapping)
    book = read_book(file_name, content)
    if kind == Kind.REGISTER:
        return plan_register(read_register(book, on=setting.on, day_order=day_order, mapping=said), setting)
    reading = read_list(book, kind, on=setting.on, region=country, day_order=day_order, mapping=said)
    return PLANNERS[Kind(kind)](reading, setting)
