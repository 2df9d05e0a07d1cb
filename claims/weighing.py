"""Second stage of matching: what was recalled, read as statements and compared with what a claim foretold."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from heapq import heappop, heapreplace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Min

from claims.comparing.choosing import LOOKED_AT
from claims.comparing.evidence import ENOUGH, reachable, weigh
from claims.comparing.foretold import LATER_THAN_THE_WINDOW, Foretold
from claims.comparing.passages import BEGINNING, context_of
from claims.comparing.statement import Statement, read
from claims.comparing.votes import Leaning
from claims.encoding import ENCODER, Vectors, encode, from_bytes, signs, to_bytes
from claims.extraction.language import detect
from claims.leanings import leanings
from claims.models import Claim, ClaimMeaning, Prediction
from claims.vocabulary.kinds import ResolvesOn
from claims.vocabulary.windows import Operator, Window
from sources.languages import primary_subtag


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage that bears on a claim: to be proposed as evidence, with a stance and why."""

    document: int
    version: int
    start: int
    end: int
    quote: str
    stance: str
    score: float
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """A prediction as it is looked for: what it foretold, since when, until when, and where it stands itself."""

    claim: int
    text: str
    foretold: Foretold
    said_at: datetime
    until: datetime | None
    own_versions: frozenset[int]


def sought(claims: Iterable[int]) -> list[Sought]:
    """Those of the claims that await their outcome and were said at a known instant. Three queries."""
    keys = list(claims)
    standing = Claim.objects.filter(pk__in=keys, appearances__withdrawn_at__isnull=True)
    said = dict(standing.annotate(at=Min("appearances__version__document__published_at")).values_list("pk", "at"))
    versions: dict[int, set[int]] = {}
    for claim, version in Claim.objects.filter(pk__in=keys).values_list("pk", "appearances__version"):
        versions.setdefault(claim, set()).add(version)
    awaited = Prediction.objects.awaiting().filter(claim__in=keys).select_related("claim__claimant").order_by("claim")
    return [
        _sought(prediction, at, frozenset(versions[prediction.claim_id]))
        for prediction in awaited
        if (at := said.get(prediction.claim_id))
    ]


def _sought(prediction: Prediction, said_at: datetime, own_versions: frozenset[int]) -> Sought:
    claim, window = prediction.claim, prediction.window
    ends = window.ends_at(prediction.zone)
    return Sought(
        claim=claim.pk,
        text=claim.text,
        foretold=Foretold(
            statement=_statement_of(claim, window),
            window=window,
            operator=Operator(prediction.operator),
            resolves_on=ResolvesOn(prediction.resolves_on),
        ),
        said_at=said_at,
        until=ends + LATER_THAN_THE_WINDOW if ends else None,
        own_versions=own_versions,
    )


def _statement_of(claim: Claim, window: Window) -> Statement:
    language = primary_subtag(claim.language) or detect(claim.text)
    return read(claim.text, language=language, said_on=claim.claim_date, names=names_of(claim), window=window)


def names_of(claim: Claim) -> tuple[str, ...]:
    """Under which its claimant is known."""
    return (claim.claimant.name, *claim.claimant.aliases)


_READ = """
SELECT passage.id, version.document_id, version.id, passage.start, passage."end", passage.language,
    substr(version.text, passage.start + 1, passage."end" - passage.start),
    left(version.text, %(beginning)s),
    headline, document.published_at, time_zone, meaning
FROM unnest(%(keys)s::bigint[]) AS wanted JOIN claims_passage AS passage ON passage.id = wanted
JOIN sources_documentversion AS version ON version.id = version_id
JOIN sources_document AS document ON document.id = document_id
JOIN sources_publisher AS publisher ON publisher.id = document.publisher_id
WHERE erased_at IS NULL AND withheld_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage with its words, and the statement that they make."""

    document: int
    version: int
    start: int
    end: int
    quote: str
    published_at: datetime | None
    statement: Statement
    leaning: Leaning


def read_passages(keys: Iterable[int]) -> dict[int, ReadPassage]:
    """Passages by their keys, as statements of their day; without those erased or withheld. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, {"keys": list(keys), "beginning": BEGINNING})
        rows = cursor.fetchall()
    leans = leanings(from_bytes([meaning for *_said, meaning in rows])) if rows else []
    return {key: _read(leaning, *said) for (key, *said, _meaning), leaning in zip(rows, leans, strict=True)}


def _read(leaning: Leaning, document: int, version: int, start: int, end: int, *said: Any) -> ReadPassage:
    language, quote, beginning, headline, at, zone = said
    said_on: date | None = at.astimezone(ZoneInfo(zone)).date() if at else None
    statement = read(quote, language=language, said_on=said_on, context=context_of(beginning, headline))
    return ReadPassage(document, version, start, end, quote, at, statement, leaning)


def bearing(sought: Sought, passages: Mapping[int, ReadPassage], cosines: Mapping[int, float]) -> list[Piece]:
    """Those that bear on the claim, best first, as many as are looked at: some say the same.

    Nothing published before the claim or without a date, and nothing of the claim's own texts.
    """
    later = [(passages[key], cosine) for key, cosine in cosines.items() if _is_later(sought, passages.get(key))]
    found = [_piece(sought, *later[place]) for place in _best(sought.foretold, later)]
    return sorted(found, key=lambda piece: (-piece.score, piece.version, piece.start))


def _best(foretold: Foretold, passages: Sequence[tuple[ReadPassage, float]]) -> Iterator[int]:
    """The places of those with the best scores, best first: of each only so much is read as its place depends on."""
    readings = [reachable(foretold, passage.statement, cosine=cosine) for passage, cosine in passages]
    heap = [(-1.0, place) for place in range(len(passages))]
    count = 0
    while heap and -heap[0][0] >= ENOUGH and count < LOOKED_AT:
        place = heap[0][1]
        most = next(readings[place], None)
        if most is None:
            heappop(heap)
            count += 1
            yield place
        else:
            heapreplace(heap, (-most, place))


def _is_later(sought: Sought, passage: ReadPassage | None) -> bool:
    if passage is None or passage.published_at is None or passage.version in sought.own_versions:
        return False
    return passage.published_at > sought.said_at and (sought.until is None or passage.published_at < sought.until)


def _piece(sought: Sought, passage: ReadPassage, cosine: float) -> Piece:
    weighed = weigh(sought.foretold, passage.statement, cosine=cosine, leaning=passage.leaning)
    place = (passage.document, passage.version, passage.start, passage.end, passage.quote)
    return Piece(*place, stance=weighed.stance, score=weighed.score, why=weighed.why)


def meaning_of(claim: Claim) -> Vectors:
    """The claim's vector, kept beside it for the next time, (512,)."""
    key = sha256(f"{ENCODER}\n{claim.text}".encode()).hexdigest()
    known = ClaimMeaning.objects.filter(claim=claim, sha256=key).values_list("meaning", flat=True).first()
    if known is not None:
        kept: Vectors = from_bytes([known])[0]
        return kept
    vector: Vectors = encode([claim.text])[0]
    ClaimMeaning.objects.bulk_create(
        [ClaimMeaning(claim=claim, sha256=key, meaning=to_bytes(vector), signs=signs(vector))],
        update_conflicts=True,
        update_fields=["sha256", "meaning", "signs"],
        unique_fields=["claim"],
    )
    return vector
