"""Which service a command is about when nobody said."""

from __future__ import annotations

from django.core.management.base import CommandError

from services.models import Service


def chosen_service(slug: str | None) -> Service:
    """The service named; else the one that is no demo, where there is exactly one; else `demo`."""
    if slug:
        service = Service.objects.filter(slug=slug).first()
        if service is None:
            raise CommandError(f"There is no service “{slug}” here. {_known()}", returncode=2)
        return service
    real = list(Service.objects.filter(is_demo=False)[:2])
    if len(real) == 1:
        return real[0]
    service = Service.objects.filter(slug="demo").first()
    if service is None:
        raise CommandError(f"Say which service with --service SLUG. {_known()}", returncode=2)
    return service


def _known() -> str:
    slugs = list(Service.objects.order_by("slug").values_list("slug", flat=True)[:20])
    return (
        f"Known are: {', '.join(slugs)}." if slugs else "There is none yet; make one with manage.py service."
    )
