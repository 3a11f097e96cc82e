from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from services.actions import audit, sites
from services.errors import NotAcceptable
from services.languages import language_of
from services.models import Service, Staff
from services.wall import acting_as


@transaction.atomic
def make(
    *,
    slug: str,
    name: str,
    zone: str = "UTC",
    region: str = "CA",
    first_site: str = "Main",
    is_demo: bool = False,
    by: Staff,
    at: datetime,
    **fields: object,
) -> Service:
    """Open an empty service with one site. `fields`: locale, crisis_line."""
    sites.check_zone(zone)
    sites.check_region(region)
    if "locale" in fields:
        fields["locale"] = _spoken(str(fields["locale"]))
    service = Service(
        slug=slug,
        name=name.strip(),
        zone=zone,
        region=region.upper(),
        is_demo=is_demo,
        created_at=at,
        **fields,
    )
    service.full_clean()
    service.save()
    with acting_as(service=service.pk):
        sites.make(service=service, name=first_site, by=by, at=at)
    return service


@transaction.atomic
def speak(*, service: Service, language: str, by: Staff, at: datetime) -> Service:
    """What its pages speak from now on, to everybody who chose no language of their own."""
    service.locale = _spoken(language)
    service.save(update_fields=["locale"])
    with acting_as(service=service.pk):
        audit.changed(service=service, what="service.language", by=by, at=at, language=service.locale)
    return service


def _spoken(language: str) -> str:
    spoken = language_of(None, Service(locale=language))
    if not spoken:
        raise NotAcceptable(
            _("“%(language)s” is not a language we speak. Use one of: %(known)s.")
            % {"language": language[:20], "known": ", ".join(code for code, _name in settings.LANGUAGES)},
            fields={"locale": [_("Unknown language.")]},
        )
    return spoken
