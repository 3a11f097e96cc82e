"""A story told, and a year in which everything is corrected that can be; what is kept beside what is worked out anew."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from programs.models import Attendance, Enrollment, GroupSession
from programs.models.attendance import Outcome
from referrals.models import Referral
from reports.actions.stays import keep_stays_of
from reports.models import Stay
from reports.questions.asked import Asked
from reports.questions.clock import ask
from services.access import seat
from services.wall import set_frame
from tests import factories as make
from tests.conftest import NOW
from tests.reports import stories

UNITS = "select * from unit order by enrollment_id"


class Town:
    """A story told, a director who asks, and a year in which everything is corrected that can be."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.service = make.make_service(slug=f"story-{seed}", name=f"Story {seed}")
        set_frame(service=self.service.pk, roles=["director", "intake", "counselor"])
        team = [make.make_staff(name=f"Staff {n}", service=self.service, role="director") for n in range(3)]
        self.staff = seat(team[0], self.service, on=NOW.date())
        stories.tell(stories.invent(seed), self.service, staff=team)

    def keep(self, at: datetime) -> int:
        return keep_stays_of(service=self.service, at=at)

    def asked(self, at: datetime, by: str) -> list[dict]:
        return ask(Asked(staff=self.staff, at=at, by=by), UNITS)

    def asked_anew(self, at: datetime, by: str) -> list[dict]:
        """With nothing kept."""
        with transaction.atomic():
            Stay.objects.all().delete()
            told = self.asked(at, by)
            transaction.set_rollback(True)
        return told

    def something_happens(self) -> None:
        self.draw.choice(
            [
                self.a_mark_is_corrected,
                self.marks_are_taken_back,
                self.a_mark_comes_late,
                self.a_place_ends_or_not,
                self.a_session_is_called_off_or_not,
                self.a_session_is_moved,
                self.a_referral_is_corrected,
                self.a_referral_goes,
                self.a_place_is_another_mans,
            ]
        )()

    def one_of(self, rows):
        found = list(rows.order_by("pk"))
        return self.draw.choice(found) if found else None

    def a_mark_is_corrected(self) -> None:
        if mark := self.one_of(Attendance.objects.all()):
            Attendance.objects.filter(pk=mark.pk).update(
                outcome=self.draw.choice([None, *Outcome.values]),
                minutes_late=None,
                made_up_on=None,
                reason_accepted=False,
                accepted_by=None,
                accepted_at=None,
            )

    def marks_are_taken_back(self) -> None:
        """As the undo of an import does."""
        if place := self.one_of(Enrollment.objects.all()):
            Attendance.objects.filter(enrollment=place).delete()
            if self.draw.random() < 0.5:
                place.delete()

    def a_mark_comes_late(self) -> None:
        place, session = self.one_of(Enrollment.objects.all()), self.one_of(GroupSession.objects.all())
        if place and not Attendance.objects.filter(enrollment=place, session=session).exists():
            make.make_attendance(session=session, enrollment=place, outcome="present")

    def a_place_ends_or_not(self) -> None:
        place = self.one_of(Enrollment.objects.all())
        if place is None:
            return
        if place.ended_on:
            if not Enrollment.objects.filter(client=place.client, group=place.group, ended_on=None).exists():
                place.status, place.ended_on, place.exit_reason, place.ended_by = "attending", None, "", ""
        else:
            place.status, place.exit_reason, place.ended_by = "exited", "withdrew", "man"
            place.ended_on = place.started_on + timedelta(days=self.draw.randrange(200))
        place.save()

    def a_session_is_called_off_or_not(self) -> None:
        session = self.one_of(GroupSession.objects.all())
        session.cancelled_at = None if session.cancelled_at else NOW
        session.save()

    def a_session_is_moved(self) -> None:
        session = self.one_of(GroupSession.objects.all())
        by = timedelta(minutes=self.draw.randrange(1, 60 * 24 * 20))
        moved = GroupSession.objects.filter(pk=session.pk)
        moved.update(starts_at=F("starts_at") + by, ends_at=F("ends_at") + by, session_on=date(2025, 6, 1))

    def a_referral_is_corrected(self) -> None:
        if referral := self.one_of(Referral.objects.all()):
            referral.source = self.draw.choice(stories.SOURCES)
            referral.received_on += timedelta(days=self.draw.randrange(-200, 200))
            referral.save()

    def a_referral_goes(self) -> None:
        if referral := self.one_of(Referral.objects.all()):
            Referral.objects.filter(pk=referral.pk)._raw_delete("default")

    def a_place_is_another_mans(self) -> None:
        place = self.one_of(Enrollment.objects.all())
        if place:
            place.client = make.make_client(service=self.service, first_name="Other", last_name=str(place.pk))
            place.save()


def moments(draw: random.Random) -> datetime:
    return NOW + timedelta(days=draw.choice((-300, -150, -30, -1, 0, 0, 0, 1, 60)), hours=draw.randrange(24))
