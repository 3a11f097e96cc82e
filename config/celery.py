"""All clockwork on one page. The row is the queue: losing every message here loses nothing but time."""

import os
from pathlib import Path

from celery import Celery, signals
from celery.schedules import schedule
from django.conf import settings

from config import broker
from services import pulse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("alongside")
app.conf.update(
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    worker_enable_remote_control=False,
    worker_prefetch_multiplier=1,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_time_limit=600,
    worker_hijack_root_logger=False,
    timezone="UTC",
)
if settings.REDIS_URL:
    app.conf.broker_url = settings.REDIS_URL
    app.conf.broker_transport_options = {"visibility_timeout": 3600}
else:
    # One machine without Redis: files in a folder of ours, looked at five times a second.
    folder = Path(settings.LOCAL_DIR) / "broker"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.conf.broker_url = broker.URL
    app.conf.broker_transport_options = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
        "polling_interval": 0.2,
    }

# Entries expire before the next, so that nothing piles up while no worker runs.
app.conf.beat_schedule_filename = str(Path(settings.LOCAL_DIR) / "beat")
app.conf.beat_schedule = {
    "freeze rosters of sessions that ended, and ask for registers with gaps": {
        "task": "followups.tasks.sweep_registers",
        "schedule": schedule(30),
        "options": {"expires": 25},
    },
    "read, bring in and take back spreadsheets": {
        "task": "referrals.tasks.run_due_imports",
        "schedule": schedule(5),
        "options": {"expires": 5},
    },
    "count again what the front desk owes by when: rules, holidays and closures change": {
        "task": "referrals.tasks.count_deadlines_again",
        "schedule": schedule(3600),
        "options": {"expires": 3500},
    },
    "work out who stayed how long, so that reports need not": {
        "task": "reports.tasks.keep_stays",
        "schedule": schedule(60),
        "options": {"expires": 55},
    },
    "forget keys of a month ago, counts that ran out and sessions that ended": {
        "task": "services.tasks.forget_old",
        "schedule": schedule(600),
        "options": {"expires": 590},
    },
}
app.autodiscover_tasks(["services", "referrals", "followups", "reports"])


@signals.task_success.connect
def _worker_worked(**_told) -> None:
    pulse.felt(settings.LOCAL_DIR, "worker")


@signals.beat_init.connect
def _watch_beat(**_told) -> None:
    """In beat's own process: whatever it handed to the broker is a sign of life."""
    signals.after_task_publish.connect(lambda **_told: pulse.felt(settings.LOCAL_DIR, "beat"), weak=False)
