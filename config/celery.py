"""The Celery application: the queue is a doorbell, so every setting prefers running twice to losing."""

import os
from datetime import timedelta

from celery import Celery
from celery.schedules import schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config import env

VISIBILITY_TIMEOUT = 3600
HARD_TIME_LIMIT = 1800

app = Celery("aver")
app.conf.update(
    broker_url=env.endpoints().broker_url or "redis://127.0.0.1:0/0",
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_TIMEOUT,
        "socket_connect_timeout": 1,
        "socket_timeout": 5,
        "health_check_interval": 10,
    },
    accept_content=["json"],
    task_serializer="json",
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_time_limit=HARD_TIME_LIMIT,
    task_default_queue="aver",
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_schedule={
        "extract what waits": {
            "task": "claims.tasks.sweep_extractions",
            "schedule": schedule(timedelta(seconds=10)),
            # A tick nobody took in time is worth nothing: the next one does all that is due.
            "options": {"expires": 10},
        },
        "look at what falls due": {
            "task": "claims.tasks.sweep_rechecks",
            "schedule": schedule(timedelta(seconds=10)),
            "options": {"expires": 10},
        },
    },
)
app.autodiscover_tasks(["claims"])
