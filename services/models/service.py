import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Service(models.Model):
    """An organization that runs groups: the tenant. Holds no people, so it stands outside the wall."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), unique=True, max_length=50)
    name = models.CharField(_("name"), max_length=200)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    region = models.CharField(
        _("region"), max_length=10, default="CA", help_text=_("For telephone numbers and public holidays.")
    )
    locale = models.CharField(_("language"), max_length=10, default="en")
    crisis_line = models.CharField(_("crisis line to read aloud"), max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def country(self) -> str:
        """The two letters of the country that local telephone numbers are read in."""
        return self.region.split("-")[0].upper()
