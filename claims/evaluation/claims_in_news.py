"""Scores candidates against annotated documents (a folder of NAME.txt and NAME.json, as the annotation guide says)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claims.evaluation.records import (
    DAY,
    FLAG,
    LANGUAGE,
    OFFSET,
    TEXT,
    MalformedSet,
    OrNull,
    Shape,
    read_object,
    read_text,
)
from claims.evaluation.report import Report, f1, share
from claims.extraction.pipeline import extract
from claims.extraction.types import Candidate, TimeExpression

_TIME: Shape = {"operator": TEXT, "not_before": OrNull(DAY), "not_after": OrNull(DAY)}
_CLAIM: Shape = {
    **dict.fromkeys(("id", "quote", "kind", "claimant", "evidentiality"), TEXT),
    **{name: OrNull(TEXT) for name in ("hedge", "condition")},
    "start": OFFSET,
    "end": OFFSET,
    "check_worthy": FLAG,
    "time": OrNull(_TIME),
}
SHAPE: Shape = {"document": TEXT, "language": LANGUAGE, "published_on": DAY, "claims": [_CLAIM]}
_ENOUGH_OVERLAP = 0.5
_ARTICLES = re.compile(
    r"^(?:(?:the|an?|his|her|its|their|le|la|les|une?|des|son|sa|ses|leurs?|de|du|mme|m\.|mr\.?|mrs\.?|ms\.?|dr\.?)\s+|[ld]')",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated document; `claims` as in the file."""

    name: str
    text: str
    language: str
    published_on: date
    claims: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A gold claim and the candidate that stands for it."""

    gold: Mapping[str, Any]
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Scored:
    """One document with its candidates and their one-to-one matches."""

    gold: Gold
    candidates: tuple[Candidate, ...]
    matches: tuple[Match, ...]


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """The annotated documents of a folder, by name; each has been checked.

    Raises MalformedSet if there is none, or naming the one that is not as the annotation guide says.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise MalformedSet("it holds no annotated document (NAME.txt with NAME.json)")
    return tuple(map(_read_document, paths))


def _read_document(path: Path) -> Gold:
    record = read_object(path, SHAPE)
    article = path.with_name(record["document"])
    if not article.is_file():
        raise MalformedSet(f"{path.name}: its text {article.name} is not there")
    text = read_text(article)
    for index, claim in enumerate(record["claims"]):
        if text[claim["start"] : claim["end"]] != claim["quote"]:
            raise MalformedSet(f'{path.name}: "claims[{index}].quote" is not what stands at its offsets')
    return Gold(
        name=path.stem,
        text=text,
        language=record["language"],
        published_on=date.fromisoformat(record["published_on"]),
        claims=tuple(record["claims"]),
    )


def score(path: Path) -> Report:
    """Extract from every document of the folder and compare."""
    return compare(
        [
            align(gold, extract(gold.text, published_on=gold.published_on, language=gold.language))
            for gold in read_gold(path)
        ]
    )


def align(gold: Gold, candidates: Sequence[Candidate]) -> Scored:
    """Match one to one, the greatest overlap first, where intersection over union is at least a half."""
    pairs = [
        (overlap(claim["start"], claim["end"], candidate.start, candidate.end), claim_at, candidate_at)
        for claim_at, claim in enumerate(gold.claims)
        for candidate_at, candidate in enumerate(candidates)
    ]
    matches: list[Match] = []
    taken_claims: set[int] = set()
    taken_candidates: set[int] = set()
    for size, claim_at, candidate_at in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if size < _ENOUGH_OVERLAP or claim_at in taken_claims or candidate_at in taken_candidates:
            continue
        taken_claims.add(claim_at)
        taken_candidates.add(candidate_at)
        matches.append(Match(gold.claims[claim_at], candidates[candidate_at]))
    return Scored(gold, tuple(candidates), tuple(matches))


def overlap(start: int, end: int, other_start: int, other_end: int) -> float:
    """Intersection over union of two spans.

    >>> overlap(0, 10, 5, 10)
    0.5
    """
    common = min(end, other_end) - max(start, other_start)
    union = max(end, other_end) - min(start, other_start)
    return common / union if common > 0 else 0.0


def compare(documents: Sequence[Scored]) -> Report:
    """The figures over all documents together, and every miss with its document."""
    matches = [match for document in documents for match in document.matches]
    wanted = [claim for document in documents for claim in document.gold.claims if _is_wanted(claim)]
    found = sum(1 for match in matches if _is_wanted(match.gold))
    candidates = sum(len(document.candidates) for document in documents)
    precision, recall = share(len(matches), candidates), share(found, len(wanted))
    dated = [claim for document in documents for claim in document.gold.claims if _is_dated(claim)]
    right_windows = sum(1 for match in matches if _is_dated(match.gold) and has_right_window(match))
    figures = {
        "windows": share(right_windows, len(dated)),
        **{name: share(sum(map(test, matches)), len(matches)) for name, test in _ATTRIBUTES.items()},
        "precision": precision,
        "recall": recall,
        "f1": f1(precision, recall),
        "documents": len(documents),
        "claims": len(wanted),
        "dated": len(dated),
    }
    return Report(figures, tuple(_misses(documents)))


def _is_wanted(claim: Mapping[str, Any]) -> bool:
    return bool(claim["check_worthy"]) and not claim.get("optional")


def _is_dated(claim: Mapping[str, Any]) -> bool:
    time = claim["time"]
    return not claim.get("optional") and time is not None and bool(time["not_before"] or time["not_after"])


def has_right_window(match: Match) -> bool:
    """True if operator and both ends are as annotated (or both have no time)."""
    return _window(match.candidate.time) == _gold_window(match.gold["time"])


def _window(time: TimeExpression | None) -> tuple[str, str | None, str | None] | None:
    if time is None:
        return None
    first, last = time.not_before, time.not_after
    return time.operator.value, first.isoformat() if first else None, last.isoformat() if last else None


def _gold_window(time: Mapping[str, Any] | None) -> tuple[str, str | None, str | None] | None:
    return (time["operator"], time["not_before"], time["not_after"]) if time else None


def has_right_claimant(match: Match) -> bool:
    """True if the claimant is one of the accepted names, articles and case aside."""
    accepted = {match.gold["claimant"], *(match.gold.get("alt_claimants") or ())}
    return plain_name(match.candidate.claimant) in {plain_name(name) for name in accepted}


def plain_name(name: str) -> str:
    """A name for comparison: no article or *M.*, plain apostrophes, lower case."""
    plain = " ".join(name.replace("’", "'").split()).lower()
    while (shorter := _ARTICLES.sub("", plain)) != plain and shorter:
        plain = shorter
    return plain


def has_right_kind(match: Match) -> bool:
    """True if the kind is the annotated one or as right."""
    accepted = {match.gold["kind"], *(match.gold.get("alt_kinds") or ())}
    return match.candidate.kind.value in accepted


def has_right_hedge(match: Match) -> bool:
    """True if both have none, or the words of one hedge are among those of the other."""
    found, wanted = match.candidate.hedge, match.gold["hedge"]
    if not found or not wanted:
        return not found and not wanted
    return plain_name(found) in plain_name(wanted) or plain_name(wanted) in plain_name(found)


def has_right_evidentiality(match: Match) -> bool:
    """True if the text is read as vouching in the annotated way."""
    return bool(match.candidate.evidentiality.value == match.gold["evidentiality"])


def _has_right_condition(match: Match) -> bool:
    return bool(match.candidate.condition) == bool(match.gold["condition"])


def _has_right_time(match: Match) -> bool:
    return has_right_window(match)


_ATTRIBUTES: dict[str, Callable[[Match], bool]] = {
    "claimant": has_right_claimant,
    "kind": has_right_kind,
    "hedge": has_right_hedge,
    "evidentiality": has_right_evidentiality,
    "condition": _has_right_condition,
    "time_of_matched": _has_right_time,
}


def _misses(documents: Sequence[Scored]) -> Iterator[str]:
    for document in documents:
        matched = [match.gold["id"] for match in document.matches]
        kept = [match.candidate for match in document.matches]
        for claim in document.gold.claims:
            if claim["id"] not in matched and not claim.get("optional") and (claim["check_worthy"] or _is_dated(claim)):
                yield f"{document.gold.name} missed: {claim['quote']}"
        for candidate in document.candidates:
            if candidate not in kept:
                yield f"{document.gold.name} not wanted: {candidate.quote}"
        for match in document.matches:
            for name, test in _ATTRIBUTES.items():
                if not test(match):
                    yield f"{document.gold.name} {name}: {_difference(name, match)} | {match.gold['quote']}"


def _difference(name: str, match: Match) -> str:
    shown: dict[str, tuple[object, object]] = {
        "claimant": (match.candidate.claimant, match.gold["claimant"]),
        "kind": (match.candidate.kind.value, [match.gold["kind"], *(match.gold.get("alt_kinds") or ())]),
        "hedge": (match.candidate.hedge, match.gold["hedge"]),
        "evidentiality": (match.candidate.evidentiality.value, match.gold["evidentiality"]),
        "condition": (match.candidate.condition, match.gold["condition"]),
        "time_of_matched": (_window(match.candidate.time), _gold_window(match.gold["time"])),
    }
    got, wanted = shown[name]
    return f"got {got!r}, wanted {wanted!r}"
