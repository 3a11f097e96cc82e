from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models.safety_word import SafetyWord
from partners.models.wing import OfTheWing, WingQuerySet, kept_in_the_wing
from partners.schema import wing_table
from partners.sealing import WingTextField
from services.models.staff import Staff

# A caller is asked again whether a number is safe.
STALE_AFTER = timedelta(days=30)


class Door(models.TextChoices):
    CALL = "call", _("On the phone")
    WEB = "web", _("From our page")
    API = "api", _("From another program")
    DESK = "desk", _("At this desk")


class Relation(models.TextChoices):
    PARTNER = "partner", _("Partner")
    FORMER_PARTNER = "former_partner", _("Former partner")
    PARENT = "parent", _("Parent")
    RELATIVE = "relative", _("Relative")
    FRIEND = "friend", _("Friend")
    OTHER = "other", _("Somebody else")


class Asked(models.TextChoices):
    TALK = "talk", _("To talk to somebody")
    ABOUT_US = "about_us", _("To know what we do")
    RAISE_IT = "raise_it", _("How to speak with him about it")
    SAFETY = "safety", _("Help to be safe")
    CHILDREN = "children", _("Help for children")
    NOTHING = "nothing", _("Only to tell us")


class Option(models.TextChoices):
    """What there is for her when he will not come; none of it waits for him."""

    TALK_AGAIN = "talk_again", _("Talk again with us")
    HOW_TO_RAISE_IT = "how_to_raise_it", _("How to raise it with him, only if it is safe")
    HIS_NUMBER = "his_number", _("Our number, for him to call himself")
    SAFETY_PLAN = "safety_plan", _("A safety plan")
    OWN_SUPPORT = "own_support", _("A support service of the caller’s own")
    CHILDREN = "children", _("Help for the children")
    LEGAL = "legal", _("Legal advice")
    POLICE = "police", _("Police or an order of protection")


class Outcome(models.TextChoices):
    SUPPORTED = "supported", _("We talked, and that was enough")
    ELSEWHERE = "elsewhere", _("Other help has taken over")
    NO_SAFE_WAY = "no_safe_way", _("There was no safe way to call back")
    NOT_REACHED = "not_reached", _("We could not reach the caller")
    NO_MORE = "no_more", _("No further contact wished")
    NOT_FOR_US = "not_for_us", _("Not for this desk")


# What of a connection stands on the page of an enquiry.
TIE = ("id", "man_id", "agreed_on", "agreed_how", "agreed_words")


def name_of(column: str) -> Subquery:
    """What a colleague is called, whose plain id stands in a column."""
    return Subquery(Staff.objects.filter(pk=OuterRef(column)).values("name")[:1])


class EnquiryQuerySet(WingQuerySet):
    def open(self) -> Self:
        return self.filter(closed_at=None)

    def with_danger(self) -> Self:
        """`danger` says whether a safety line was saved with it."""
        return self.annotate(danger=Exists(SafetyWord.objects.filter(about_id=OuterRef("pk"))))

    def with_tie(self) -> Self:
        """The connection that stands, if one does, and the names of who has it and who took the call."""
        standing = FilteredRelation("ties", condition=Q(ties__undone_at=None))
        told = {f"tie_{name}": F(f"standing__{name}") for name in TIE}
        return self.annotate(standing=standing).annotate(
            **told, owner_name=name_of("owner_id"), taken_by_name=name_of("taken_by_id")
        )


@kept_in_the_wing("enquiry")
class Enquiry(OfTheWing):
    """What a partner or relative said to us, and how to reach the caller safely. It makes no man and no referral."""

    Door, Relation, Asked, Option, Outcome = Door, Relation, Asked, Option, Outcome

    door = models.CharField(_("by which way it came"), max_length=6, choices=Door.choices)
    received_at = models.DateTimeField()
    taken_by_id = models.UUIDField(null=True, editable=False)
    relation = models.CharField(_("to him"), max_length=16, choices=Relation.choices, blank=True)

    her_name = WingTextField(_("caller’s name"), blank=True, default="")
    contact = WingTextField(_("number or address"), blank=True, default="")
    may_contact = models.BooleanField(_("we may use it"), default=False)
    may_leave_message = models.BooleanField(_("we may leave a message"), default=False)
    may_say_who = models.BooleanField(_("we may say who we are"), default=False)
    contact_when = WingTextField(_("when it is safe"), blank=True, default="")
    contact_who_else = WingTextField(_("who else uses it"), blank=True, default="")
    confirmed_on = models.DateField(_("last confirmed"), null=True, blank=True)
    contact_print = models.CharField(max_length=32, blank=True, editable=False)

    said = WingTextField(_("what was said"), blank=True, default="")
    asked_for = models.JSONField(_("what was asked for"), default=list, blank=True)
    asked_words = WingTextField(_("in the caller’s words"), blank=True, default="")

    his_name = WingTextField(_("his name"), blank=True, default="")
    his_birth = WingTextField(_("his date of birth"), blank=True, default="", help_text="YYYY-MM-DD")
    his_phone = WingTextField(_("his phone number"), blank=True, default="")
    his_name_print = models.CharField(max_length=32, blank=True, editable=False)
    his_phone_print = models.CharField(max_length=32, blank=True, editable=False)

    owner_id = models.UUIDField(null=True, editable=False)
    first_answered_at = models.DateTimeField(null=True, editable=False)
    options = models.JSONField(_("what was offered"), default=list, blank=True)
    options_words = WingTextField(_("in a few words"), blank=True, default="")
    outcome = models.CharField(_("how it ended"), max_length=12, choices=Outcome.choices, blank=True)
    outcome_words = WingTextField(_("in a few words"), blank=True, default="")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by_id = models.UUIDField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        db_table = wing_table("enquiry")
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(outcome=""),
                name="closed_enquiry_says_how",
                violation_error_message=_("Say how it ended."),
            ),
            models.CheckConstraint(
                condition=Q(may_contact=True) | Q(may_leave_message=False, may_say_who=False),
                name="no_message_without_contact",
                violation_error_message=_("Without a call there is no message."),
            ),
        ]
        indexes = [
            models.Index("service_id", "closed_at", "received_at", "id", name="enquiry_waiting"),
            models.Index("service_id", "owner_id", name="enquiry_by_owner"),
            models.Index("service_id", "contact_print", name="enquiry_by_contact"),
            models.Index("service_id", "his_phone_print", name="enquiry_by_his_phone"),
            models.Index("service_id", "his_name_print", name="enquiry_by_his_name"),
        ]

    def __str__(self) -> str:
        return f"Enquiry {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partners:enquiry_detail", args=[self.pk])

    @property
    def caller(self) -> str:
        return self.her_name.strip() or gettext("No name given")

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def waits(self) -> bool:
        """Nobody has talked with the caller since."""
        return self.is_open and self.first_answered_at is None

    @property
    def asked_for_words(self) -> list[str]:
        return [str(Asked(code).label) for code in self.asked_for if code in Asked.values]

    @property
    def offered_words(self) -> list[str]:
        return [str(Option(code).label) for code in self.options if code in Option.values]

    @property
    def his_birth_day(self) -> date | None:
        try:
            return date.fromisoformat(self.his_birth)
        except ValueError:
            return None

    def is_stale(self, *, on: date) -> bool:
        """What was safe a month ago may not be by now."""
        return self.confirmed_on is not None and on - self.confirmed_on > STALE_AFTER

    def late(self, *, at: datetime, hours: int) -> bool:
        """Has the caller waited longer than this service said?"""
        return self.waits and (at - self.received_at).total_seconds() > hours * 3600
