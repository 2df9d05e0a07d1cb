"""Scores check-worthiness on lines of `{text, check_worthy}`, one sentence each, by average precision."""

from collections.abc import Sequence
from pathlib import Path

from claims.evaluation.records import FLAG, TEXT, Shape, read_lines
from claims.evaluation.report import Report, share
from claims.extraction.checkworthiness import sentence_worthiness

SHAPE: Shape = {"text": TEXT, "check_worthy": FLAG}


def score(path: Path) -> Report:
    """Rank the sentences and compare; the misses are the best-ranked that were not wanted and the reverse."""
    records = read_lines(path, SHAPE)
    ranked = sorted(
        ((sentence_worthiness(one["text"]), one["text"], bool(one["check_worthy"])) for one in records),
        key=lambda one: -one[0],
    )
    wanted = [is_wanted for _, _, is_wanted in ranked]
    unwanted_above = [f"not wanted at {points}: {text}" for points, text, is_wanted in ranked if not is_wanted][:200]
    missed_below = [f"missed at {points}: {text}" for points, text, is_wanted in reversed(ranked) if is_wanted][:200]
    figures = {
        "average_precision": average_precision([points for points, _, _ in ranked], wanted),
        "sentences": len(records),
        "check_worthy": sum(wanted),
    }
    return Report(figures, (*unwanted_above, *missed_below))


def average_precision(points: Sequence[float], wanted: Sequence[bool]) -> float:
    """The mean over thresholds of precision times the recall gained there; equal points are one threshold.

    >>> average_precision([0.9, 0.8, 0.7], [True, False, True])
    0.8333333333333333
    """
    total = sum(wanted)
    found = seen = 0
    summed = 0.0
    place = 0
    while place < len(points):
        end = place
        while end < len(points) and points[end] == points[place]:
            end += 1
        gained = sum(wanted[place:end])
        found += gained
        seen = end
        summed += share(gained, total) * share(found, seen)
        place = end
    return summed
