"""The record of a claimant or publisher as of a moment: counted anew, of the claims that were theirs by then."""

from collections import Counter

from django.db.models import Exists, OuterRef, QuerySet

from claims.bygone import Moment
from claims.models import Appearance, Claim, Claimant, LedgerEntry, Rating, RecordLine
from claims.once_held import ClaimKeys
from claims.querysets import Reader, row_by_row
from claims.records import NOUNS, Holder, found_in
from claims.rules.scoring import Line, Record, outcome
from claims.tallying import counting, line_of, sayings_of, with_the_first
from sources.models import Document, DocumentVersion

COUNTED = (
    "claim_date",
    "current_verdict__rating",
    *(
        f"prediction__{column}"
        for column in (
            "operator",
            "resolves_on",
            "not_before",
            "not_after",
            "horizon",
            "time_zone",
            "probability_point",
            "estimative_scale",
        )
    ),
)


def record_then(holder: Holder, *, reader: Reader, moment: Moment) -> Record:
    """How often they were right as the newsroom had it then, of the claims that this reader may see now.

    To be called within `bygone.reading(moment)`. Three queries.
    """
    ratings = {rating.pk: rating for rating in Rating.objects.select_related("scale")}
    lines = _lines(holder, reader, moment)
    return Record(Counter(_counted(line, ratings, moment) for line in lines if line.is_first))


def _lines(holder: Holder, reader: Reader, moment: Moment) -> list[RecordLine]:
    """Those of the holder's claims that the reader may see, the earliest of each that say the same marked."""
    read = list(_theirs(holder, reader, moment).select_related("prediction", "current_verdict").only(*COUNTED))
    sayings = sayings_of(claim.pk for claim in read)
    of = {f"{NOUNS[type(holder)]}_id": holder.pk}
    return with_the_first([line_of(claim, sayings[claim.pk], is_open=True, **of) for claim in read])


def _theirs(holder: Holder, reader: Reader, moment: Moment) -> QuerySet[Claim]:
    readable = Exists(Document.objects.visible_to(reader).filter(pk=OuterRef("version__document_id")))
    said = Appearance.objects.filter(readable, claim=OuterRef("pk"), withdrawn_at__isnull=True)
    if isinstance(holder, Claimant):
        ever = LedgerEntry.objects.claims_ever_of([holder.pk])
        return _among(ever, moment).filter(row_by_row(said), claimant=holder)
    ever = LedgerEntry.objects.claims_ever_in(DocumentVersion.objects.filter(publisher=holder).values("pk"))
    return _among(ever, moment).filter(row_by_row(said.filter(version__publisher=holder)))


def _among(ever: ClaimKeys, moment: Moment) -> QuerySet[Claim]:
    return counting().filter(pk__in=ever.filter(seq__lte=moment.seq))


def _counted(line: RecordLine, ratings: dict[int, Rating], moment: Moment) -> Line:
    has_ended = line.ended_at is not None and line.ended_at <= moment.now
    found = found_in(ratings[line.rating_id]) if line.rating_id else None
    return Line(outcome(found, has_ended=has_ended), line.probability, line.scale)
