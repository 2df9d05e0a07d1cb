"""Wakes whoever waits for an event. The bell only saves the wait: the sweeps find the rows all the same."""

import logging
from collections.abc import Sequence

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


# One try, on a connection of its own: the pool's would try for seconds, and a person waits.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 0.4, "socket_timeout": 0.4}


def leave_work(event: str, key: int) -> None:
    """Have whoever settings name for `event` file its work, within the transaction that keeps the row.

    So the work is there if and only if the row is.
    """
    import_string(settings.WORK[event])(key)


def ring(event: str, key: int) -> None:
    """When the transaction commits, send the tasks that settings name for `event`, with the row's key.

    Takes a second at the most and never raises: a lost message is not lost work.
    """
    transaction.on_commit(lambda: _send(settings.DOORBELL[event], key), robust=True)


def _send(tasks: Sequence[str], key: int) -> None:
    try:
        with current_app.connection_for_write(transport_options=IMPATIENT) as connection:
            for task in tasks:
                current_app.send_task(task, args=[key], connection=connection, ignore_result=True, retry=False)
    except Exception as error:  # a broker fails in more ways than its client names
        told = " and ".join(tasks)
        logger.warning("The broker did not take %s(%s): %s. The next sweep will find the row.", told, key, error)
