"""A service with a row in every table behind the wall, made by calling the rules, so that histories fill as well."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection

from followups.actions import follow_ups
from programs.actions import (
    assessments,
    attendance,
    calendar_feeds,
    enrollments,
    group_sessions,
    progress_notes,
    risk_results,
    rule_profiles,
)
from programs.models import (
    Appointment,
    Attendance,
    Closure,
    Completion,
    GateOverride,
    GuardianConsent,
    OrderedDose,
    Pause,
    Recurrence,
    SessionPlan,
    Skill,
)
from programs.rules.examples import example
from referrals.actions import placements, referrals, triages
from referrals.models import (
    Arrival,
    CallDraft,
    Consultation,
    Deadline,
    FrontDesk,
    Hearing,
    ImportBatch,
    ImportedRecord,
    KeptApart,
    Mandate,
    Redirection,
    Referrer,
    SafetyLine,
)
from reports.actions.stays import keep_stays_of
from services.actions import clients, team, tokens
from services.models import (
    AccessEvent,
    CaseCover,
    ClientMerge,
    IdempotencyKey,
    Leave,
    Qualification,
    QualificationKind,
    RelationshipStatus,
    SavedView,
    Supervision,
)
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast

TODAY = NOW.date()


class FullHouse(Cast):
    """The cast on an ordinary day, with every kind of paper on the table."""

    def __init__(self) -> None:
        super().__init__()
        act = {"by": self.tom, "at": NOW}
        (part,) = factories.make_modules("Breathing", program=self.program)
        self.plan = SessionPlan.objects.create(
            service=self.service, module=part, position=1, name="In and out"
        )
        skill = Skill.objects.create(service=self.service, name="Time-out")
        self.plan.skills.add(skill, through_defaults={"service": self.service})
        clients.add_contact(client=self.dan, kind="email", value="dan@example.org", **act)
        self.referral = referrals.receive(
            client=self.dan, source="self", received_on=TODAY, owner=self.tom, **act
        )
        referrals.log_contact(referral=self.referral, channel="call", reached=True, **act)
        triages.keep(
            referral=self.referral, immediate_plan="Call his brother.", next_step_plan="Meet.", **act
        )
        referrals.step(referral=self.referral, to="accepted", **act)
        self.place = placements.place(referral=self.referral, group=self.group, start_on=TODAY, **act)
        self.other_place = enrollments.enroll(client=self.luis, group=self.group, started_on=TODAY, **act)
        self.session = factories.make_session(group=self.group, starts_at=NOW - timedelta(hours=3))
        group_sessions.freeze_rosters(service_id=self.service.pk, at=NOW)
        attendance.save_register(
            session=self.session,
            marks=[attendance.Mark(self.place.pk, "present")],
            group_note={"themes": "Listening."},
            **act,
        )
        self.mark = Attendance.objects.get(enrollment=self.place)
        self.note = progress_notes.begin(enrollment=self.place, session=self.session, **act)
        progress_notes.save_draft(note=self.note, none_seen_yet=True, did="Called her lawyer.", **act)
        progress_notes.sign(note=self.note, **act)
        drafted = rule_profiles.adopt(service=self.service, example=example("ca-on-par"), **act)
        self.rules = rule_profiles.publish(profile=drafted, **act)
        rule_profiles.move(enrollment=self.place, profile=self.rules, reason="His order names it.", **act)
        self.draft_rules = rule_profiles.adopt(service=self.service, example=example("us-or"), **act)
        self._what_he_answered()
        self._life_of_the_group()
        self._people_who_run_it()
        self._at_the_doors()
        prevention = factories.make_program(service=self.service, name="Locker room", kind="prevention")
        series = factories.make_group(
            program=prevention, name="At the club", site=self.north, facilitators=[self.tom, self.pete]
        )
        self.event = factories.make_session(group=series, starts_at=NOW - timedelta(days=2))
        self.follow_up = follow_ups.open(kind="crisis", owner=self.tom, due_at=NOW, client=self.dan, **act)
        team.invite(email="new@example.org", role="peer", **act)
        tokens.make(service=self.service, role="intake", **act)
        at_the_desk = {"service": self.service}
        AccessEvent.objects.create(
            **at_the_desk, by=self.priya, what="note", about_id=self.note.pk, reason="Review", at=NOW
        )
        IdempotencyKey.objects.create(
            **at_the_desk, staff=self.tom, key="k", request_hash="h", created_at=NOW
        )
        SavedView.objects.create(
            **at_the_desk, owner=self.priya, page="reports:retention", name="All", shared=True, created_at=NOW
        )
        batch = ImportBatch.objects.create(
            **at_the_desk, kind="exits", file_name="exits.csv", uploaded_by=self.priya, uploaded_at=NOW
        )
        ImportedRecord.objects.create(
            **at_the_desk, batch=batch, model="services.client", record_id=self.dan.pk
        )
        keep_stays_of(service=self.service, at=NOW)

    def _what_he_answered(self) -> None:
        told = {"client": self.dan, "by": self.tom, "at": NOW}
        assessments.record(instrument_code="phq2", answers=[1, 0], taken_on=TODAY, **told)
        risk_results.record(
            tool="odara", level="low", assessed_on=TODAY, assessor="R. Sand, probation", **told
        )

    def _life_of_the_group(self) -> None:
        """Rows of what runs by itself, with their histories."""
        here, told = {"service": self.service}, {"by": self.tom, "at": NOW}
        his = {**here, "enrollment": self.place}
        later = NOW + timedelta(days=7)
        Recurrence.objects.create(
            **here,
            group=self.group,
            first_on=TODAY,
            begins=NOW.time(),
            minutes=120,
            weekdays=[3],
            planned_by=self.tom,
            planned_at=NOW,
        )
        Closure.objects.create(**here, name="Summer", since=TODAY, until=TODAY)
        GateOverride.objects.create(**his, reason="He did the first part elsewhere.", **told)
        Appointment.objects.create(
            **his, staff=self.tom, meets_on=later.date(), starts_at=later, ends_at=later + timedelta(hours=1)
        )
        Pause.objects.create(
            **here,
            enrollment=self.other_place,
            reason="leave",
            since=TODAY,
            returns_on=later.date(),
            **told,
        )
        calendar_feeds.make(**told)
        self.completion = Completion.objects.create(
            **his, dose_met=True, took_part=True, reviewed_on=TODAY, signed_by=self.tom, signed_at=NOW
        )
        OrderedDose.objects.create(**his, name="Probation", sessions_required=20)
        GuardianConsent.objects.create(
            **his, guardian="Ruth Okafor", given_on=TODAY, recorded_by=self.tom, recorded_at=NOW
        )

    def _people_who_run_it(self) -> None:
        here = {"service": self.service, "staff": self.tom}
        kind = QualificationKind.objects.create(service=self.service, name="Working with men")
        Qualification.objects.create(**here, kind=kind, got_on=TODAY)
        Leave.objects.create(**here, since=TODAY, until=TODAY)
        with acting_as(service=self.service.pk, person=self.tom.pk, roles=["counselor"]):
            self.supervision = Supervision.objects.create(**here, supervisor=self.priya, held_on=TODAY)

    def _at_the_doors(self) -> None:
        """Who wrote or called, what was said, which orders there are, and who must not meet."""
        here, told = {"service": self.service}, {"by": self.tom, "at": NOW}
        FrontDesk.objects.create(**here)
        court = Referrer.objects.create(**here, kind="court", name="Registry")
        Arrival.objects.create(**here, door="me", said="{}", received_at=NOW)
        of_it = {**here, "referral": self.referral}
        SafetyLine.objects.create(**of_it, words="He said he would not go home.", **told)
        Consultation.objects.create(**of_it, asked_by=self.tom, asked_at=NOW, asked_of=self.priya)
        Redirection.objects.create(**of_it, to_whom="Legal aid", **told)
        self.mandate = Mandate.objects.create(
            **of_it, client=self.dan, kind="probation", reports_to=court, **told
        )
        Hearing.objects.create(**here, mandate=self.mandate, on=TODAY, **told)
        Deadline.objects.create(**of_it, mandate=self.mandate, kind="answer", due_at=NOW)
        KeptApart.objects.create(**here, client=self.dan, other=self.luis, why="household", **told)
        RelationshipStatus.objects.create(
            **here, client=self.dan, status="separated_apart", told_on=TODAY, **told
        )
        CaseCover.objects.create(
            **here, client=self.dan, staff=self.tom, since=TODAY, until=TODAY, reason="Leave", **told
        )
        ClientMerge.objects.create(**here, kept=self.dan, gone=self.luis, **told)
        with acting_as(service=self.service.pk, person=self.tom.pk, roles=["intake"]):
            CallDraft.objects.create(
                **here, staff=self.tom, caller="himself", said="{}", begun_at=NOW, saved_at=NOW
            )

    def as_south(self):
        """The frame of the other service, in which nothing of all this may be seen."""
        return acting_as(
            service=self.other_service.pk, person=self.wes.pk, roles=["director", "intake", "counselor"]
        )

    def as_north(self, *roles: str):
        return acting_as(service=self.service.pk, person=self.tom.pk, roles=roles)


def rows_in(table: str, *, where: str = "true") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'select count(*) from "{table}" where {where}')
        return cursor.fetchone()[0]
