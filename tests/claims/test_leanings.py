"""Which way the meaning of a passage leans."""

import numpy as np

from claims.encoding import SIZE, encode
from claims.leanings import leanings


def test_nothing_leans_nowhere() -> None:
    assert leanings(np.zeros((2, SIZE), np.float32)) == [(0.0, 0.0)] * 2


def test_what_is_done_leans_otherwise_than_what_was_given_up() -> None:
    done, given_up = leanings(
        encode(["The new bridge opened to traffic on Monday.", "The bridge will never be built."])
    )
    assert done.came - done.failed > given_up.came - given_up.failed
