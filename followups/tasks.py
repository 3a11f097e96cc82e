from celery import shared_task
from django.utils import timezone

from followups.actions import rounds


@shared_task
def sweep_registers():
    rounds.sweep_registers(at=timezone.now())
