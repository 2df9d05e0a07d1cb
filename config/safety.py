"""Settings under which work could be lost or done by strangers: Aver does not start its workers with them."""

import os
from collections.abc import Iterator
from typing import Any

from celery import current_app

from config import env

IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}
UNREACHABLE = "The broker does not answer."


def problems(conf: Any) -> Iterator[str]:
    """What is unsafe in Celery's settings and the environment, a sentence each."""
    visibility = conf.broker_transport_options.get("visibility_timeout", 3600)
    if not conf.task_time_limit or conf.task_time_limit >= visibility:
        yield (
            f"TASK_TIME_LIMIT ({conf.task_time_limit} s) must be shorter than BROKER_VISIBILITY_TIMEOUT"
            f" ({visibility} s), or a long task is given to a second worker."
        )
    if set(conf.accept_content) != {"json"} or conf.task_serializer != "json":
        yield "Celery must accept JSON only: whoever reaches the broker could run code through pickle."
    if not (conf.task_acks_late and conf.task_reject_on_worker_lost):
        yield "task_acks_late and task_reject_on_worker_lost must be on, or a killed worker loses its bell."
    if env.flag("AVER_PRODUCTION") and os.environ.get("AVER_FAILPOINTS"):
        yield "AVER_FAILPOINTS lets tests kill workers; take it out of the environment."


def broker_problem() -> str:
    """What is unsafe in the broker, or that it does not answer; empty where all is well. Takes a second or two."""
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            channel: Any = connection.default_channel
            policy = channel.client.info("memory").get("maxmemory_policy", "noeviction")
    except Exception:  # a broker fails in more ways than its client names
        return UNREACHABLE
    if policy != "noeviction":
        return f"Redis may evict messages (maxmemory-policy {policy}); set it to noeviction."
    return ""


def refuse_unsafe(**_: Any) -> None:
    """Before a worker or beat begins. A broker that is down is waited for: it is looked at by /health/."""
    found = [*problems(current_app.conf), broker_problem()]
    for problem in found:
        if problem and problem != UNREACHABLE:
            raise SystemExit(f"Aver cannot start: {problem}")
