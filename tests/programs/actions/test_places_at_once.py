"""Several people at one man's place at the same moment: whatever each came to, what stands afterwards fits together."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from programs.actions import attendance, completions, enrollments, group_sessions, pauses, transfers
from programs.actions.attendance import Mark
from programs.models import Attendance, Enrollment, GroupSession, Pause
from programs.models.enrollment import Status
from services.wall import acting_as
from tests import factories
from tests.conftest import NOW, Cast
from tests.races import at_once

TODAY = NOW.date()
ROUNDS, AT_ONCE = 5, 4


class Evenings:
    """Two groups that met on the last Wednesdays; Dan has a place in one of them."""

    def __init__(self, dice: random.Random) -> None:
        self.dice, self.cast = dice, Cast()
        self.frame = {"service": self.cast.service.pk, "roles": ["director", "intake", "counselor"]}
        self.said = {"by": self.cast.tom, "at": NOW}
        self.other = factories.make_group(program=self.cast.program, site=self.cast.north, name="Other")
        self.sessions = [
            factories.make_session(group=group, starts_at=NOW - timedelta(days=1, weeks=n), number=n)
            for group in (self.cast.group, self.other)
            for n in (1, 2, 3)
        ]
        self.dan = self.cast.dan
        factories.make_enrollment(
            client=self.dan, group=self.cast.group, started_on=TODAY - timedelta(days=40)
        )

    def place(self) -> Enrollment:
        """The one that runs, else the last."""
        places = Enrollment.objects.filter(client=self.dan)
        return places.open().first() or places.latest("ended_on")

    def back_then(self, *days: int):
        return TODAY - timedelta(days=self.dice.choice(days))

    def pause(self):
        since, back_on = self.back_then(0, 10), TODAY + timedelta(days=9)
        return pauses.pause(
            enrollment=self.place(), reason="custody", since=since, returns_on=back_on, **self.said
        )

    def back(self):
        return pauses.back(enrollment=self.place(), on=TODAY, **self.said)

    def transfer(self):
        place = self.place()
        there = self.other if place.group_id == self.cast.group.pk else self.cast.group
        return transfers.transfer(enrollment=place, group=there, start_on=TODAY, credit=True, **self.said)

    def exit(self):
        on = self.back_then(0, 5)
        return enrollments.exit(enrollment=self.place(), reason="moved", ended_by="man", on=on, **self.said)

    def complete(self):
        said = {"of": "mandate", "took_part": True, "reviewed_on": TODAY, "dose_reason": "Enough."}
        return completions.complete(enrollment=self.place(), on=TODAY, **said, **self.said)

    def reinstate(self):
        place = Enrollment.objects.filter(client=self.dan).order_by("?").first()
        return enrollments.reinstate(enrollment=place, reason="A mistake", **self.said)

    def register(self):
        session = GroupSession.objects.get(pk=self.dice.choice(self.sessions).pk)
        places = Enrollment.objects.filter(client=self.dan, group=session.group_id)[:1]
        outcome = self.dice.choice(["present", "unexcused", "excused"])
        marks = [Mark(enrollment_id=each.pk, outcome=outcome) for each in places]
        return attendance.save_register(session=session, marks=marks, **self.said)

    def cancel(self):
        return group_sessions.cancel(session=self.dice.choice(self.sessions), reason="Storm", **self.said)

    def restore(self):
        return group_sessions.restore(session=self.dice.choice(self.sessions), **self.said)

    def sweep(self):
        pauses.begin_due(service_id=self.cast.service.pk, on=TODAY)
        group_sessions.freeze_rosters(service_id=self.cast.service.pk, at=NOW)
        return pauses.let_off_gaps(service_id=self.cast.service.pk)

    @property
    def acts(self) -> list[Callable]:
        return [
            self.pause, self.back, self.transfer, self.exit, self.complete, self.reinstate,
            self.register, self.cancel, self.restore, self.sweep,
        ]  # fmt: skip

    def wrong(self) -> list[str]:
        """What does not fit together, in words."""
        places = list(Enrollment.objects.filter(client=self.dan))
        said = []
        for place in places:
            away = list(Pause.objects.filter(enrollment=place).open())
            if bool(away) != (place.status == Status.PAUSED) or bool(away) != bool(place.returns_on):
                said.append(f"{place.status} with {len(away)} pauses, back on {place.returns_on}")
        open_in = [place.group_id for place in places if place.is_open]
        if len(set(open_in)) < len(open_in):
            said.append("two places in one group")
        frozen = GroupSession.objects.exclude(roster_frozen_at=None).filter(cancelled_at=None)
        for session in frozen:
            expected = Enrollment.objects.filter(group=session.group_id, client=self.dan)
            expected = expected.active(on=session.session_on)
            missing = expected.exclude(pk__in=Attendance.objects.filter(session=session).values("enrollment"))
            # He may be taken back into an evening whose roster was fixed while his place had ended.
            said += ["missing on a roster"] * missing.filter(reinstated_reason="").count()
        return said


@pytest.mark.parametrize("seed", range(4))
def test_whatever_each_came_to_it_fits_together(transactional_db, seed):
    dice = random.Random(seed)
    with transaction.atomic():
        evenings = Evenings(dice)
    for _round in range(ROUNDS):
        answers = at_once(evenings.cast, *dice.sample(evenings.acts, AT_ONCE))
        assert len(answers) == AT_ONCE
        with acting_as(**evenings.frame):
            assert evenings.wrong() == []
