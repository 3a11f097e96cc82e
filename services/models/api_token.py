from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet


class ApiToken(Walled):
    """A key for another program. Acts as a staff row, with one role; stored hashed, shown once."""

    staff = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    name = models.CharField(_("what it is for"), max_length=120, blank=True)
    token_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("service", "token_hash", name="api_token_once")]
        indexes = [models.Index("token_hash", name="api_token_hash")]

    def __str__(self) -> str:
        return f"Token {self.pk}"
