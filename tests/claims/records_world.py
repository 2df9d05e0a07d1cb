"""Claims that count in records, and a simple count of them that shares nothing with the one it checks."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User

from claims import editing, rechecks, tallying
from claims.models import Claim, ClaimRelation, RecordLine, RecordTotal
from claims.records import NOUNS, Holder
from claims.rules.scoring import Line
from claims.vocabulary.kinds import Kind
from claims.vocabulary.outcomes import Outcome
from sources.ingest import Metadata, ingest
from sources.models import Document, DocumentVersion, Publisher
from tests import cast
from tests.claims.notices.desk import commit

PAST, AHEAD = date(2022, 2, 20), date(2100, 1, 1)
TIES = {ClaimRelation.Kind.SAME, ClaimRelation.Kind.TRANSLATION}


def printed(words: str, publisher: Publisher | None = None, day: int = 12) -> DocumentVersion:
    """A text of February 2022 that says no more than these words."""
    said_at = datetime(2022, 2, day, 9, tzinfo=cast.SATURDAY.tzinfo)
    metadata = Metadata(publisher or cast.harbour_wire(), published_at=said_at, headline=words, language="en")
    return ingest(f"{words}.", metadata).version


def foretold(words: str, by: User, version: DocumentVersion | None = None, **fields: Any) -> Claim:
    """A claim of the United States, 75 %, *before the 20th*, unless told otherwise."""
    given: dict[str, Any] = {
        "operator": "by",
        "not_before": None,
        "not_after": PAST,
        "probability_low": 0.63,
        "probability_point": 0.75,
        "probability_high": 0.87,
        "estimative_scale": "kent-1964",
    } | fields
    return editing.accept(cast.candidate(version or printed(words), words, **given), by=by)


def kept_up() -> None:
    """The ledger is written as at a commit, and followed."""
    commit()
    tallying.keep_up()


def counted(holder: Holder, reader: User, now: datetime) -> Counter[Line]:
    """The record as anybody would count it with a pencil: claim by claim, the earliest first."""
    texts = set(Document.objects.visible_to(reader).values_list("pk", flat=True))
    ties = list(ClaimRelation.objects.filter(kind__in=TIES, state="held").values_list("claim", "other"))
    claims = Claim.objects.filter(kind__in=[kind for kind in Kind if kind.looks_forward])
    read = claims.select_related("prediction", "current_verdict__rating").prefetch_related("appearances__version")
    lines: Counter[Line] = Counter()
    seen: set[int] = set()
    for claim in sorted(read, key=lambda claim: (claim.claim_date is None, claim.claim_date, claim.pk)):
        if claim.withdrawn_at or claim.withheld_at or claim.pk in seen or not _is_of(holder, claim, texts):
            continue
        seen |= _same_as(claim.pk, ties)
        probability = claim.prediction.probability_point
        scale = claim.prediction.estimative_scale if probability is not None else ""
        lines[Line(_stands(claim, now), probability, scale)] += 1
    return lines


def _is_of(holder: Holder, claim: Claim, texts: set[int]) -> bool:
    said = [each for each in claim.appearances.all() if not each.withdrawn_at and each.version.document_id in texts]
    if NOUNS[type(holder)] == "publisher":
        return any(each.version.publisher_id == holder.pk for each in said)
    return claim.claimant_id == holder.pk and bool(said)


def _same_as(key: int, ties: list[tuple[int, int]]) -> set[int]:
    found: set[int] = set()
    more = {key}
    while more:
        found |= more
        more = {each for pair in ties if found & set(pair) for each in pair} - found
    return found


def _stands(claim: Claim, now: datetime) -> Outcome:
    if claim.current_verdict is None or claim.current_verdict.rating is None:
        return Outcome.OPEN
    says = {
        "came-true": Outcome.CAME_TRUE,
        "came-true-partly": Outcome.PARTLY,
        "did-not-come-true": Outcome.DID_NOT,
        "kept": Outcome.KEPT,
        "compromise": Outcome.COMPROMISE,
        "broken": Outcome.BROKEN,
        "annulled": Outcome.ANNULLED,
        "commitment-annulled": Outcome.ANNULLED,
    }.get(claim.current_verdict.rating.slug, Outcome.AMBIGUOUS)
    is_over = claim.prediction.ended_at is not None and claim.prediction.ended_at <= now
    return Outcome.EARLY if says in {Outcome.CAME_TRUE, Outcome.KEPT} and not is_over else says


def told_lines() -> list[tuple[Any, ...]]:
    """What the lines tell, whatever their keys."""
    return sorted(RecordLine.objects.values_list(*tallying.TOLD), key=repr)


def told_totals() -> list[tuple[Any, ...]]:
    return sorted(RecordTotal.objects.values_list("claimant", "publisher", *tallying.FIGURES), key=repr)


def given_a_horizon(claim: Claim, day: date, by: User) -> None:
    """The sweep may look now: nobody asks."""
    rechecks.set_horizon(claim.prediction, horizon=day, by=by)
