"""People who act in the same moment, each in a thread and a connection of their own."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T]:
    """What each act returns; none begins before all are ready."""
    ready = Barrier(len(acts), timeout=20)

    def alone(act: Callable[[], T]) -> T:
        try:
            ready.wait()
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as people:
        return list(people.map(alone, acts))


def contests(rounds: Iterable[tuple[Callable[[], T], Callable[[], T]]]) -> Counter[tuple[T, ...]]:
    """How often a round of two acts at once ended how; the outcomes of a round in order, whoever was first."""
    return Counter(tuple(sorted(at_once(*acts), key=str)) for acts in rounds)
