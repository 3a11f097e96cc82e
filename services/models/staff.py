from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from services.access import Desk


class Gender(models.TextChoices):
    MAN = "man", _("Man")
    WOMAN = "woman", _("Woman")
    ANOTHER = "another", _("Another")


class StaffManager(BaseUserManager["Staff"]):
    def make(self, *, email: str, name: str, password: str | None = None, **fields) -> Staff:
        staff = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        staff.set_password(password)
        staff.save(using=self._db)
        return staff

    def the_house(self) -> Staff:
        """The row that stands for the program itself: sweeps and commands act as it. It cannot log in."""
        staff, _made = self.get_or_create(
            email="alongside@house.invalid",
            defaults={"name": "Alongside", "can_log_in": False, "password": make_password(None)},
        )
        return staff

    def visible_to(self, staff: Staff) -> models.QuerySet[Staff]:
        """People who work in the service this person sits in; tokens and the house are no people."""
        working = models.Q(memberships__service_id=staff.desk.service_id, memberships__ended_at=None)
        return self.filter(working, is_active=True, can_log_in=True).distinct()


class Staff(AbstractBaseUser):
    """A person who works here, in one service or several. Outside the wall: login looks them up first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    can_log_in = models.BooleanField(
        default=True, help_text=_("Off for API tokens and for the house itself.")
    )
    is_active = models.BooleanField(default=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    scheme = models.CharField(
        _("colors"),
        max_length=5,
        blank=True,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    # Only to see whether a man and a woman run a group; nobody has to say.
    gender = models.CharField(_("gender"), max_length=7, blank=True, choices=Gender.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = StaffManager()

    class Meta:
        verbose_name_plural = "staff"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def desk(self) -> Desk:
        """Where this person sits now: the service, the roles and the sites. Set at the edge by `services.access.seat`."""
        if not hasattr(self, "_desk"):
            raise LookupError(
                f"Staff {self.pk} has not sat down in a service: call services.access.seat() first."
            )
        return self._desk

    @desk.setter
    def desk(self, desk: Desk) -> None:
        self._desk = desk
