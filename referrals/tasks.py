from uuid import UUID

from celery import shared_task
from django.utils import timezone

from referrals.actions import deadlines
from referrals.actions.imports import work
from services.actions import loops


@shared_task
def run_due_imports():
    at = timezone.now()
    for service_id, pk in work.due_imports(at=at):
        run_import.delay(service_id=str(service_id), pk=str(pk))
    loops.finished(name="imports", at=at)


@shared_task
def count_deadlines_again():
    deadlines.sweep_all(at=timezone.now())


# The longest list takes longer than any other task; its lease is what says that nobody works on it.
@shared_task(time_limit=6 * 3600)
def run_import(*, service_id, pk):
    work.run_import(service_id=UUID(service_id), pk=UUID(pk), at=timezone.now())
