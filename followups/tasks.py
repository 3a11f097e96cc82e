from celery import shared_task
from django.utils import timezone

from followups.actions import registers
from services.actions import loops
from services.models import Service


@shared_task
def sweep_registers():
    at = timezone.now()
    for service in Service.objects.all():
        registers.sweep(service=service, at=at)
    loops.finished(name="registers", at=at)
