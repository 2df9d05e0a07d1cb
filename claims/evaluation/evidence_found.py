"""Scores the finding of evidence on dated predictions with later documents: open_*.json, held_*.json, held2_*.json.

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
from claims.comparing.votes import Leaning
from claims.encoding import encode
from claims.evaluation.records import DAY, FLAG, LANGUAGE, TEXT, Leaf, MalformedSet, OrNull, Record, Shape, read_object
from claims.evaluation.report import Report, share
from claims.leanings import leanings
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
HALVES = {"": "open_*.json", "held_": "held_*.json", "held2_": "held2_*.json"}
"""What stands before the figures of each half."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the document of prediction number `owner`; `stance` is empty where it bears on nothing."""

    owner: int
    document: tuple[int, int]
    quote: str
    encoded: str
    statement: Statement
    stance: str


@dataclass(frozen=True, slots=True)
class Recalled:
    """A passage that may speak of a claim, with the cosine of what the encoder makes of both, and its own leaning."""

    passage: Passage
    cosine: float
    leaning: Leaning
    is_right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A prediction, all passages of all documents of its time, and those that bear on it, whatever their time."""

    foretold: Foretold
    recalled: Sequence[Recalled]
    wanted: Sequence[Passage]


@dataclass(frozen=True, slots=True)
class Ranked:
    passage: Passage
    is_right: bool
    weighed: Weighed


def score(path: Path) -> Report:
    """The halves that are there; the misses are told of the open one only."""
    figures: dict[str, float] = {}
    misses: list[str] = []
    for prefix, pattern in HALVES.items():
        if any(path.glob(pattern)):
            found, missed = _score(asked(path, pattern))
            figures |= {f"{prefix}{name}": value for name, value in found.items()}
            misses += missed if not prefix else []
    if not figures:
        raise MalformedSet(f"it has no file {' or '.join(HALVES.values())}")
    return Report(figures, tuple(misses))


def asked(path: Path, pattern: str) -> list[Asked]:
    """Each prediction of a half with the passages of all of its documents. Raises MalformedSet, NoEncoder."""
    worlds = [read_object(file, SHAPE) for file in sorted(path.glob(pattern))]
    pool = [passage for owner, world in enumerate(worlds) for passage in _passages(owner, world)]
    vectors = encode([passage.encoded for passage in pool])
    claims = encode([world["prediction"]["text"] for world in worlds])
    leans = leanings(vectors)
    return [
        _asked(number, foretold(world["prediction"]), pool, (vectors @ claims[number]).tolist(), leans)
        for number, world in enumerate(worlds)
    ]


def _asked(
    number: int, prediction: Foretold, pool: Sequence[Passage], cosines: Sequence[float], leans: Sequence[Leaning]
) -> Asked:
    recalled = [
        Recalled(passage, cosine, leaning, passage.owner == number and bool(passage.stance))
        for passage, cosine, leaning in zip(pool, cosines, leans, strict=True)
        if passage.statement.said_on and prediction.is_spoken_of(passage.statement.said_on)
    ]
    return Asked(prediction, recalled, [passage for passage in pool if passage.owner == number and passage.stance])


def _score(predictions: Sequence[Asked]) -> tuple[dict[str, float], list[str]]:
    found = wanted = stances = claims = claims_found = proposed = right = 0
    misses = []
    for each in predictions:
        stories = chosen(ranked(each))
        enough = [one for story in stories for one in story[:1] if one.weighed.score >= ENOUGH]
        proposed += len(enough)
        right += sum(one.is_right for one in enough)
        hits = [one for story in stories for one in story if one.is_right]
        found, wanted = found + len(hits), wanted + len(each.wanted)
        claims, claims_found = claims + bool(each.wanted), claims_found + bool(hits)
        stances += sum(one.weighed.stance == one.passage.stance for one in hits)
        among = {id(one.passage) for one in hits}
        misses += [f"not found: {passage.quote}" for passage in each.wanted if id(passage) not in among]
        misses += [_wrong_stance(one) for one in hits if one.weighed.stance != one.passage.stance]
    figures = {
        "recall_at_5": share(found, wanted),
        "claims_with_any": share(claims_found, claims),
        "stance": share(stances, found),
        "precision": share(right, proposed),
        "passages": wanted,
    }
    return figures, misses


def ranked(each: Asked) -> list[Ranked]:
    """Its passages as they are weighed, best first."""
    weighed = [
        Ranked(
            one.passage,
            one.is_right,
            weigh(each.foretold, one.passage.statement, cosine=one.cosine, leaning=one.leaning),
        )
        for one in each.recalled
    ]
    return sorted(weighed, key=lambda one: -one.weighed.score)


def chosen(best_first: Sequence[Ranked]) -> list[list[Ranked]]:
    """The stories that are proposed."""
    return best_few(best_first, words=lambda one: one.passage.quote, document=lambda one: one.passage.document)


def _wrong_stance(one: Ranked) -> str:
    return f"{one.passage.stance} read as {one.weighed.stance} ({one.weighed.why[-1][0]}): {one.passage.quote}"


def _passages(owner: int, world: Record) -> Iterator[Passage]:
    for place, document in enumerate(world["documents"]):
        text, language, headline = document["text"], document["language"], document["headline"]
        for piece in cut(text, headline):
            quote = text[piece.start : piece.end]
            stance = next((one["stance"] for one in document["passages"] if one["quote"] in quote), "")
            said_on = _day(document["published_on"])
            statement = read(quote, language=language, said_on=said_on, context=context_of(text, headline))
            yield Passage(owner, (owner, place), quote, piece.encoded, statement, stance)


def foretold(prediction: Any) -> Foretold:
    """A prediction as a set has it; other names of whoever said it where they are given."""
    persists = prediction["is_negated"] or prediction["operator"] == Operator.UNTIL
    return Foretold(
        statement=read(
            prediction["text"],
            language=prediction["language"],
            said_on=_day(prediction["said_on"]),
            names=[prediction["claimant"], *prediction.get("aliases", ())],
        ),
        window=Window(_day(prediction["not_before"]), _day(prediction["not_after"])),
        operator=Operator(prediction["operator"]),
        resolves_on=ResolvesOn.PERSISTENCE if persists else ResolvesOn.OCCURRENCE,
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
