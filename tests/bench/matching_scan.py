"""The exact scan: the full scorer over every passage of the base. It takes long, so it is done once and kept.

What it found lies in a file outside the tree (AVER_BENCH_CACHE names the folder, else the system's temporary one),
under the number of passages and a digest of the scorer, of the archive and of the claims: a line for each part of the
base, so that a scan that was cut off goes on.
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

from django.db.models import Max  # noqa: E402 (after Django)

from claims import weighing  # noqa: E402
from claims.comparing import evidence as scorer  # noqa: E402
from claims.comparing.evidence import BEST  # noqa: E402
from claims.encoding import ENCODER, from_bytes  # noqa: E402
from claims.models import Claim, Passage  # noqa: E402
from claims.weighing import Sought, bearing, meaning_of, read_passages, sought  # noqa: E402
from tests.bench import archive, articles, matching_base  # noqa: E402

KEPT_IN = Path(os.environ.get("AVER_BENCH_CACHE", Path(tempfile.gettempdir()) / "aver-bench-scans"))
DOCUMENTS_AT_ONCE = 500

Best = list[list[float]]
"""For each claim the scores of its best five."""

Part = tuple[float, Best]
"""Processor seconds, and the best."""


def scan(rows: int, asked: Sequence[tuple[Claim, Sought]]) -> Part:
    """Of the whole base, the processor seconds for one claim.

    Ten claims share the reading of each passage; a scan for one alone would take far longer than a tenth.
    """
    claims = [claim.pk for claim, _sought in asked]
    KEPT_IN.mkdir(parents=True, exist_ok=True)
    kept = KEPT_IN / f"{rows}-{_key(asked)}.jsonl"
    parts: dict[int, Part] = {}
    if kept.exists():
        lines = [json.loads(line) for line in kept.read_text("ascii").splitlines()]
        parts = {first: (seconds, best) for first, seconds, best in lines}
    _scan(claims, parts, kept)
    took, bests = zip(*parts.values(), strict=True)
    return sum(took) / len(claims), _best_of(bests)


def _best_of(parts: Sequence[Best]) -> Best:
    return [sorted((score for part in parts for score in part[n]), reverse=True)[:BEST] for n in range(len(parts[0]))]


def _key(asked: Sequence[tuple[Claim, Sought]]) -> str:
    """Of whatever the scores depend on."""
    sources = [Path(module.__file__ or "") for module in (weighing, archive, articles, matching_base)]
    sources += Path(scorer.__file__).parent.glob("**/*")
    files = sorted(path for path in sources if path.suffix in {".py", ".toml"})
    said = "\n".join([ENCODER, *(claim.text for claim, _sought in asked)])
    return sha256(b"".join(path.read_bytes() for path in files) + said.encode()).hexdigest()[:16]


def _scan(claims: list[int], parts: dict[int, Part], kept: Path) -> None:
    """What is missing of the parts, which go by the first version of each."""
    versions = Passage.objects.aggregate(last=Max("version"))["last"] or 0
    missing = [first for first in range(1, versions + 1, DOCUMENTS_AT_ONCE) if first not in parts]
    if not missing:
        return
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes, kept.open("a", encoding="ascii") as file:
        for first, part in zip(missing, processes.map(_part, missing, [claims] * len(missing)), strict=True):
            parts[first] = part
            file.write(json.dumps([first, *part]) + "\n")
            file.flush()


def _part(first: int, claims: list[int]) -> Part:
    began = time.process_time()
    by_claim = {each.claim: each for each in sought(claims)}
    meanings = [meaning_of(claim) for claim in Claim.objects.filter(pk__in=claims).order_by("pk")]
    documents = Passage.objects.filter(version__gte=first, version__lt=first + DOCUMENTS_AT_ONCE)
    rows = list(documents.values_list("pk", "meaning"))
    held = [key for key, _meaning in rows]
    passages = read_passages(held)
    vectors = from_bytes(meaning for _key, meaning in rows)
    best: Best = []
    for claim, meaning in zip(sorted(claims), meanings, strict=True):
        cosines = dict(zip(held, (vectors @ meaning).tolist(), strict=True))
        best.append([piece.score for piece in bearing(by_claim[claim], passages, cosines)][:BEST])
    return time.process_time() - began, best
