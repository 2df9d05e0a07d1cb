"""The clock of the sweeps. It is monotonic: whoever sets the machine's clock delays and repeats nothing."""

import time
from typing import Any

from celery.beat import Scheduler
from celery.utils.log import get_logger

from claims.models import Heartbeat
from claims.vital_signs import note

logger = get_logger(__name__)

ENOUGH_WAIT = 20
"""So many ticks in the queue do all that is due; more would only fill a broker whose workers are away."""


class Ticker(Scheduler):
    """Sends each task of the schedule when the process starts, and then at its interval. Keeps nothing on disk."""

    max_interval = 5

    def __init__(self, *words: Any, **options: Any) -> None:
        self._next: dict[str, float] = {}
        super().__init__(*words, **options)

    def install_default_entries(self, data: dict[str, Any]) -> None:
        """None: results, which Celery would clean up after, are not kept."""

    def tick(self, *_: Any, **__: Any) -> float:
        """Send what is due; returns the seconds until the next is."""
        note(Heartbeat.Part.BEAT)
        for name, entry in list(self.schedule.items()):
            now = time.monotonic()
            if now >= self._next.get(name, now):
                every: Any = entry.schedule
                self._next[name] = now + every.run_every.total_seconds()
                self._send(entry)
        until_next = min(self._next.values(), default=0) - time.monotonic()
        return min(max(until_next, 0.01), self.max_interval)

    def _send(self, entry: Any) -> None:
        if self._waiting(entry.options["queue"]) < ENOUGH_WAIT:
            self.apply_entry(entry, producer=self.producer)

    def _waiting(self, queue: str) -> int:
        """How many messages lie there; 0 where the broker does not say, for sending tries again to reach it."""
        try:
            channel: Any = self.producer.channel
            return int(channel.queue_declare(queue=queue).message_count)
        except Exception as error:  # a broker fails in more ways than its client names
            logger.warning("The broker does not answer (%s).", error)
            return 0
