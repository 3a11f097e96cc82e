"""How a service answers its doors, also before its director has said anything about it."""

from __future__ import annotations

from referrals.models import FrontDesk
from services.models import Service


def front_desk_of(service: Service) -> FrontDesk:
    """The row of this service, or one that was never kept, with what we set beforehand. Inside the service's frame."""
    return FrontDesk.objects.filter(service=service).first() or FrontDesk(service=service)
