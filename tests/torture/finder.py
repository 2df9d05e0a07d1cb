"""One process that does the leased work of matching until nothing is left: `… -m tests.torture.finder passages`.

It loads no model: a vector is drawn from the text, and a passage bears on a claim that shares its code word (*Tango7*).
AVER_UNGUARDED names the guards that are off, for the negative controls: `token` (nobody asks whose lease it is),
`commit` (what others are to find is committed only when all is done).
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

import django
import numpy as np

django.setup()

from django.db import transaction  # noqa: E402 (after Django)

from claims import leasing, passages, recall, searching, weighing  # noqa: E402
from claims.encoding import SIZE, Vectors  # noqa: E402

_CODE_WORD = re.compile(r"\bTango\d+\b")


class _Weighed:
    def __init__(self, is_of_it: bool) -> None:
        self.score, self.stance, self.why = float(is_of_it), "supports", (("word", "border"),)


def _encode(texts: Sequence[str]) -> Vectors:
    seeds = [int.from_bytes(sha256(text.encode()).digest()[:8], "big") for text in texts]
    drawn = [np.random.default_rng(seed).normal(size=SIZE).astype(np.float32) for seed in seeds]
    return np.stack([each / np.linalg.norm(each) for each in drawn]) if drawn else np.empty((0, SIZE), np.float32)


def _read(text: str, **_: object) -> set[str]:
    return set(_CODE_WORD.findall(text))


def _weigh(foretold: Any, passage: set[str], **_: object) -> _Weighed:
    return _Weighed(bool(foretold.statement & passage))


def _reachable(foretold: Any, passage: set[str], **_: object) -> Iterator[float]:
    yield _weigh(foretold, passage).score


def _whole(do: Callable[[Any], None]) -> Callable[[Any], None]:
    def in_one(row: Any) -> None:
        with transaction.atomic():
            do(row)

    return in_one


def _mine_or_not(row: Any) -> Any:
    return type(row)._default_manager.filter(pk=row.pk)


passages.encode = weighing.encode = _encode  # type: ignore[attr-defined]
weighing.read, weighing.weigh, weighing.reachable = _read, _weigh, _reachable  # type: ignore[attr-defined, assignment]
# Vectors that are drawn are near to none.
recall.NEAR_IF_NAMED = -1.0  # type: ignore[attr-defined]
_off = os.environ.get("AVER_UNGUARDED", "").split()
if "token" in _off:
    leasing._mine = _mine_or_not
if "commit" in _off:
    passages._file = _whole(passages._file)  # type: ignore[assignment]
    searching._look = _whole(searching._look)  # type: ignore[assignment]


if __name__ == "__main__":
    {"passages": passages.sweep_passages, "searches": searching.sweep_searches}[sys.argv[1]]()
