"""Years of a service in which people do to places what the pages let them do, in any order."""

from __future__ import annotations

import os
from datetime import timedelta

from django.db.models import ProtectedError

from programs.actions import completions, enrollments, make_ups, ordered_doses, pauses, reasons, transfers
from programs.actions import group_sessions as sessions
from programs.models import Attendance, Completion, Enrollment, Group, OrderedDose, Pause, RuleProfile
from programs.models.attendance import Outcome
from programs.models.enrollment import ExitReason, Status
from programs.models.pause import Reason
from programs.questions import standings
from programs.questions.readmissions import readmission_of
from programs.rules.sentences import explained, why
from services.errors import Refused
from tests.conftest import NOW
from tests.reports.town import Town

TODAY = NOW.date()
# `make histories` asks for 500 of 50 steps; the suite for a few.
HISTORIES = int(os.environ.get("HISTORIES", "6"))
STEPS = int(os.environ.get("STEPS", "30"))
SAID = (
    {"sessions_required": 12, "max_absences": 2},
    {"minutes_required": 1200, "counts_by": "minutes", "make_ups_most": 1, "make_up_days": 30},
    {"sessions_required": 5, "accepted_is_none": True, "max_in_a_row": 1, "readmission": "credit"},
    {"sessions_required": 20, "leave_allowed": False, "readmission": "new_referral", "min_weeks": 8},
)


class History(Town):
    """A town whose men are under rules and orders; every step is an action, and a refusal is an answer, too."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.act = {"by": self.staff, "at": NOW}
        self.done: dict[str, int] = {}
        profiles = [
            RuleProfile.objects.create(
                service=self.service, key=f"rules-{n}", name=f"Rules {n}", said=said, published_at=NOW
            )
            for n, said in enumerate(SAID)
        ]
        for place in Enrollment.objects.order_by("pk"):
            place.rule_profile = self.draw.choice([None, *profiles])
            place.save()

    def step(self) -> None:
        """One thing happens, or is refused and leaves everything as it was."""
        act = self.draw.choice(
            [
                self.he_is_away, self.he_is_back, self.his_return_moves, self.he_moves, self.he_finishes,
                self.he_leaves, self.he_is_taken_back, self.he_comes_again, self.his_reason_is_looked_at,
                self.he_makes_it_up, self.an_order_comes, self.rosters_are_frozen, self.something_happens,
            ]
        )  # fmt: skip
        try:
            act()
        except (Refused, ProtectedError):  # the undo of an import meets a place that others follow
            return
        self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def a_day(self):
        return TODAY - timedelta(days=self.draw.randrange(-20, 300))

    def place(self, **which) -> Enrollment:
        found = self.one_of(Enrollment.objects.filter(**which))
        if found is None:
            raise Refused("There is no such place.")
        return found

    def he_is_away(self) -> None:
        since = self.a_day()
        pauses.pause(
            enrollment=self.place(ended_on=None),
            reason=self.draw.choice(Reason.values),
            since=since,
            returns_on=since + timedelta(days=self.draw.randrange(1, 60)),
            **self.act,
        )

    def he_is_back(self) -> None:
        pauses.back(enrollment=self.place(returns_on__isnull=False), on=self.a_day(), **self.act)

    def his_return_moves(self) -> None:
        place = self.place(returns_on__isnull=False)
        pauses.change_return(enrollment=place, returns_on=self.a_day(), **self.act)

    def he_moves(self) -> None:
        transfers.transfer(
            enrollment=self.place(ended_on=None),
            group=self.one_of(Group.objects.all()),
            start_on=self.a_day(),
            credit=self.draw.random() < 0.7,
            **self.act,
        )

    def he_finishes(self) -> None:
        on = self.a_day()
        completions.complete(
            enrollment=self.place(ended_on=None),
            of=self.draw.choice(Completion._meta.get_field("of").choices)[0],
            took_part=True,
            reviewed_on=on,
            on=on,
            dose_reason=self.draw.choice(["", "The court agreed."]),
            **self.act,
        )

    def he_leaves(self) -> None:
        enrollments.exit(
            enrollment=self.place(ended_on=None),
            reason=self.draw.choice(ExitReason.values),
            ended_by="man",
            on=self.a_day(),
            **self.act,
        )

    # A place is ended and opened by actions alone here: whoever writes past them owes what they keep in step.
    a_place_ends_or_not = he_leaves

    def he_is_taken_back(self) -> None:
        enrollments.reinstate(enrollment=self.place(ended_on__isnull=False), reason="A mistake", **self.act)

    def he_comes_again(self) -> None:
        before = self.place(ended_on__isnull=False)
        enrollments.enroll(
            client=before.client,
            group=before.group,
            started_on=self.a_day(),
            referred_on=self.draw.choice([None, TODAY]),
            credit=self.draw.random() < 0.5,
            **self.act,
        )

    def a_row(self, *outcomes: str) -> Attendance:
        row = self.one_of(Attendance.objects.filter(outcome__in=outcomes))
        if row is None:
            raise Refused("There is no such mark.")
        return row

    def his_reason_is_looked_at(self) -> None:
        row = self.a_row(Outcome.EXCUSED)
        (reasons.take_back if row.reason_accepted else reasons.accept)(attendance=row, **self.act)

    def he_makes_it_up(self) -> None:
        row = self.a_row(Outcome.EXCUSED, Outcome.UNEXCUSED, Outcome.MAKE_UP)
        if row.outcome == Outcome.MAKE_UP and self.draw.random() < 0.5:
            make_ups.take_back(attendance=row, **self.act)
        else:
            make_ups.make_up(attendance=row, on=self.a_day(), **self.act)

    def an_order_comes(self) -> None:
        ordered_doses.write_down(
            enrollment=self.place(),
            name=f"Order {self.draw.randrange(5)}",
            sessions_required=self.draw.choice([None, 3, 10]),
            minutes_required=self.draw.choice([None, 600]),
            credited_from=self.draw.choice([None, self.a_day()]),
            **self.act,
        )

    def rosters_are_frozen(self) -> None:
        sessions.freeze_rosters(service_id=self.service.pk, at=NOW)

    # --- What holds after every step ------------------------------------------------------------------------

    def explain(self) -> None:
        """Every figure of a man's standing is a sentence, and adds up to the sessions that are shown with theirs."""
        place = self.one_of(Enrollment.objects.select_related("rule_profile"))
        if place is None:
            return
        doses = OrderedDose.objects.filter(enrollment=place)
        standing, orders = standings.in_full(place, doses, at=NOW)
        for each in (standing, *(order.standing for order in orders)):
            assert all(explained(each))
            assert all(why(one) for one in each.weighed)
            assert each.credited == sum(one.credited for one in each.weighed) + each.from_before
            assert each.came <= each.offered
            assert each.credited - each.from_before <= each.came
        again = readmission_of(place.client, place.group.program, at=NOW)
        assert again is None or again.sentence

    def in_step(self) -> None:
        """What a place says of itself is what its rows say."""
        away = set(Pause.objects.open().values_list("enrollment", flat=True))
        for place in Enrollment.objects.all():
            assert (place.returns_on is not None) == (place.pk in away)
            assert place.pk not in away or place.ended_on is None
            if place.status == Status.PAUSED:
                assert place.pk in away
        for completion in Completion.objects.standing().select_related("enrollment"):
            assert not completion.enrollment.is_open
