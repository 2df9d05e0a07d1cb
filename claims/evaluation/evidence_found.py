"""Scores the finding of evidence on dated predictions with later documents (a folder of open_*.json and held_*.json).

Every passage of a half is weighed for every prediction of it: what is found is found among the others' documents.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claims.comparing.choosing import best_few
from claims.comparing.evidence import ENOUGH, Weighed, weigh
from claims.comparing.foretold import Foretold
from claims.comparing.passages import context_of, cut
from claims.comparing.statement import Statement, read
from claims.encoding import Vectors, encode
from claims.evaluation.records import DAY, FLAG, LANGUAGE, TEXT, Leaf, MalformedSet, OrNull, Record, Shape, read_object
from claims.evaluation.report import Report, share
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window

_DOCUMENT: Shape = {
    **dict.fromkeys(("headline", "text", "why"), TEXT),
    "published_on": DAY,
    "language": LANGUAGE,
    "passages": [{"quote": TEXT, "stance": TEXT}],
}
_PREDICTION: Shape = {
    **dict.fromkeys(("text", "claimant"), TEXT),
    "language": LANGUAGE,
    "said_on": DAY,
    "operator": Leaf("an operator", lambda value: value in set(Operator)),
    "not_before": OrNull(DAY),
    "not_after": OrNull(DAY),
    "is_negated": FLAG,
    "aliases": [TEXT],
}
SHAPE: Shape = {"prediction": _PREDICTION, "documents": [_DOCUMENT]}
HALVES = {"": "open_*.json", "held_": "held_*.json"}
"""What stands before the figures of each half."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the document of prediction number `owner`; `stance` is empty where it bears on nothing."""

    owner: int
    quote: str
    encoded: str
    statement: Statement
    stance: str


@dataclass(frozen=True, slots=True)
class Ranked:
    passage: Passage
    weighed: Weighed


def score(path: Path) -> Report:
    """Both halves; the misses are told of the open one only."""
    figures: dict[str, float] = {}
    misses: list[str] = []
    for prefix, pattern in HALVES.items():
        worlds = [read_object(file, SHAPE) for file in sorted(path.glob(pattern))]
        if not worlds:
            raise MalformedSet(f"it has no file {pattern}")
        found, missed = _score(worlds)
        figures |= {f"{prefix}{name}": value for name, value in found.items()}
        misses += missed if not prefix else []
    return Report(figures, tuple(misses))


def _score(worlds: Sequence[Record]) -> tuple[dict[str, float], list[str]]:
    pool = [passage for owner, world in enumerate(worlds) for passage in _passages(owner, world)]
    vectors = encode([passage.encoded for passage in pool])
    found = wanted = stances = claims = claims_found = proposed = right = 0
    misses = []
    for number, world in enumerate(worlds):
        ranked = _ranked(_foretold(world["prediction"]), pool, vectors, encode([world["prediction"]["text"]])[0])
        stories = best_few(ranked, words=lambda one: one.passage.quote)
        enough = [one for story in stories for one in story[:1] if one.weighed.score >= ENOUGH]
        proposed += len(enough)
        right += sum(_is_right(one.passage, number) for one in enough)
        among = {id(one.passage): one for story in stories for one in story}
        gold = [passage for passage in pool if _is_right(passage, number)]
        hits = [among[id(passage)] for passage in gold if id(passage) in among]
        found, wanted = found + len(hits), wanted + len(gold)
        claims, claims_found = claims + bool(gold), claims_found + bool(hits)
        stances += sum(one.weighed.stance == one.passage.stance for one in hits)
        misses += [f"not found: {passage.quote}" for passage in gold if id(passage) not in among]
        misses += [_wrong_stance(one) for one in hits if one.weighed.stance != one.passage.stance]
    figures = {
        "recall_at_5": share(found, wanted),
        "claims_with_any": share(claims_found, claims),
        "stance": share(stances, found),
        "precision": share(right, proposed),
        "passages": wanted,
    }
    return figures, misses


def _is_right(passage: Passage, owner: int) -> bool:
    return passage.owner == owner and bool(passage.stance)


def _wrong_stance(one: Ranked) -> str:
    return f"{one.passage.stance} read as {one.weighed.stance} ({one.weighed.why[-1][0]}): {one.passage.quote}"


def _passages(owner: int, world: Record) -> Iterator[Passage]:
    for document in world["documents"]:
        text, language, headline = document["text"], document["language"], document["headline"]
        for piece in cut(text, headline):
            quote = text[piece.start : piece.end]
            stance = next((one["stance"] for one in document["passages"] if one["quote"] in quote), "")
            said_on = _day(document["published_on"])
            statement = read(quote, language=language, said_on=said_on, context=context_of(text, headline))
            yield Passage(owner, quote, piece.encoded, statement, stance)


def _foretold(prediction: Any) -> Foretold:
    persists = prediction["is_negated"] or prediction["operator"] == Operator.UNTIL
    return Foretold(
        statement=read(
            prediction["text"],
            language=prediction["language"],
            said_on=_day(prediction["said_on"]),
            names=[prediction["claimant"], *prediction["aliases"]],
        ),
        window=Window(_day(prediction["not_before"]), _day(prediction["not_after"])),
        operator=Operator(prediction["operator"]),
        resolves_on=ResolvesOn.PERSISTENCE if persists else ResolvesOn.OCCURRENCE,
    )


def _ranked(foretold: Foretold, pool: Sequence[Passage], vectors: Vectors, claim: Vectors) -> list[Ranked]:
    """All that was published after the claim, best first."""
    said_on = foretold.statement.said_on
    ranked = [
        Ranked(passage, weigh(foretold, passage.statement, cosine=float(cosine)))
        for passage, cosine in zip(pool, vectors @ claim, strict=True)
        if passage.statement.said_on and said_on and passage.statement.said_on > said_on
    ]
    return sorted(ranked, key=lambda one: -one.weighed.score)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
