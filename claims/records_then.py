"""The record of a claimant or publisher as of a moment: counted anew, of the claims that were theirs by then."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from claims.bygone import Moment
from claims.models import Appearance, Claim, Claimant, LedgerEntry, Prediction, Rating
from claims.querysets import Reader, row_by_row
from claims.records import Holder, found_in
from claims.rules.scoring import Line, Record, outcome
from claims.tallying import counting, sayings_of
from sources.models import Document, Publisher

WINDOW = ("operator", "resolves_on", "not_before", "not_after", "horizon", "time_zone")
COLUMNS = (
    "pk",
    "claim_date",
    "current_verdict__rating",
    "prediction__probability_point",
    "prediction__estimative_scale",
    *(f"prediction__{column}" for column in WINDOW),
)


class Counted(NamedTuple):
    """What of one claim enters the record: its COLUMNS."""

    key: int
    claim_date: date | None
    rating: int | None
    probability: float | None
    scale: str | None
    window: tuple[Any, ...]

    @property
    def ended_at(self) -> datetime | None:
        operator, *_more = self.window
        return Prediction(**dict(zip(WINDOW, self.window, strict=True))).ended_at if operator else None


def record_then(holder: Holder, *, reader: Reader, moment: Moment) -> Record:
    """How often they were right as the newsroom had it then, of the claims that this reader may see now.

    To be called within `bygone.reading(moment)`. Four queries, of what ever concerned the holder by then.
    """
    claims = _printed_by(holder, reader) if isinstance(holder, Publisher) else _said_by(holder, reader, moment)
    read = [
        Counted(key, claim_date, rating, probability, scale, tuple(window))
        for key, claim_date, rating, probability, scale, *window in claims.values_list(*COLUMNS)
    ]
    ratings = {rating.pk: rating for rating in Rating.objects.select_related("scale")}
    return Record(Counter(_line(claim, ratings, moment.now) for claim in _earliest(read)))


def _said_by(claimant: Claimant, reader: Reader, moment: Moment) -> QuerySet[Claim]:
    ever = LedgerEntry.objects.claims_ever_of([claimant.pk]).filter(seq__lte=moment.seq).distinct()
    said = row_by_row(_said(reader).filter(claim=OuterRef("pk")))
    return counting().filter(said, pk__in=list(ever), claimant=claimant)


def _printed_by(publisher: Publisher, reader: Reader) -> QuerySet[Claim]:
    """Asked for the claims first: the texts that they stand in are found by theirs, and the rest by the claims."""
    printed = _said(reader).filter(version__publisher=publisher).order_by().values_list("claim", flat=True)
    return counting().filter(pk__in=list(printed.distinct()))


def _said(reader: Reader) -> QuerySet[Appearance]:
    readable = Exists(Document.objects.visible_to(reader).filter(pk=OuterRef("version__document_id")))
    return Appearance.objects.filter(readable, withdrawn_at__isnull=True)


def _earliest(read: Iterable[Counted]) -> Iterable[Counted]:
    """Of all that say the same the earliest, as `tallying` marks the first."""
    in_order = sorted(read, key=lambda claim: (claim.claim_date or date.max, claim.key))
    sayings = sayings_of(claim.key for claim in in_order)
    first: dict[int, Counted] = {}
    for claim in in_order:
        first.setdefault(sayings[claim.key], claim)
    return first.values()


def _line(claim: Counted, ratings: dict[int, Rating], now: datetime) -> Line:
    ended = claim.ended_at
    found = found_in(ratings.get(claim.rating) if claim.rating else None)
    stands = outcome(found, has_ended=ended is not None and ended <= now)
    return Line(stands, claim.probability, claim.scale or "" if claim.probability is not None else "")
