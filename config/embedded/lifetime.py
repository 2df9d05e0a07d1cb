"""Ending with the launcher, also when it is killed outright."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_the_parent() -> None:
    """For `preexec_fn`: on Linux the kernel sends SIGTERM when the parent is gone; elsewhere one may be left over."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
