"""How the groups went: who came, what was written, who slipped away, who finished, who came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from followups.actions import follow_ups
from followups.models.follow_up import Kind
from programs.actions import attendance, enrollments, group_sessions, progress_notes
from programs.actions.attendance import Mark
from programs.models import GroupSession
from programs.models.attendance import CAME, MISSED, Outcome
from programs.models.enrollment import EndedBy, ExitReason
from referrals.actions import referrals
from referrals.models.referral import Crisis, Pressure, Source, Status
from reports.demo import words
from reports.demo.arrivals import Arrivals
from reports.demo.story import House, Man, RunGroup
from services.models import Staff
from services.models.membership import Role

# How likely a man stops coming after a session, by the door he came through.
FADES = {
    Source.SELF: 0.03,
    Source.PARTNER: 0.15,
    Source.LEGAL_COUNSEL: 0.07,
    Source.COURT: 0.045,
    Source.OTHER: 0.06,
}
TURNS_UP = {
    Outcome.PRESENT: 75,
    Outcome.LATE: 8,
    Outcome.LEFT_EARLY: 2,
    Outcome.REMOTE: 3,
    Outcome.MAKE_UP: 1.5,
    Outcome.SENT_HOME: 1,
    Outcome.EXCUSED: 6,
    Outcome.UNEXCUSED: 3,
    Outcome.ON_LEAVE: 2,
}
HE_LEFT = {
    (ExitReason.LOST_CONTACT, EndedBy.MAN): 30,
    (ExitReason.WITHDREW, EndedBy.MAN): 26,
    (ExitReason.ATTENDANCE, EndedBy.PROGRAM): 22,
    (ExitReason.NON_PARTICIPATION, EndedBy.PROGRAM): 4,
    (ExitReason.RULE_BREACH, EndedBy.PROGRAM): 4,
    (ExitReason.INTOXICATION, EndedBy.PROGRAM): 3,
    (ExitReason.NON_PAYMENT, EndedBy.PROGRAM): 2,
    (ExitReason.UNSUITABLE, EndedBy.PROGRAM): 3,
    (ExitReason.PROGRAM_DECISION, EndedBy.PROGRAM): 3,
    (ExitReason.NEW_VIOLENCE, EndedBy.COURT): 3,
}
LIFE = {
    (ExitReason.MOVED, EndedBy.CIRCUMSTANCE): 4,
    (ExitReason.CUSTODY, EndedBy.COURT): 3,
    (ExitReason.ILLNESS, EndedBy.CIRCUMSTANCE): 2,
    (ExitReason.REFERRED_ELSEWHERE, EndedBy.PROGRAM): 3,
    (ExitReason.TRANSFERRED, EndedBy.PROGRAM): 1,
    (ExitReason.ADMINISTRATIVE, EndedBy.PROGRAM): 1,
}


class Evenings:
    def __init__(self, house: House, arrivals: Arrivals) -> None:
        self.house, self.arrivals = house, arrivals

    def all(self) -> None:
        for run in self.house.groups:
            for number, session in enumerate(run.sessions):
                if number in run.cancelled:
                    self.house.story.then(session.starts_at - timedelta(hours=5), self.cancel, run, session)
                else:
                    soon = session.ends_at + timedelta(minutes=self.house.chance.randrange(3, 40))
                    self.house.story.then(soon, self.log, run, session)

    def cancel(self, at: datetime, run: RunGroup, session: GroupSession) -> None:
        reason = self.house.chance.choice(words.CANCELLED)
        group_sessions.cancel(session=session, reason=reason, by=run.facilitators[0], at=at)

    def log(self, at: datetime, run: RunGroup, session: GroupSession) -> None:
        """The register as it was kept that evening; on some evenings nobody did, or not for everybody."""
        ago = (self.house.today - session.session_on).days
        expected = [man for man in run.men if man.enrollment.started_on <= session.session_on]
        marked = [] if ago in run.unmarked else expected[2:] if ago in run.half_marked else expected
        if not marked:
            return
        marks = {man.client.pk: self._mark(man) for man in marked}
        attendance.save_register(
            session=session,
            marks=marks.values(),
            group_note=self._group_note() if self.house.happens(0.7) else None,
            by=run.facilitators[0],
            at=at,
        )
        for man in marked:
            self._afterwards(at, run, session, man, marks[man.client.pk].outcome)

    def _mark(self, man: Man) -> Mark:
        house, chance = self.house, self.house.chance
        outcome = house.one_of(TURNS_UP)
        if man.fading:
            outcome = house.one_of({Outcome.UNEXCUSED: 7, Outcome.EXCUSED: 2, Outcome.PRESENT: 1})
        return Mark(
            man.enrollment.pk,
            outcome,
            minutes_late=chance.choice((5, 10, 10, 15, 25)) if outcome == Outcome.LATE else None,
            minutes_attended=chance.choice((45, 60, 80)) if outcome == Outcome.LEFT_EARLY else None,
            reason=chance.choice(words.TOLD_US) if outcome == Outcome.EXCUSED else "",
        )

    def _group_note(self) -> dict[str, str]:
        chance = self.house.chance
        return {
            "themes": chance.choice(words.THEMES),
            "peer_support": chance.choice(words.PEER_SUPPORT) if chance.random() < 0.6 else "",
            "challenge": chance.choice(words.CHALLENGE) if chance.random() < 0.4 else "",
        }

    def _afterwards(self, at: datetime, run: RunGroup, session: GroupSession, man: Man, outcome: str) -> None:
        came = outcome in CAME
        man.offered += outcome != Outcome.ON_LEAVE
        man.came += came
        man.missed = 0 if came else man.missed + (outcome in MISSED)
        if came:
            self._write(at, run, session, man)
        if man.missed == 2 and man.fading:
            self._look_for(at, run, session, man)
        self._may_end(at, run, man)

    def _write(self, at: datetime, run: RunGroup, session: GroupSession, man: Man) -> None:
        """The counselor writes; of what lies further back the demo keeps only some."""
        house = self.house
        weeks_ago = (house.today - session.session_on).days / 7
        if run is house.groups[0] and weeks_ago == 1 and run.notes_owed < 2:
            run.notes_owed += 1  # nothing written yet: tonight.py says so
            return
        if house.happens(0.85 if weeks_ago < 4 else 0.18):
            writers = [staff for staff in run.facilitators if staff.desk.has(Role.COUNSELOR)]
            if writers:
                # Some write before they go home, others the next morning.
                later = at + timedelta(hours=house.chance.choice((1, 2, 3, 12, 14, 18)))
                house.story.then(later, self.note, writers[0], session, man)

    def note(self, at: datetime, writer: Staff, session: GroupSession, man: Man) -> None:
        chance = self.house.chance
        note = progress_notes.begin(enrollment=man.enrollment, session=session, by=writer, at=at)
        progress_notes.save_draft(
            note=note,
            strengths=sorted(chance.sample(words.STRENGTHS, k=chance.choice((1, 1, 2, 3)))),
            strengths_words=chance.choice(words.STRENGTHS_WORDS) if chance.random() < 0.5 else "",
            owned=chance.choice(words.OWNED) if chance.random() < 0.8 else "",
            did=chance.choice(words.DID) if chance.random() < 0.8 else "",
            next_step=chance.choice(words.NEXT_STEP),
            next_step_on=session.session_on + timedelta(days=7),
            skills=chance.choice(words.SKILLS),
            barriers=chance.choice(words.BARRIERS),
            concerns=chance.choice(words.CONCERNS),
            by=writer,
            at=at,
        )
        progress_notes.sign(note=note, by=writer, at=at + timedelta(minutes=4))

    def _look_for(self, at: datetime, run: RunGroup, session: GroupSession, man: Man) -> None:
        house = self.house
        follow_up = follow_ups.open(
            kind=Kind.MISSED_SESSION,
            owner=run.facilitators[0],
            client=man.client,
            session=session,
            site=run.group.site,
            due_at=at + timedelta(days=2),
            by=house.program_itself,
            at=at,
        )
        if not house.forgotten(at, 0.15):
            soon = at + timedelta(hours=house.chance.randrange(16, 60))
            house.story.then(soon, self.arrivals.follow_up_done, follow_up, run.facilitators[0])

    def _may_end(self, at: datetime, run: RunGroup, man: Man) -> None:
        house, chance = self.house, self.house.chance
        if man.came >= man.needs:
            reason = ExitReason.MANDATE_COMPLETED if house.happens(0.15) else ExitReason.COMPLETED
            self._leave(at, run, man, reason, EndedBy.PROGRAM)
        elif man.fading and man.missed >= 3:
            # One in eight stays on the list though nobody has seen him for long.
            if man.missed == 3 and house.happens(0.88):
                reason, ended_by = chance.choices(list(HE_LEFT), list(HE_LEFT.values()))[0]
                house.story.then(
                    at + timedelta(days=chance.randrange(2, 6)), self.exit, run, man, reason, ended_by
                )
        elif not man.fading and man.came:
            # Most who stop do so early, and hardly anybody in sight of the end.
            early = 1.6 if man.came < 4 else 0.5 if man.came < 0.7 * man.needs else 0
            man.fading = house.happens(FADES[man.source] * early)
            if not man.fading and house.happens(0.008):
                reason, ended_by = chance.choices(list(LIFE), list(LIFE.values()))[0]
                self._leave(at, run, man, reason, ended_by)
        elif man.missed >= 2:
            man.fading = True

    def exit(self, at: datetime, run: RunGroup, man: Man, reason: str, ended_by: str) -> None:
        if man in run.men:
            self._leave(at, run, man, reason, ended_by)

    def _leave(self, at: datetime, run: RunGroup, man: Man, reason: str, ended_by: str) -> None:
        house, chance = self.house, self.house.chance
        enrollments.exit(
            enrollment=man.enrollment,
            reason=reason,
            ended_by=ended_by,
            on=at.date(),
            by=run.facilitators[0],
            at=at,
        )
        run.men.remove(man)
        referrals.step(referral=man.referral, to=Status.CLOSED, by=house.staff["director"], at=at)
        if (
            not man.returning
            and reason in (ExitReason.WITHDREW, ExitReason.LOST_CONTACT)
            and house.happens(0.7)
        ):
            house.story.then(house.office_hour(at, days=chance.randrange(18, 60)), self.come_back, man)

    def come_back(self, at: datetime, man: Man) -> None:
        """The next crisis brings him back: a new referral and a new episode of the same man."""
        man.returning = True
        if man.source == Source.PARTNER and self.house.happens(0.5):
            man.source, man.pressure = Source.SELF, Pressure.OWN_CHOICE
        man.crisis = self.house.chance.choice((Crisis.SEPARATION, Crisis.ULTIMATUM, Crisis.CHILD_CONTACT))
        self.arrivals.receive(at, man)
