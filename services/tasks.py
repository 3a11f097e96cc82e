from celery import shared_task
from django.utils import timezone

from services.actions import forgetting


@shared_task
def forget_old():
    forgetting.go_round(at=timezone.now())
