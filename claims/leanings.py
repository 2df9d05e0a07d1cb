"""Which way the meaning of a passage leans: what the encoder makes of it, along two axes that were fitted."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from claims.comparing.votes import Leaning
from claims.comparing.words import load_cues
from claims.encoding import Vectors


def leanings(vectors: Vectors) -> list[Leaning]:
    """One of each row of (n, 512)."""
    return [Leaning(came, failed) for came, failed in (vectors @ _axes()).tolist()]


@cache
def _axes() -> NDArray[np.float32]:
    """(512, 2): that it came about, that it did not."""
    told = load_cues("leanings")
    return np.array([told["came"], told["failed"]], np.float32).T * np.float32(told["unit"])
