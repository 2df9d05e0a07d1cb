"""What the extractor finds in the seed documents, row by row of what an editor expects of them.

Rows that do not come out yet stand in `NOT_YET` with what is wrong; one that starts to pass must leave it.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate
from tests.seeds.test_seed_files import EXPECTED, PUBLISHERS, TEXTS, Seed, window_of

NOT_YET = {
    "La France insoumise retire les siens": "*s’engager à ce que* is not read as a promise",
}

OVERLAP = 0.5
"""Least share of the letters of either quote that stand in both."""


def rows() -> Iterable[Any]:
    for number, (seed, expected) in enumerate(EXPECTED):
        reason = next((why for start, why in NOT_YET.items() if expected["quote"].startswith(start)), None)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        yield pytest.param(seed.name, expected, id=f"{seed.name}-{number}", marks=marks)


@cache
def found(name: str) -> tuple[Candidate, ...]:
    seed = next(seed for seed in TEXTS if seed.name == name)
    zone = ZoneInfo(PUBLISHERS[seed.publisher]["time_zone"])
    return extract(seed.text, published_on=seed.published_at.astimezone(zone).date(), language=seed.language)


def overlap(seed: Seed, candidate: Candidate, quote: str) -> float:
    start = seed.text.index(quote)
    end = start + len(quote)
    shared = max(0, min(candidate.end, end) - max(candidate.start, start))
    return shared / (candidate.end - candidate.start + end - start - shared)


def closest(name: str, quote: str) -> Candidate:
    seed = next(seed for seed in TEXTS if seed.name == name)
    candidate = max(found(name), key=lambda one: overlap(seed, one, quote))
    assert overlap(seed, candidate, quote) >= OVERLAP
    return candidate


def window(candidate: Candidate) -> tuple[str, date | None, date | None]:
    time = candidate.time
    return (time.operator, time.not_before, time.not_after) if time else ("", None, None)


def is_one_of(said: str, expected: dict[str, Any], key: str) -> bool:
    return said.lower() in {str(one).lower() for one in (expected[key], *expected.get(f"alt_{key}s", []))}


@pytest.mark.parametrize(("name", "expected"), [*rows()])
def test_an_expected_claim_is_found_with_all_that_is_said_of_it(name: str, expected: dict[str, Any]) -> None:
    candidate = closest(name, expected["quote"])
    days = window_of(expected)
    assert window(candidate) == (expected["operator"], days.get("not_before"), days.get("not_after"))
    assert is_one_of(candidate.kind, expected, "kind")
    assert is_one_of(candidate.claimant, expected, "claimant")
    assert (candidate.hedge or "", candidate.evidentiality) == (expected["hedge"], expected["evidentiality"])


@pytest.mark.parametrize("start", NOT_YET)
def test_what_does_not_come_out_yet_is_still_expected(start: str) -> None:
    assert [True for _, expected in EXPECTED if expected["quote"].startswith(start)] == [True]
