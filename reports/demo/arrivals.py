"""How men reach the service: received, called, triaged, decided, placed; some leave on the way."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from followups.actions import follow_ups
from followups.models import FollowUp
from followups.models.follow_up import Kind
from programs.errors import GroupFull
from referrals.actions import placements, referrals
from referrals.errors import ReasonMissing
from referrals.models.contact_attempt import Channel
from referrals.models.referral import Crisis, Pressure, Source, Status
from referrals.models.triage import SafetyPrompt
from reports.demo import first_talks, offers, people, words
from reports.demo.story import House, Man, RunGroup
from services.actions import clients
from services.models import Staff
from services.models.contact_rule import Kind as ContactKind

SOURCES = {Source.SELF: 24, Source.PARTNER: 25, Source.LEGAL_COUNSEL: 17, Source.COURT: 20, Source.OTHER: 14}
PRESSURES = {
    Source.SELF: {Pressure.OWN_CHOICE: 7, Pressure.ULTIMATUM: 2, Pressure.ADVISED: 1},
    Source.PARTNER: {Pressure.ULTIMATUM: 7, Pressure.OWN_CHOICE: 2, Pressure.ADVISED: 1},
    Source.LEGAL_COUNSEL: {Pressure.ADVISED: 7, Pressure.ORDERED: 2, Pressure.OWN_CHOICE: 1},
    Source.COURT: {Pressure.ORDERED: 9, Pressure.ADVISED: 1},
    Source.OTHER: {Pressure.ADVISED: 6, Pressure.OWN_CHOICE: 3, Pressure.ULTIMATUM: 1},
}
CRISES = {
    Source.SELF: {Crisis.NONE: 3, Crisis.SEPARATION: 4, Crisis.SELF_HARM: 1, Crisis.OTHER: 2},
    Source.PARTNER: {Crisis.ULTIMATUM: 5, Crisis.SEPARATION: 3, Crisis.NONE: 2},
    Source.LEGAL_COUNSEL: {Crisis.CHARGE: 5, Crisis.CHILD_CONTACT: 4, Crisis.SEPARATION: 1},
    Source.COURT: {Crisis.ORDER: 5, Crisis.CHARGE: 4, Crisis.CHILD_CONTACT: 1},
    Source.OTHER: {Crisis.NONE: 4, Crisis.SEPARATION: 2, Crisis.CHILD_CONTACT: 2, Crisis.SELF_HARM: 1},
}
DECISIONS = {
    Status.ACCEPTED: 82,
    Status.REDIRECTED: 5,
    Status.DECLINED: 4,
    Status.WITHDRAWN: 9,
}
# Referrals that are under way today, with the days since they came.
FRESH = (
    (1, Status.RECEIVED),
    (1, Status.RECEIVED),
    (2, Status.RECEIVED),
    (4, Status.RECEIVED),
    (3, Status.CONTACTING),
    (5, Status.CONTACTING),
    (6, Status.CONTACTING),
    (8, Status.TRIAGED),
    (9, Status.TRIAGED),
    (13, Status.ACCEPTED),
    (14, Status.ACCEPTED),
    (17, Status.WAITLISTED),
    (23, Status.WAITLISTED),
    (31, Status.WAITLISTED),
    (16, Status.DECLINED),
    (15, Status.REDIRECTED),
    (13, Status.WITHDRAWN),
    (38, Status.NO_CONTACT),
)
FINAL = (Status.DECLINED, Status.REDIRECTED, Status.WITHDRAWN, Status.NO_CONTACT)


class Arrivals:
    def __init__(self, house: House) -> None:
        self.house = house

    def all(self, names: list[str], *, weeks: int, fresh: tuple = ()) -> None:
        """Spread the men over the weeks behind us; the last ones are where `fresh` says they stand today."""
        house, chance = self.house, self.house.chance
        settled = len(names) - len(fresh)
        early = settled * 4 // 10
        for number, name in enumerate(names):
            if number < settled:
                # Four in ten had been waiting when the groups began.
                days = (
                    chance.randrange(weeks * 7, weeks * 7 + 12)
                    if number < early
                    else chance.randrange(16, weeks * 7)
                )
                stage = ""
            else:
                days, stage = fresh[number - settled]
            day = house.today - timedelta(days=days)
            at = min(house.moment(day, 9 + chance.randrange(0, 30) / 4), house.story.until)
            house.story.then(at, self.arrive, number, name, stage)

    def arrive(self, at: datetime, number: int, name: str, stage: str) -> None:
        house = self.house
        intake = house.staff["intake"]
        first, last = people.split(name)
        client = clients.make(
            service=house.service,
            reference=f"M-{people.REFERENCES[number % 20]}{number:03d}",
            first_name=first,
            last_name=last,
            other_names=people.OTHER_NAMES.get(name, ""),
            language=people.LANGUAGES.get(name, ""),
            needs_interpreter=name in people.NEEDS_INTERPRETER,
            is_father=house.chance.choice((True, True, False, None)),
            relationship=house.chance.choice(words.RELATIONSHIPS),
            date_of_birth=house.today - timedelta(days=house.chance.randrange(20 * 365, 58 * 365)),
            by=intake,
            at=at,
        )
        self._add_contacts(client, number, name, at)
        source = house.one_of(SOURCES)
        man = Man(client, source, house.one_of(PRESSURES[source]), house.one_of(CRISES[source]), stage=stage)
        self.receive(at, man)

    def _add_contacts(self, client, number: int, name: str, at: datetime) -> None:
        house = self.house
        clients.add_contact(
            client=client,
            kind=ContactKind.PHONE,
            value=people.phone(number, country=house.service.country),
            may_contact=True,
            may_leave_message=house.happens(0.4),
            hours=house.chance.choice(("", "", "After six", "At work, before noon")),
            who_else=house.chance.choice(("", "", "", "Shared at home")),
            confirmed_on=at.date(),
            by=house.staff["intake"],
            at=at,
        )
        if house.happens(0.4):
            clients.add_contact(
                client=client,
                kind=ContactKind.EMAIL,
                value=people.email(name),
                may_contact=house.happens(0.5),
                by=house.staff["intake"],
                at=at,
            )

    def receive(self, at: datetime, man: Man) -> None:
        """He, or whoever may, makes contact. A crisis opens a call of its own."""
        house, chance = self.house, self.house.chance
        intake = house.staff["intake"]
        ordered = man.pressure == Pressure.ORDERED
        day = at.astimezone(house.moment(house.today, 0).tzinfo).date()
        man.referral = referrals.receive(
            client=man.client,
            source=man.source,
            pressure=man.pressure,
            crisis=man.crisis,
            crisis_on=day - timedelta(days=chance.randrange(1, 12)) if man.crisis != Crisis.NONE else None,
            received_on=day,
            site=chance.choice(list(house.sites.values())),
            owner=intake if house.happens(0.6) else None,
            told_he_needs=chance.choice(words.TOLD_HE_NEEDS),
            required_sessions=chance.choice((12, 16)) if ordered else None,
            order_number=f"FC-{chance.randrange(1000, 9999)}" if ordered else "",
            reports_to=chance.choice(words.REPORTS_TO) if ordered else "",
            by=intake,
            at=at,
        )
        if man.crisis in (Crisis.SELF_HARM, Crisis.SEPARATION) and not man.returning:
            self._follow_crisis(at, man)
        if man.stage != Status.RECEIVED:
            house.story.then(house.office_hour(at, days=chance.randrange(0, 3)), self.call, man, 1)

    def _follow_crisis(self, at: datetime, man: Man) -> None:
        house = self.house
        follow_up = follow_ups.open(
            kind=Kind.CRISIS,
            owner=house.staff["intake"],
            client=man.client,
            referral=man.referral,
            site=man.referral.site,
            due_at=at + timedelta(hours=48),
            by=house.program_itself,
            at=at,
        )
        soon = at + timedelta(hours=house.chance.randrange(4, 47))
        if not house.forgotten(at, 0.03):
            house.story.then(soon, self.follow_up_done, follow_up, house.staff["intake"])

    def follow_up_done(self, at: datetime, follow_up: FollowUp, who: Staff) -> None:
        follow_ups.complete(
            follow_up=follow_up,
            outcome=self.house.chance.choice(words.WENT_WELL),
            by=who,
            at=at,
        )

    def call(self, at: datetime, man: Man, tries: int) -> None:
        house, chance = self.house, self.house.chance
        waits = man.stage in (Status.CONTACTING, Status.NO_CONTACT)
        reached = not waits and (bool(man.stage) or tries > 4 or house.happens(0.62))
        referrals.log_contact(
            referral=man.referral,
            channel=Channel.CALL if tries < 4 else Channel.TEXT,
            reached=reached,
            words=chance.choice(words.SPOKE if reached else words.NO_ANSWER),
            by=house.staff["intake"],
            at=at,
        )
        if reached:
            house.story.then(house.office_hour(at, days=chance.randrange(0, 4)), self.triage, man)
        elif tries >= 5 or (not waits and tries >= 3 and house.happens(0.35)):
            house.story.then(at + timedelta(days=7), self.leave, man, Status.NO_CONTACT)
        else:
            house.story.then(house.office_hour(at, days=chance.randrange(1, 5)), self.call, man, tries + 1)

    def triage(self, at: datetime, man: Man) -> None:
        house = self.house
        grave = man.crisis in (Crisis.SELF_HARM, Crisis.CHARGE, Crisis.ORDER) or house.happens(0.15)
        prompts = {Crisis.SELF_HARM: SafetyPrompt.SELF_HARM, Crisis.ORDER: SafetyPrompt.BREACHES}
        prompt = prompts.get(man.crisis, SafetyPrompt.CHILDREN_PRESENT)
        first_talks.hold(house, man, grave=grave, prompt=prompt, at=at)
        if man.stage != Status.TRIAGED:
            house.story.then(house.office_hour(at, days=1), self.decide, man)

    def decide(self, at: datetime, man: Man) -> None:
        if man.stage or man.returning:
            to = man.stage if man.stage in FINAL else Status.ACCEPTED
        else:
            to = self.house.one_of(DECISIONS)
        if to in FINAL:
            self.leave(at, man, to)
            return
        referrals.step(referral=man.referral, to=Status.ACCEPTED, by=self.house.staff["intake"], at=at)
        if man.stage == Status.WAITLISTED:
            why = words.WAITS[(at.date() - date.min).days % len(words.WAITS)]
            referrals.step(
                referral=man.referral, to=Status.WAITLISTED, reason=why, by=self.house.staff["intake"], at=at
            )
        elif man.stage != Status.ACCEPTED:
            self.place(at, man, 1)

    def leave(self, at: datetime, man: Man, to: str) -> None:
        reason = self.house.chance.choice(words.WHY[to])
        referrals.step(referral=man.referral, to=to, reason=reason, by=self.house.staff["intake"], at=at)

    def place(self, at: datetime, man: Man, tries: int) -> None:
        """Give him the group that suits him if it has a place; else he waits and we ask again every week."""
        house = self.house
        for run in self._groups_for(man, on=at.date()):
            day = run.next_day(at.date())
            if day is None:
                continue
            given = {
                "referral": man.referral,
                "group": run.group,
                "start_on": day,
                "by": house.staff["intake"],
                "at": at,
            }
            try:
                try:
                    man.enrollment = placements.place(**given)
                except ReasonMissing:
                    man.enrollment = placements.place(**given, reason=words.THERE_ALL_THE_SAME)
            except GroupFull:
                continue
            self._expect(at, man, run)
            return
        if tries == 1:
            referrals.step(referral=man.referral, to=Status.WAITLISTED, by=house.staff["intake"], at=at)
        if tries > 4 and house.happens(0.4):
            self.leave(at, man, Status.WITHDRAWN)
        else:
            house.story.then(at + timedelta(days=7), self.place, man, tries + 1)

    def _groups_for(self, man: Man, *, on: date) -> list[RunGroup]:
        """The program that suits him first, and in it the group with the most room."""
        suits = offers.HOME
        if man.pressure == Pressure.ORDERED or man.crisis in (Crisis.CHARGE, Crisis.ULTIMATUM):
            suits = offers.STEADY
        if man.client.is_father and (man.crisis == Crisis.CHILD_CONTACT or self.house.happens(0.3)):
            suits = offers.DADS
        # The group that meets today should be a full room.
        room = {run.group.pk: run.group.capacity - len(run.men) for run in self.house.groups}
        room[self.house.groups[0].group.pk] += 4
        open_to_him = [run for run in self.house.groups if run.takes_men(on=on)]
        return sorted(open_to_him, key=lambda run: (run.group.program.name != suits, -room[run.group.pk]))

    def _expect(self, at: datetime, man: Man, run: RunGroup) -> None:
        house = self.house
        man.group, man.offered, man.came, man.missed, man.fading = run, 0, 0, 0, False
        man.needs = man.referral.required_sessions or run.group.program.sessions_planned
        run.men.append(man)
        first = house.moment(man.enrollment.started_on, 12)
        follow_up = follow_ups.open(
            kind=Kind.BEFORE_FIRST_SESSION,
            owner=run.facilitators[0],
            client=man.client,
            site=run.group.site,
            due_at=first - timedelta(days=1),
            by=house.program_itself,
            at=at,
        )
        if not house.forgotten(at, 0.05):
            rings_at = max(at + timedelta(hours=1), first - timedelta(hours=house.chance.randrange(20, 30)))
            house.story.then(rings_at, self.follow_up_done, follow_up, run.facilitators[0])
