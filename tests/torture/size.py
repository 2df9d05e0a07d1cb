"""How heavy: `make torture` is small; `make torture SIZE=full` has the counts that the promises name."""

import os

IS_FULL = os.environ.get("SIZE", "small") == "full"


def count(small: int, full: int) -> int:
    return full if IS_FULL else small
