from celery import shared_task
from django.utils import timezone

from reports.actions import stays


@shared_task
def keep_stays():
    stays.keep_stays(at=timezone.now())
