"""Processor time: other processes on the machine cost this one wall time, not work."""

import gc
import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """Processor seconds of this process for one call, garbage of earlier calls collected before."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started
