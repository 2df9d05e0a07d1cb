"""The exact scan: the full scorer over every passage of the base. It takes long, so it is done once and kept.

What it found lies in a file outside the tree (AVER_BENCH_CACHE names the folder, else the system's temporary one),
under the number of passages and a digest of the scorer, of the archive and of the claims.
"""

import json
import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import django

django.setup()

from claims import weighing  # noqa: E402 (after Django)
from claims.comparing import evidence as scorer  # noqa: E402
from claims.comparing.evidence import BEST  # noqa: E402
from claims.encoding import ENCODER, from_bytes  # noqa: E402
from claims.models import Claim, Passage  # noqa: E402
from claims.weighing import Sought, bearing, meaning_of, read_passages, sought  # noqa: E402
from tests.bench import archive, articles, matching_base  # noqa: E402

KEPT_IN = Path(os.environ.get("AVER_BENCH_CACHE", Path(tempfile.gettempdir()) / "aver-bench-scans"))
AT_ONCE = 5_000

Scans = tuple[float, list[list[float]]]


def scan(rows: int, asked: Sequence[tuple[Claim, Sought]]) -> Scans:
    """Seconds of one process for one claim, and for each claim the scores of its best five of all passages.

    Ten claims share the reading of each passage; a scan for one alone would take far longer than a tenth.
    """
    kept = KEPT_IN / f"{rows}-{_key(asked)}.json"
    if kept.exists():
        took, best = json.loads(kept.read_text("ascii"))
        return took, best
    took, best = _scan([claim.pk for claim, _sought in asked])
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([took, best]), "ascii")
    return took, best


def _key(asked: Sequence[tuple[Claim, Sought]]) -> str:
    """Of whatever the scores depend on."""
    sources = [Path(module.__file__ or "") for module in (weighing, archive, articles, matching_base)]
    sources += Path(scorer.__file__).parent.glob("**/*")
    files = sorted(path for path in sources if path.suffix in {".py", ".toml"})
    said = "\n".join([ENCODER, *(claim.text for claim, _sought in asked)])
    return sha256(b"".join(path.read_bytes() for path in files) + said.encode()).hexdigest()[:16]


def _scan(claims: list[int]) -> Scans:
    keys = list(Passage.objects.order_by("pk").values_list("pk", flat=True))
    parts = [keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE)]
    best: list[list[float]] = [[] for _ in claims]
    took = 0.0
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        for seconds, scores in processes.map(_part, parts, [claims] * len(parts)):
            took += seconds
            best = [sorted([*ours, *theirs], reverse=True)[:BEST] for ours, theirs in zip(best, scores, strict=True)]
    return took / len(claims), best


def _part(keys: list[int], claims: list[int]) -> Scans:
    began = time.perf_counter()
    by_claim = {each.claim: each for each in sought(claims)}
    meanings = [meaning_of(claim) for claim in Claim.objects.filter(pk__in=claims).order_by("pk")]
    passages = read_passages(keys)
    rows = Passage.objects.filter(pk__in=keys).values_list("pk", "meaning")
    held = [key for key, _meaning in rows]
    vectors = from_bytes(meaning for _key, meaning in rows)
    best = []
    for claim, meaning in zip(sorted(claims), meanings, strict=True):
        cosines = dict(zip(held, (vectors @ meaning).tolist(), strict=True))
        scores = [piece.score for piece in bearing(by_claim[claim], passages, cosines)]
        best.append(sorted(scores, reverse=True)[:BEST])
    return time.perf_counter() - began, best
