"""`make bench`: how fast the extraction is, how it grows, what hostile text costs it, how much memory
it needs; and what the ledger, the sweeps, telling people, the intake and the API cost."""

import argparse
import sys
from collections.abc import Iterator

from tests.bench.api import api
from tests.bench.attacks import attacks
from tests.bench.commits import commits
from tests.bench.figures import Figure, table
from tests.bench.intake import intake
from tests.bench.lists import lists
from tests.bench.matching import matching
from tests.bench.memory import memory
from tests.bench.reading import reading
from tests.bench.speed import linearity, linearity_without_blanks, throughput
from tests.bench.sweeps import sweeps
from tests.bench.telling import telling

ROUNDS = {"small": 5, "full": 25}
ARTICLES = {"small": 12, "full": 60}
COMMITS_EACH = {"small": 10, "full": 50}
PREDICTIONS = {"small": (20_000, 50_000), "full": (100_000, 1_000_000)}
WATCHED = {"small": (1_000, 20), "full": (10_000, 100)}
INTAKE = {"small": (3, 30), "full": (5, 100)}
DOCUMENTS = {"small": 300, "full": 10_000}


def figures(size: str) -> Iterator[Figure]:
    """All that is measured, slow parts last."""
    yield from throughput(ROUNDS[size], ARTICLES[size])
    yield from linearity(ROUNDS[size])
    yield from linearity_without_blanks(min(3, ROUNDS[size]))
    yield from attacks(is_full=size == "full")
    yield from commits(ROUNDS[size], COMMITS_EACH[size])
    yield from sweeps(*PREDICTIONS[size])
    yield from telling(*WATCHED[size])
    yield from intake(*INTAKE[size])
    yield from lists(size)
    yield from api(size)
    yield from reading(ROUNDS[size])
    yield from matching(size)
    yield from memory(DOCUMENTS[size])


def _kept(figures_to_come: Iterator[Figure], measured: list[Figure]) -> Iterator[Figure]:
    for one in figures_to_come:
        measured.append(one)
        yield one


def main() -> int:
    """Prints the table as it is measured; 1 if a gate fails, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--size", choices=ROUNDS, default="small")
    parser.add_argument("--only", choices=["api"], help="this part alone")
    asked = parser.parse_args()
    size, measured = asked.size, list[Figure]()
    for line in table(_kept(api(size) if asked.only else figures(size), measured)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    failed = [one.name for one in measured if not one.reaches(one.gate)]
    if failed:
        sys.stdout.write(f"Gates that failed: {', '.join(failed)}.\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
