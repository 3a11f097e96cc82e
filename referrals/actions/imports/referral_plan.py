"""A list of referrals against the men and referrals already known."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from referrals.actions.imports.men import known_men, open_contacts
from referrals.actions.imports.plan import Plan, Setting
from referrals.actions.imports.referral_steps import settle_new
from referrals.models import Referral
from referrals.spreadsheets.contacts import phone_key
from referrals.spreadsheets.matching import Man, Match
from referrals.spreadsheets.names import one_letter_apart
from referrals.spreadsheets.referral_rows import ReferredRow
from referrals.spreadsheets.results import Reading
from services.actions.clients import new_reference, prints_of
from services.models import Client, ContactRule

SAID = ("source", "pressure", "crisis", "crisis_on", "required_sessions", "order_number", "reports_to")
NOON = time(12)


def plan_referrals(reading: Reading, setting: Setting) -> Plan:
    """Each row: a new referral of a new or known man, one that is already here, or one that contradicts it."""
    return _Planner(Plan(reading, setting)).run()


class _Planner:
    def __init__(self, plan: Plan) -> None:
        self.plan, self.setting = plan, plan.setting
        self.service = plan.setting.service
        self.men = known_men(self.service.pk)
        self.known_before = {man.id for man in self.men.all}
        self.clients: dict[UUID, Client] = {}
        self.referrals: dict[UUID, list[Referral]] = defaultdict(list)
        self.row_of: dict[UUID, int] = {}  # referral -> the row of this file that said it first
        self.prints: dict[UUID, set[tuple[str, str]]] = defaultdict(set)

    def run(self) -> Plan:
        plan = self.plan
        plan.refused += plan.reading.refused
        plan.flagged += plan.reading.flagged
        rows: list[ReferredRow] = plan.reading.rows
        asked = {id(row): _asked(row) for row in rows}
        open_contacts(self.men, asked.values())
        self._load(rows, asked)
        for row in rows:
            self._take(row, asked[id(row)])
        settle_new(plan)
        plan.refused.sort(
            key=lambda refused: (
                plan.reading.sheets.index(refused.sheet) if refused.sheet else 0,
                refused.row,
            )
        )
        return plan

    def _load(self, rows: list[ReferredRow], asked: dict[int, Man]) -> None:
        """Clients and referrals of every man one of the rows could mean."""
        ids = set()
        for row in rows:
            match = self.men.who_is(asked[id(row)])
            near = self.men.nearly(asked[id(row)])
            ids |= {man.id for man in (match.man, *match.candidates, *match.lookalikes, *near) if man}
        for client in Client.objects.filter(pk__in=ids):
            self.clients[client.pk] = client
        for referral in Referral.objects.filter(client__in=ids).order_by("received_on", "episode"):
            self.referrals[referral.client_id].append(referral)
        for client_id, kind, value_print in ContactRule.objects.filter(client__in=ids).values_list(
            "client", "kind", "value_print"
        ):
            self.prints[client_id].add((kind, value_print))

    def _take(self, row: ReferredRow, asked: Man) -> None:
        match = self.men.who_is(asked)
        if match.candidates:
            self._refuse_unclear(row, match)
            return
        man = match.man or self._received_so(row, asked, match) or self._only_named(match)
        if man is not None and self._is_another(row, man):
            self.plan.refuse(
                row,
                "conflicts",
                "client_ref",
                _("The reference %(ref)s stands for another man here.") % {"ref": row.client_ref},
            )
            return
        earlier = self.referrals[man.id] if man else []
        same_day = next((referral for referral in earlier if referral.received_on == row.received_on), None)
        if man is not None and same_day is not None:
            self._compare(row, same_day, man)
            return
        if man is None:
            man = self._new_man(row, asked, match)
        elif earlier:
            self._flag_again(row, earlier)
        self._refer(row, man)

    def _refuse_unclear(self, row: ReferredRow, match: Match) -> None:
        names = ", ".join(sorted(self._called(man) for man in match.candidates))
        self.plan.men.add(("unclear", row.sheet, row.row))
        self.plan.refuse(
            row,
            "man_unclear",
            "client_ref",
            _("This row could mean more than one man: %(names)s. Write his reference into it.")
            % {"names": names},
        )

    def _called(self, man: Man) -> str:
        return man.client_ref or man.name

    def _received_so(self, row: ReferredRow, asked: Man, match: Match) -> Man | None:
        """A man of this name, or nearly, received on this very day in this very way, and nothing tells them apart."""
        for man in (*match.lookalikes, *self.men.nearly(asked)):
            for referral in self.referrals[man.id]:
                if referral.received_on == row.received_on and not self._differing(row, referral):
                    return man
        return None

    def _only_named(self, match: Match) -> Man | None:
        """A man whom only a register named has nothing to be told apart by: one of his name is taken to be him."""
        if len(match.lookalikes) != 1:
            return None
        (man,) = match.lookalikes
        bare = not (man.date_of_birth or man.phones or man.emails) and not self.referrals[man.id]
        return man if bare and man.id in self.known_before else None

    def _is_another(self, row: ReferredRow, man: Man) -> bool:
        """The same reference, and neither the name nor the birth date of the man who has it."""
        asked = _asked(row)
        named_so = man in self.men.namesakes(asked) or one_letter_apart(asked.key, man.key)
        born_apart = man.date_of_birth and row.date_of_birth and man.date_of_birth != row.date_of_birth
        return bool(born_apart) or (
            not named_so and not (row.date_of_birth and man.date_of_birth == row.date_of_birth)
        )

    def _compare(self, row: ReferredRow, referral: Referral, man: Man) -> None:
        """A referral of this man on this day is already here: it says the same, or it contradicts."""
        first = self.row_of.get(referral.pk)
        differing = self._differing(row, referral) or self._differing_about(row, man)
        if differing:
            sentence = _(
                "He was already received on %(day)s, and there “%(column)s” says something else."
            ) % {
                "day": row.received_on.isoformat(),
                "column": differing,
            }
            self.plan.refuse(row, "conflicts", differing, sentence)
            return
        if first is not None:
            self.plan.flag(
                row,
                "entered_twice",
                _("The same referral stands in row %(row)s; it was brought in once.") % {"row": first},
            )
        else:
            self.row_of[referral.pk] = row.row
        self.plan.men.add(referral.client_id)
        if self._add_what_is_new(row, man, self._client(man)) and first is None:
            self.plan.accept(row)
        else:
            self.plan.keep(row)

    def _differing_about(self, row: ReferredRow, man: Man) -> str | None:
        """What a row that names him by his reference says of him, and we know otherwise."""
        if not row.client_ref:
            return None
        asked = _asked(row)
        if asked.key not in man.keys and not set(asked.keys) & set(man.keys):
            return "last_name"
        if row.phone and man.phones and not asked.phones & man.phones:
            return "phone"
        return "email" if row.email and man.emails and not asked.emails & man.emails else None

    def _differing(self, row: ReferredRow, referral: Referral) -> str | None:
        return next((name for name in SAID if self._contradicts(row, referral, name)), None)

    def _contradicts(self, row: ReferredRow, referral: Referral, name: str) -> bool:
        said = getattr(row, name)
        if not said or (name == "pressure" and row.pressure_guessed) or (name == "crisis" and said == "none"):
            return False
        return said != getattr(referral, name)

    def _new_man(self, row: ReferredRow, asked: Man, match: Match) -> Man:
        client = Client(
            service=self.service, reference=row.client_ref or new_reference(), first_name=row.first_name,
            last_name=row.last_name, date_of_birth=row.date_of_birth, created_at=self.setting.at,
        )  # fmt: skip
        self.plan.make(client)
        self.clients[client.pk] = client
        self.plan.new_men.add(client.pk)
        sentence = _(
            "Nothing tells him from a man of the same name (%(names)s). He was brought in as another man."
        )
        alike = list(match.lookalikes)
        if not alike:
            sentence = _(
                "A man of another name was born on the same day and has the same last name, number or address (%(names)s). He was brought in as another man."
            )
            alike = self.men.under_another_name(asked)
        if alike:
            names = ", ".join(sorted(self._called(man) for man in alike))
            self.plan.flag(row, "man_unclear", sentence % {"names": names})
        asked.id = client.pk
        return self.men.add(asked)

    def _flag_again(self, row: ReferredRow, earlier: list[Referral]) -> None:
        before = earlier[-1]
        first = self.row_of.get(earlier[0].pk)
        if first is not None:
            sentence = _("The man of row %(row)s, referred again: a new episode, not a new man.") % {
                "row": first
            }
        else:
            sentence = _("He was received before, on %(day)s: a new episode, not a new man.") % {
                "day": before.received_on.isoformat()
            }
        self.plan.flag(row, "referred_again", sentence)

    def _refer(self, row: ReferredRow, man: Man) -> None:
        client = self._client(man)
        self._add_what_is_new(row, man, client)
        episode = max((referral.episode for referral in self.referrals[man.id]), default=0) + 1
        referral = Referral(
            service=self.service, client=client, episode=episode, received_on=row.received_on,
            received_at=_noon(row.received_on, self.setting), source=row.source, pressure=row.pressure,
            crisis=row.crisis or Referral.Crisis.NONE, crisis_on=row.crisis_on, required_sessions=row.required_sessions,
            order_number=row.order_number, reports_to=row.reports_to,
        )  # fmt: skip
        self.plan.make(referral)
        self.referrals[man.id].append(referral)
        self.row_of[referral.pk] = row.row
        self.plan.men.add(man.id)
        self.plan.accept(row, source=row.source, pressure=row.pressure)

    def _client(self, man: Man) -> Client:
        if man.id not in self.clients:
            self.clients[man.id] = Client.objects.get(pk=man.id)
        return self.clients[man.id]

    def _add_what_is_new(self, row: ReferredRow, man: Man, client: Client) -> bool:
        """A birth date nobody knew yet, a number or address of his. Nothing may be done with them until he said so."""
        added = False
        if row.date_of_birth and client.date_of_birth is None:
            self.plan.change(client, date_of_birth=row.date_of_birth)
            added = True
        self.men.learn(man, date_of_birth=row.date_of_birth, phone=row.phone, email=row.email)
        for kind, value in ((ContactRule.Kind.PHONE, row.phone), (ContactRule.Kind.EMAIL, row.email)):
            if not value:
                continue
            whole, last_four = prints_of(kind, value)
            if (kind, whole) not in self.prints[client.pk]:
                self.prints[client.pk].add((kind, whole))
                self.plan.make(
                    ContactRule(
                        service=self.service,
                        client=client,
                        kind=kind,
                        value=value,
                        value_print=whole,
                        last_four_print=last_four,
                    )
                )
                added = True
        return added


def _asked(row: ReferredRow) -> Man:
    return Man(
        None, row.first_name, row.last_name, row.date_of_birth, row.client_ref,
        {phone_key(row.phone)} if row.phone else set(), {row.email} if row.email else set(),
    )  # fmt: skip


def _noon(day: date, setting: Setting) -> datetime:
    """A list knows the day and no hour; noon is on that day in every zone, and not later than now."""
    return min(datetime.combine(day, NOON, ZoneInfo(setting.service.zone)), setting.at)
