from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.membership import Role
from services.models.walled import Walled, WalledQuerySet


class Invitation(Walled):
    """A door opened once for one address: the only way to an account. The link's key is stored hashed."""

    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    site = models.ForeignKey(
        "services.Site", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, editable=False)
    invited_by = models.ForeignKey("services.Staff", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = WalledQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("service", "token_hash", name="invitation_token_once")]
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"
