"""How much a desk would want to check a claim: a sum of parts that an editor can read."""

import re
from dataclasses import dataclass

from claims.vocabulary.kinds import Kind

_NUMBER = re.compile(
    r"\d|\b(?:percent|per cent|million|billion|milliard|double[sd]?|half|moitié|dozen|thousand|hundred)", re.IGNORECASE
)
_NAME = re.compile(r"(?<!^)(?<![.!?:] )\b[A-ZÀ-Ý][\w'-]+")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we|our|je|j|nous|notre|nos|mon|ma)\b", re.IGNORECASE)
_COMPARISON = re.compile(
    r"\b(?:more|less|fewer|most|least|highest|lowest|first|record|never|plus|moins|premier|première|jamais|increase\w*|"
    r"rise\w*|rose|fell|drop\w*|cut|tax\w*|jobs?|hausse|baisse|emplois?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One reason and what it adds to the score."""

    reason: str
    points: float


_KIND_POINTS = {
    Kind.FACTUAL: 0.0,
    Kind.QUANTITY: 0.1,
    Kind.PREDICTION: 0.15,
    Kind.CONDITIONAL_PREDICTION: 0.1,
    Kind.COMMITMENT: 0.1,
    Kind.DENIAL: 0.1,
    Kind.OPINION: -0.3,
}


def parts(quote: str, kind: Kind, *, has_time: bool, is_attributed: bool) -> tuple[Part, ...]:
    """The parts of the score of a claim, the base first; `worthiness` adds them up."""
    found = [Part("base", 0.4), Part(f"kind {kind.value}", _KIND_POINTS[kind])]
    if _NUMBER.search(quote):
        found.append(Part("a number", 0.2))
    if has_time:
        found.append(Part("a time", 0.1))
    if _NAME.search(quote):
        found.append(Part("a name", 0.1))
    if _COMPARISON.search(quote):
        found.append(Part("a comparison or a public matter", 0.1))
    if is_attributed:
        found.append(Part("somebody vouches for it", 0.05))
    if _FIRST_PERSON.search(quote):
        found.append(Part("first person", -0.1))
    if len(quote.split()) < 6:
        found.append(Part("very short", -0.15))
    return tuple(found)


def worthiness(found: tuple[Part, ...]) -> float:
    """The sum of the parts, kept between 0 and 1, two decimals."""
    return round(min(1.0, max(0.0, sum(part.points for part in found))), 2)


def sentence_worthiness(sentence: str) -> float:
    """The score of a sentence of which only the words are known."""
    return worthiness(parts(sentence, Kind.FACTUAL, has_time=False, is_attributed=False))
