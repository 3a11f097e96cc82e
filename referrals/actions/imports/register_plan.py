"""A wide register against the men and groups already known: a man is found by his name."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from uuid import UUID

from django.utils.translation import gettext as _

from programs.models import Enrollment
from programs.models.attendance import CAME
from programs.models.enrollment import EndedBy, ExitReason
from referrals.actions.imports.exit_plan import end_place
from referrals.actions.imports.men import known_men
from referrals.actions.imports.plan import Plan, Setting
from referrals.actions.imports.referral_steps import close_ended, place_waiting
from referrals.actions.imports.rosters import Mark, Rosters
from referrals.spreadsheets.matching import Man
from referrals.spreadsheets.register import RegisterReading
from referrals.spreadsheets.register_rows import RegisterRow
from referrals.spreadsheets.words import fold
from services.actions.clients import new_reference
from services.models import Client


def plan_register(reading: RegisterReading, setting: Setting) -> Plan:
    """Each row: a man's marks, all of them or none. A name nobody knows becomes a new man and is flagged."""
    return _Planner(Plan(reading, setting, flagged=list(reading.flagged))).run()


class _Planner:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.setting = plan, plan.setting
        self.group = self.setting.group or PurePath(plan.reading.file).stem.strip()[:120]
        self.men = known_men(self.setting.service.pk)
        self.clients: dict[UUID, Client] = {}
        self.remarks: list[tuple[UUID, date, RegisterRow]] = []

    def run(self) -> Plan:
        plan = self.plan
        found = {id(row): self._who(row) for row in plan.reading.rows}
        ids = {man.id for men in found.values() for man in men}
        self.clients |= Client.objects.in_bulk(ids)
        self.rosters = Rosters(plan, group_names={self.group}, client_ids=ids)
        for sheet in plan.reading.read_sheets:
            plan.refused += sheet.refused
            taken: set[UUID] = set()
            for row in sheet.rows:
                self._take(row, found[id(row)], taken, sheet.cancelled)
        first_days = self.rosters.settle(self.clients)
        place_waiting(plan, first_days)
        self._end_where_said()
        return plan

    def _who(self, row: RegisterRow) -> list[Man]:
        said = self.plan.reading.men.get(fold(row.name), row.client_ref)
        if man := self.men.with_ref(said):
            return [man]
        match = self.men.called(row.name)
        return [match.man] if match.man else list(match.candidates)

    def _take(self, row: RegisterRow, found: list[Man], taken: set[UUID], cancelled: set[date]) -> None:
        man = self._settled(row, found)
        if man is None:
            return
        if man.id is not None and man.id in taken:
            self.plan.refuse(
                row,
                "man_unclear",
                "name",
                _("This name stands on the sheet twice: %(ref)s.") % {"ref": self._reference(man)},
            )
            return
        if closed := self.rosters.why_not(self.clients.get(man.id) if man.id else None, self.group):
            self.plan.refuse(row, "group_closed", "name", closed)
            return
        marks = {day: Mark(outcome) for day, outcome in row.marks.items() if outcome or day not in cancelled}
        verdicts = {day: self.rosters.compare(man.id, self.group, day, mark) for day, mark in marks.items()}
        conflict = next((day for day, verdict in verdicts.items() if verdict == "conflicts"), None)
        if conflict:
            sentence = _("His attendance on %(day)s is already known, and it says something else.")
            self.plan.refuse(row, "conflicts", conflict.isoformat(), sentence % {"day": conflict.isoformat()})
            return
        self._keep(row, man, marks, verdicts)
        taken.add(man.id)

    def _keep(self, row: RegisterRow, man: Man, marks: dict[date, Mark], verdicts: dict[date, str]) -> None:
        self._make_if_new(row, man)
        self.plan.men.add(man.id)
        for day in marks:
            self.plan.saw(row.sheet, self.group.casefold(), day)
        if marks and "new" not in verdicts.values():
            self.plan.keep(row)
            return
        for day, mark in marks.items():
            if verdicts[day] == "new":
                self.rosters.take(man.id, self.group, day, mark)
        if row.remark in ("left", "completed") and marks:
            self.remarks.append((man.id, max(marks), row))
        self.plan.accept(row, outcome=[mark.outcome for mark in marks.values() if mark.outcome])

    def _settled(self, row: RegisterRow, found: list[Man]) -> Man | None:
        """The one man a name stands for; a man made for an earlier sheet is found by name like any other."""
        found = found or self._who(row)
        if len(found) > 1:
            here = [man for man in found if self._has_place(man)]
            found = here if len(here) == 1 else found
        if len(found) == 1:
            return found[0]
        if found:
            self._refuse_unclear(row, sorted(self._reference(man) for man in found))
            return None
        return Man(None, row.first_name, row.last_name, client_ref=row.client_ref)

    def _refuse_unclear(self, row: RegisterRow, references: list[str]) -> None:
        self.plan.men.add(("unclear", fold(row.name)))
        self.plan.unclear.setdefault(row.name, references)
        sentence = _("“%(name)s” could be any of %(n)s men here: %(references)s. Say which one is meant.")
        said = {"name": row.name, "n": len(references), "references": ", ".join(references)}
        self.plan.refuse(row, "man_unclear", "name", sentence % said)

    def _has_place(self, man: Man) -> bool:
        group = self.rosters.known_group(self.group)
        return bool(group and self.rosters.places.get((man.id, group.pk)))

    def _reference(self, man: Man) -> str:
        return man.client_ref or (self.clients[man.id].reference if man.id in self.clients else man.name)

    def _make_if_new(self, row: RegisterRow, man: Man) -> None:
        if man.id is not None:
            return
        client = Client(
            service=self.setting.service, reference=row.client_ref or new_reference(), first_name=row.first_name,
            last_name=row.last_name, created_at=self.setting.at,
        )  # fmt: skip
        near = ", ".join(sorted(self._reference(other) for other in self.men.spelt_nearly(man)))
        man.id = client.pk
        self.men.add(man)
        self.clients[client.pk] = client
        self.plan.make(client)
        self.plan.new_men.add(client.pk)
        sentence = _("No man here has this name, so a new one is made.")
        if near:
            sentence += " " + _("One letter apart: %(names)s.") % {"names": near}
        self.plan.flag(row, "man_unclear", sentence)

    def _end_where_said(self) -> None:
        """ "Completed" and "left" in the remarks end his place on the last day he is marked."""
        group = self.rosters.known_group(self.group)
        ended: list[Enrollment] = []
        for client_id, last_day, row in self.remarks:
            places = self.rosters.places[client_id, group.pk] if group else []
            place = next((p for p in places if p.ended_on is None and p.started_on <= last_day), None)
            if place is None or self._comes_later(client_id, place, last_day):
                self.plan.flag(
                    row,
                    "guessed",
                    _("The remark says that he ended, and he came again later; his place was left open."),
                )
                continue
            reason, by = (
                (ExitReason.COMPLETED, EndedBy.PROGRAM)
                if row.remark == "completed"
                else (ExitReason.WITHDREW, EndedBy.MAN)
            )
            end_place(self.plan, place, on=last_day, reason=reason, ended_by=by)
            ended.append(place)
            if row.remark == "left":
                sentence = _(
                    "The remark says that he left. His place was ended on %(day)s as his own decision; correct it if it was not."
                )
                self.plan.flag(row, "guessed", sentence % {"day": last_day.isoformat()})
            counts = self.plan.counts[row.sheet]
            counts["reason"][reason.value] += 1
            counts["ended_by"][by.value] += 1
        close_ended(self.plan, ended)

    def _comes_later(self, client_id: UUID, place: Enrollment, last_day: date) -> bool:
        rows = [
            row
            for (_session, other), row in self.rosters.kept.items()
            if other == client_id and row.enrollment_id == place.pk
        ]
        return any(row.session.session_on > last_day and row.outcome in CAME for row in rows)
