"""Fills the base that settings name with so many passages, and measures the search for evidence on ten claims in it."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from datetime import time as clock_time
from functools import partial
from pathlib import Path
from statistics import median

import django
import numpy as np

django.setup()

from django.db import connection, connections, transaction  # noqa: E402 (after Django)

from claims import nearness  # noqa: E402
from claims.comparing.evidence import BEST  # noqa: E402
from claims.models import Appearance, Claim, Claimant, ClaimMeaning, EvidenceSearch, Prediction  # noqa: E402
from claims.recall import passages_for  # noqa: E402
from claims.searching import evidence_for, search  # noqa: E402
from claims.weighing import Sought, meaning_of, sought  # noqa: E402
from sources.ingest import Metadata, ingest  # noqa: E402
from sources.models import Publisher  # noqa: E402
from tests.bench.archive import predictions  # noqa: E402
from tests.bench.matching_base import fill  # noqa: E402
from tests.bench.matching_scan import Best, scan  # noqa: E402

CLAIMS = 10
EVERY = 3
ROUNDS = 5
EQUAL = 1e-6
"""Scores that differ by less are the same: sums of the same numbers, in another order."""


def claims() -> list[tuple[Claim, Sought]]:
    """Every third of the predictions, with claimant, window and the day on which it was made."""
    chosen = [world["prediction"] for world in predictions()[::EVERY]][:CLAIMS]
    made = list(Claim.objects.order_by("pk")) or [_claim(each) for each in chosen]
    by_claim = {each.claim: each for each in sought([claim.pk for claim in made])}
    return [(claim, by_claim[claim.pk]) for claim in made]


def _claim(said: dict[str, str]) -> Claim:
    day = date.fromisoformat(said["said_on"])
    at = datetime.combine(day, clock_time(9), UTC)
    publisher, language = Publisher.objects.get(slug="bench"), said["language"]
    version = ingest(said["text"], Metadata(publisher, published_at=at, language=language)).version
    claimant = Claimant.objects.create(name=said["claimant"], aliases=list(said["aliases"]))
    claim = Claim.objects.create(
        text=said["text"], language=language, kind=said["kind"], claimant=claimant, claim_date=day
    )
    Prediction.objects.create(
        claim=claim,
        time_zone="UTC",
        operator=said["operator"],
        not_before=said["not_before"],
        not_after=said["not_after"],
        resolves_on="persistence" if said["is_negated"] else "occurrence",
        recheck_at=at,
    )
    Appearance.objects.create(claim=claim, version=version, start=0, end=len(version.text), quote=version.text)
    return claim


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds of one act by the clock, and of a processor: of this process and of its server together."""

    clock: float
    processor: float


def _took(act: Callable[[], object], times: int = 1) -> Took:
    began, spent = time.perf_counter(), _spent()
    for _ in range(times):
        act()
    return Took((time.perf_counter() - began) * 1000 / times, (_spent() - spent) * 1000 / times)


def _spent() -> float:
    """Processor seconds, whatever else the machine does; the clock's where the system does not tell of the server."""
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if not stat.exists():
        return time.perf_counter()
    return int(stat.read_text("ascii").split()[0]) / 1e9 + time.process_time()


def _of_best(found: list[float], exact: list[float]) -> float:
    """The share of the best five that were found, or others of the same score."""
    return sum(score >= exact[-1] - EQUAL for score in found[:BEST]) / len(exact) if exact else 1.0


Asked = list[tuple[Claim, Sought]]


def _speed(asked: Asked, rounds: int = ROUNDS) -> dict[str, float]:
    """Each part so often that chance evens out; medians, but where a percentile is named."""
    for claim, its in asked:
        evidence_for(its, claim)
    evidence = [_took(partial(evidence_for, its, claim)) for _ in range(rounds) for claim, its in asked]
    whole = [_took_to_search(claim) for _ in range(rounds) for claim, _its in asked]
    queries = [[_took(partial(_query, claim, its)) for _ in range(4 * rounds) for claim, its in asked] for _ in "AA"]
    return {
        "evidence": median(one.processor for one in evidence),
        "evidence_clock": median(one.clock for one in evidence),
        "search": median(one.processor for one in whole),
        "search_clock": median(one.clock for one in whole),
        "query": median(one.processor for one in queries[0]),
        "query_clock": median(one.clock for one in queries[0]),
        "query_p95": _p95([one.clock for one in queries[0]]),
        "query_p95_again": _p95([one.clock for one in queries[1]]),
    }


def _p95(milliseconds: list[float]) -> float:
    return float(np.percentile(milliseconds, 95))


def _query(claim: Claim, its: Sought) -> object:
    return passages_for(its.text, meaning_of(claim), after=its.said_at, until=its.until)


def _took_to_search(claim: Claim) -> Took:
    """All the work for a claim that was just accepted: its meaning, its evidence, and what is proposed; then undone."""
    with transaction.atomic():
        ClaimMeaning.objects.filter(claim=claim).delete()
        waiting = EvidenceSearch.objects.create(claim=claim, reason="accepted")
        took = _took(partial(search, claim.pk))
        waiting.refresh_from_db()
        if waiting.state != EvidenceSearch.State.DONE:
            raise AssertionError(f"The search for claim {claim.pk} was not done: {waiting.error}")
        transaction.set_rollback(True)
    return took


def _recall(asked: Asked, exact: Best) -> float:
    found = [[piece.score for piece in evidence_for(its, claim)[1]] for claim, its in asked]
    return float(np.mean([_of_best(few, all_) for few, all_ in zip(found, exact, strict=True)]))


def _without_the_extension() -> None:
    """As if it were not there: nothing of it is named in any query from now on."""
    nearness._known.update(dict.fromkeys(nearness._known, False))


def _filled(rows: int, folder: Path) -> dict[str, float]:
    """What it took to fill the base, now or the time that its folder tells of."""
    told = folder / "filled.json"
    if not told.exists():
        told.write_text(json.dumps(fill(rows)), "ascii")
    took: dict[str, float] = json.loads(told.read_text("ascii"))
    return took


def main() -> None:
    rows, folder = int(sys.argv[1]), Path(sys.argv[2])
    figures = _filled(rows, folder)
    asked = claims()
    connections.close_all()
    took, best = scan(rows, asked)
    figures |= _speed(asked) | {"scan": took, "recall": _recall(asked, best)}
    _without_the_extension()
    figures |= {f"bare_{name}": value for name, value in _speed(asked, rounds=1).items()}
    figures["bare_recall"] = _recall(asked, best)
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
