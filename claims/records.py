"""Reading the record of a claimant or publisher: how many claims stand how, of those that the reader may see."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from claims.models import Claimant, Rating, RecordLine
from claims.querysets import Reader
from claims.rules.scoring import Found, Line, Record, outcome
from sources.models import Publisher

Holder = Claimant | Publisher
NOUNS: dict[type[Holder], str] = {Claimant: "claimant", Publisher: "publisher"}


@dataclass(frozen=True, slots=True)
class Held:
    """A record, and the instant at which time alone may change it: the next window of a decided claim ends."""

    record: Record
    holds_until: datetime | None


def record_of(holder: Holder, *, reader: Reader, now: datetime | None = None) -> Record:
    """How often they were right, of the claims that this reader may see; `now` is the database's. Two queries."""
    noun = NOUNS[type(holder)]
    lines = RecordLine.objects.filter(**{noun: holder}).counting_for(reader)
    held = added_up(lines, noun, now=now or Now()).get(holder.pk)
    return held.record if held else Record({})


def newsroom_records(noun: str, keys: Collection[int], *, now: datetime) -> dict[int, Held]:
    """By the keys of claimants or publishers: their records, of what the whole newsroom may read. Two queries."""
    return added_up(RecordLine.objects.filter(is_first=True, **{f"{noun}__in": keys}), noun, now=now)


def added_up(lines: QuerySet[RecordLine], noun: str, *, now: datetime | Combinable) -> dict[int, Held]:
    """The lines by their holder, added up in the database to how many stand how."""
    ratings = {rating.pk: rating for rating in Rating.objects.select_related("scale")}
    grouped: Iterable[Any] = (
        lines.order_by()
        .annotate(holder=F(noun), has_ended=Q(ended_at__isnull=False, ended_at__lte=now))
        .values("holder", "rating", "has_ended", "probability", "scale")
        .annotate(number=Count("pk"), next_end=Min("ended_at", filter=Q(rating__isnull=False, ended_at__gt=now)))
    )
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in grouped:
        found[row["holder"]].append(row)
    return {key: _held(rows, ratings) for key, rows in found.items()}


def _held(rows: Iterable[dict[str, Any]], ratings: dict[int, Rating]) -> Held:
    counted: Counter[Line] = Counter()
    for row in rows:
        stands = outcome(found_in(ratings.get(row["rating"])), has_ended=row["has_ended"])
        counted[Line(stands, row["probability"], row["scale"])] += row["number"]
    ends = [row["next_end"] for row in rows if row["next_end"]]
    return Held(Record(counted), min(ends, default=None))


def found_in(rating: Rating | None) -> Found | None:
    """What the rating of a verdict that counts says; None: there is none."""
    return Found(rating.scale.measures, rating.normal_form, rating.is_annulment) if rating else None
