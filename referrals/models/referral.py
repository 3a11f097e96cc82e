from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programs.models import Enrollment
from referrals.models.kept_apart import KeptApart
from services.fields import EncryptedTextField
from services.models.case_cover import CaseCover
from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet, with_history


class Source(models.TextChoices):
    SELF = "self", _("He came by himself")
    PARTNER = "partner", _("A partner suggested it")
    LEGAL_COUNSEL = "legal_counsel", _("A lawyer")
    COURT = "court", _("A court")
    OTHER = "other", _("Another service or person")


class Pressure(models.TextChoices):
    OWN_CHOICE = "own_choice", _("His own choice")
    ULTIMATUM = "ultimatum", _("An ultimatum")
    ADVISED = "advised", _("He was advised to")
    ORDERED = "ordered", _("He was ordered to")


class Crisis(models.TextChoices):
    NONE = "none", _("No crisis named")
    SEPARATION = "separation", _("Separation")
    ULTIMATUM = "ultimatum", _("An ultimatum")
    CHARGE = "charge", _("A charge")
    ORDER = "order", _("A court order")
    CHILD_CONTACT = "child_contact", _("Contact with his children")
    SELF_HARM = "self_harm", _("Self-harm")
    OTHER = "other", _("Something else")


class Channel(models.TextChoices):
    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")
    WEB = "web", _("From our page")
    LETTER = "letter", _("By letter or e-mail")
    API = "api", _("From another program")
    FILE = "file", _("With a spreadsheet")


class Availability(models.TextChoices):
    WEEKDAY_MORNING = "weekday_morning", _("Weekday mornings")
    WEEKDAY_AFTERNOON = "weekday_afternoon", _("Weekday afternoons")
    WEEKDAY_EVENING = "weekday_evening", _("Weekday evenings")
    WEEKEND = "weekend", _("Weekends")
    SHIFTS = "shifts", _("Changing shifts")
    ONLINE = "online", _("Online only")


class Status(models.TextChoices):
    RECEIVED = "received", _("Received")
    CONTACTING = "contacting", _("Being contacted")
    TRIAGED = "triaged", _("Triaged")
    ACCEPTED = "accepted", _("Accepted")
    WAITLISTED = "waitlisted", _("Waiting for a place")
    REDIRECTED = "redirected", _("Helped elsewhere")
    DECLINED = "declined", _("Declined")
    PLACED = "placed", _("Placed in a group")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NO_CONTACT = "no_contact", _("Not reached")


WAITING = (Status.RECEIVED, Status.CONTACTING, Status.TRIAGED, Status.ACCEPTED, Status.WAITLISTED)
OPEN = (*WAITING, Status.PLACED)
# It is decided that he comes to us; he waits for a place, and is called meanwhile so that he is still there.
FOR_A_PLACE = (Status.ACCEPTED, Status.WAITLISTED)
LEAVING = {Status.WITHDRAWN, Status.NO_CONTACT}
# Which status may follow which; a trigger in the database holds the same table.
NEXT = {
    Status.RECEIVED: {Status.CONTACTING, Status.TRIAGED} | LEAVING,
    Status.CONTACTING: {Status.TRIAGED} | LEAVING,
    Status.TRIAGED: {Status.ACCEPTED, Status.WAITLISTED, Status.REDIRECTED, Status.DECLINED} | LEAVING,
    Status.ACCEPTED: {Status.WAITLISTED, Status.PLACED} | LEAVING,
    Status.WAITLISTED: {Status.ACCEPTED, Status.PLACED} | LEAVING,
    Status.REDIRECTED: set(),
    Status.DECLINED: set(),
    Status.PLACED: {Status.CLOSED} | LEAVING,
    Status.CLOSED: set(),
    Status.WITHDRAWN: set(),
    Status.NO_CONTACT: set(),
}
# Old when a spreadsheet brought it, and nobody has looked at it since. A word of self-harm is never laid aside.
SET_ASIDE = Q(set_aside=True, status=Status.RECEIVED) & ~Q(crisis=Crisis.SELF_HARM)
# Steps that must say why.
NEEDS_REASON = {Status.REDIRECTED, Status.DECLINED, Status.WITHDRAWN, Status.NO_CONTACT}
# What somebody may take back who did it by mistake: a decision, never a talk or a place. It is no step of NEXT; the
# database lets it pass only beside a row that says which step it takes back.
TAKEN_BACK = {
    Status.ACCEPTED,
    Status.WAITLISTED,
    Status.REDIRECTED,
    Status.DECLINED,
    Status.WITHDRAWN,
    Status.NO_CONTACT,
    Status.CLOSED,
}


class ReferralQuerySet(WalledQuerySet):
    def visible_to(self, staff) -> Self:
        """Those of a site for intake and directors; for a counselor those he holds, and of own men in his groups.

        One he holds is open while the man waits, and while the place that came of it runs, with the month after it.
        """
        desk, rows = staff.desk, self.in_service_of(staff)
        rows = rows.exclude(client__in=KeptApart.objects.men_kept_from(staff))
        if desk.everywhere(Role.INTAKE, Role.DIRECTOR):
            return rows
        seen = _in_hand(staff)
        if desk.has(Role.COUNSELOR):
            seen |= Q(client__in=Enrollment.objects.in_own_groups(staff).values("client"))
        seen |= Q(client__in=CaseCover.objects.men_of(staff))
        return rows.filter(seen)

    def in_hand_of(self, staff) -> Self:
        """The same without what comes with his own men: an index finds these, however many referrals there are."""
        rows = self.in_service_of(staff).exclude(client__in=KeptApart.objects.men_kept_from(staff))
        return rows if staff.desk.everywhere(Role.INTAKE, Role.DIRECTOR) else rows.filter(_in_hand(staff))

    def door_known_to(self, staff) -> Self:
        """Those of which this person may know who sent him: a filter by door must not tell a counselor."""
        desk = staff.desk
        if desk.everywhere(Role.INTAKE, Role.DIRECTOR):
            return self
        return self.filter(site__in=desk.sites_of(Role.INTAKE, Role.DIRECTOR))

    def waiting(self) -> Self:
        """Men who are not in a group yet and whose referral is still open; what was set aside waits for no call."""
        return self.filter(status__in=WAITING).exclude(SET_ASIDE)

    def set_aside(self) -> Self:
        """Old ones that came with a spreadsheet, until somebody takes them up or closes them."""
        return self.filter(SET_ASIDE)


def _in_hand(staff) -> Q:
    desk, seen = staff.desk, Q(pk__in=[])
    if desk.has(Role.INTAKE, Role.DIRECTOR):
        seen |= Q(site__in=desk.sites_of(Role.INTAKE, Role.DIRECTOR))
    if desk.has(Role.COUNSELOR):
        places = Enrollment.objects.filter(client=OuterRef("client"))
        came_of_it = Exists(places.lately(on=desk.on)) | ~Exists(places)
        seen |= Q(owner_id=staff.pk) & (Q(status__in=WAITING) | (Q(status=Status.PLACED) & came_of_it))
    return seen


@with_history()
class Referral(Walled):
    """How a man reached us, once: who sent him, under what pressure, and what had just happened."""

    Source, Pressure, Crisis, Status = Source, Pressure, Crisis, Status
    Channel, Availability = Channel, Availability

    client = models.ForeignKey("services.Client", on_delete=models.PROTECT, related_name="referrals")
    site = models.ForeignKey(
        "services.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    owner = models.ForeignKey(
        "services.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    source = models.CharField(_("how he came"), max_length=20, choices=Source.choices)
    pressure = models.CharField(_("under what pressure"), max_length=20, choices=Pressure.choices, blank=True)
    crisis = models.CharField(
        _("what had happened"), max_length=20, choices=Crisis.choices, default=Crisis.NONE
    )
    crisis_on = models.DateField(_("when it happened"), null=True, blank=True)
    told_he_needs = models.CharField(_("what he was told he needs"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RECEIVED)
    received_on = models.DateField(_("received"))
    received_at = models.DateTimeField()
    required_sessions = models.PositiveSmallIntegerField(_("sessions ordered"), null=True, blank=True)
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    reports_to = models.CharField(_("who must hear from us"), max_length=200, blank=True)
    episode = models.PositiveSmallIntegerField(default=1)
    referrer = models.ForeignKey(
        "referrals.Referrer", on_delete=models.PROTECT, null=True, blank=True, related_name="referrals"
    )
    channel = models.CharField(
        _("by which way it came"),
        max_length=10,
        choices=Channel.choices,
        blank=True,
        db_default="",
        default="",
    )
    call_back = EncryptedTextField(
        _("a safe way to call back"),
        blank=True,
        default="",
        help_text="In his words, where a number alone does not say it: “message through his sister”, “no phone yet”",
    )
    next_try_at = models.DateTimeField(_("next safe try"), null=True, blank=True)
    ended_early = models.BooleanField(_("the call ended early"), default=False, db_default=False)
    availability = models.JSONField(
        _("when he can come"), default=list, blank=True, db_default=Value([], models.JSONField())
    )
    offered = models.CharField(_("what we offer him"), max_length=300, blank=True, default="", db_default="")
    decline_notice_on = models.DateField(_("he was told in writing on"), null=True, blank=True)
    set_aside = models.BooleanField(
        _("set aside"),
        default=False,
        db_default=False,
        help_text="It was old when a spreadsheet brought it in.",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint("service", "client", "episode", name="referral_episode_once"),
        ]
        indexes = [
            models.Index("service", "status", "received_at", "id", name="referral_queue"),
            models.Index("service", "received_at", "id", name="referral_by_received"),
            models.Index("service", "client", "received_on", name="referral_by_client"),
            models.Index("service", "owner", name="referral_by_owner"),
        ]

    def __str__(self) -> str:
        return f"Referral {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("referrals:referral_detail", args=[self.pk])

    @property
    def is_set_aside(self) -> bool:
        untouched = self.set_aside and self.status == Status.RECEIVED
        return untouched and self.crisis != Crisis.SELF_HARM

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING and not self.is_set_aside

    def may_become(self, status: str) -> bool:
        return status in NEXT[Status(self.status)]

    def waited(self, *, at: datetime):
        return at - self.received_at


class ReferralStep(Walled):
    """One step a referral took: who, when, and why where a reason is owed."""

    referral = models.ForeignKey("referrals.Referral", on_delete=models.CASCADE, related_name="steps")
    from_status = models.CharField(max_length=12, choices=Status.choices, blank=True)
    to_status = models.CharField(max_length=12, choices=Status.choices)
    by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(_("why"), max_length=300, blank=True)
    takes_back = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="taken_back_by"
    )

    objects = WalledQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_status__in=sorted(NEEDS_REASON)) | ~Q(reason=""),
                name="step_says_why",
                violation_error_message=_("Say why: one sentence is enough."),
            )
        ]

    def __str__(self) -> str:
        return f"Step {self.pk}"
