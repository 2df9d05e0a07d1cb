"""The Celery application: the queue is a doorbell, so every setting prefers running twice to losing."""

import os
from datetime import timedelta

from celery import Celery
from celery.schedules import schedule
from celery.signals import beat_init, worker_init
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from config import env
from config.safety import refuse_unsafe

VISIBILITY_TIMEOUT = env.whole_number("BROKER_VISIBILITY_TIMEOUT", 3600)
HARD_TIME_LIMIT = env.whole_number("TASK_TIME_LIMIT", 1800)

BELLS, SWEEPS = "aver", "aver-sweeps"
"""Two queues, which a worker asks in turn: a thousand bells do not keep a sweep waiting."""


def _sweep(task: str, every: timedelta) -> dict[str, object]:
    # No expiry: it would be reckoned by beat's clock and read by the worker's.
    return {"task": f"claims.tasks.{task}", "schedule": schedule(every), "options": {"queue": SWEEPS}}


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
    task_default_queue=BELLS,
    task_queues=[Queue(BELLS), Queue(SWEEPS)],
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_scheduler="config.beat:Ticker",
    beat_schedule={
        "extract what waits": _sweep("sweep_extractions", timedelta(seconds=10)),
        "file the passages of what waits": _sweep("sweep_passages", timedelta(seconds=10)),
        "look for evidence": _sweep("sweep_searches", timedelta(seconds=10)),
        "look at what falls due": _sweep("sweep_rechecks", timedelta(seconds=10)),
        "tell people": _sweep("tell", timedelta(seconds=10)),
        "file what they are told once a day": _sweep("file_digests", timedelta(minutes=1)),
        "clear away what was told long ago": _sweep("clear", timedelta(days=1)),
        "keep the records": _sweep("keep_records", timedelta(seconds=10)),
        "file what was forgotten": _sweep("find_forgotten", timedelta(hours=1)),
    },
)
app.autodiscover_tasks(["claims"])

worker_init.connect(refuse_unsafe)
beat_init.connect(refuse_unsafe)
