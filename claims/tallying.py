"""Keeping the records: which claims count for whom, and how, followed from the ledger or made anew from scratch.

Lines are made of the present tables, whatever an entry says: so they may be made twice, late, and by two at once. An
entry only tells which claims are touched; all that say the same are made together, for one of them counts.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from claims.clock import database_now
from claims.models import Appearance, Claim, CountedUpTo, Prediction, RecordLine, RecordTotal
from claims.records import NOUNS, Held, newsroom_records
from claims.vocabulary.kinds import FORWARD_LOOKING
from sources.models import Document

BATCH = 500

_IS_ANYTHING_UNCOUNTED = """
SELECT coalesce((SELECT seq FROM claims_ledgerentry ORDER BY seq DESC LIMIT 1), 0)
    > coalesce((SELECT seq FROM claims_countedupto), 0)
"""

_NEXT = "SELECT max(seq) FROM (SELECT seq FROM claims_ledgerentry WHERE seq > %s ORDER BY seq LIMIT %s) AS next"

# Which verdict counts stands on the claim. Who may read a document says what the newsroom sees of the claims in it.
_TOUCHED = """
WITH entry AS (SELECT * FROM claims_ledgerentry WHERE seq > %s AND seq <= %s)
SELECT claim_id FROM entry WHERE object_table IN ('claims_claim', 'claims_prediction', 'claims_appearance')
UNION SELECT named::bigint FROM entry, unnest(ARRAY[
    before ->> 'claim_id', before ->> 'other_id', after ->> 'claim_id', after ->> 'other_id'
]) AS named WHERE object_table = 'claims_claimrelation' AND named IS NOT NULL
UNION SELECT said.claim_id FROM entry
    JOIN sources_documentversion AS version ON version.document_id = entry.object_id
    JOIN claims_appearance AS said ON said.version_id = version.id
    WHERE object_table = 'sources_document' AND operation = 'update'
"""

_TIES = """SELECT claim_id, other_id FROM "claims_claimrelation" AS tie
WHERE tie.state = 'held' AND tie.kind IN ('same', 'translation') AND tie.claim_id IN (
    WITH RECURSIVE near (key) AS (
        SELECT unnest(%s::bigint[])
        UNION SELECT beside.key FROM near, LATERAL (
            SELECT other_id FROM "claims_claimrelation" AS to_it
            WHERE to_it.claim_id = near.key AND to_it.state = 'held' AND to_it.kind IN ('same', 'translation')
            UNION ALL SELECT claim_id FROM "claims_claimrelation" AS from_it
            WHERE from_it.other_id = near.key AND from_it.state = 'held' AND from_it.kind IN ('same', 'translation')
        ) AS beside (key)
    ) SELECT key FROM near
)
"""

HELD_BY = ("claimant_id", "publisher_id")
SAID = ("claim_id", "sayings", "claim_date", "rating_id", "ended_at", "probability", "scale", "is_open", "is_first")
TOLD = HELD_BY + SAID
"""What a line tells: two that tell the same are the same."""

FIGURES = ("claims", "decided", "hits", "settled", "kept", "rank_by", "holds_until")


def keep_up() -> int:
    """Bring the records up to date with the ledger and with the time. Returns how many entries were followed."""
    count = 0
    if is_anything_uncounted():
        while followed := follow_the_ledger():
            count += followed
    while _add_up_what_time_has_overtaken():
        pass
    return count


def is_anything_uncounted() -> bool:
    """Whether the ledger has entries that the records do not know of. One short query."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_ANYTHING_UNCOUNTED)
        return bool(cursor.fetchone()[0])


def follow_the_ledger() -> int:
    """Count anew the claims that the next entries touch, and note how far that was. 0: nothing is left.

    One transaction: killed before its commit it has done nothing, and after it all. Of two that run at once the second
    leaves it to the first.
    """
    with transaction.atomic():
        counted = CountedUpTo.objects.select_for_update(skip_locked=True).first()
        if counted is None:
            return 0
        (until,) = _first(_NEXT, [counted.seq, BATCH])
        if until is None:
            return 0
        count_anew(key for (key,) in _rows(_TOUCHED, [counted.seq, until]))
        CountedUpTo.objects.filter(pk=counted.pk).update(seq=until, moved_at=Now())
    return int(until - counted.seq)


def count_from_scratch() -> int:
    """Make all lines and totals anew, whatever stands there. Returns how many lines were added or taken away.

    In batches, each a transaction that keeps followers away; what is entered meanwhile they follow afterwards.
    """
    (head,) = _first("SELECT coalesce(max(seq), 0) FROM claims_ledgerentry", [])
    changed, last = 0, 0
    while keys := list(Claim.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with _alone():
            # What says the same as an earlier claim is made with that one.
            made = {key: first for key, first in sayings_of(keys).items() if first > last}
            changed += sum(map(len, _replace(made)))
        last = keys[-1]
    for noun in NOUNS.values():
        _add_up_all(noun)
    with _alone():
        CountedUpTo.objects.filter(seq__lt=head).update(seq=head, moved_at=Now())
    return changed


def count_anew(claims: Iterable[int]) -> None:
    """Make the lines of these claims anew, of all that say the same with them, and the totals of whom that changes."""
    changed = _replace(sayings_of(claims))
    for noun in NOUNS.values():
        holders = {getattr(line, f"{noun}_id") for lines in changed for line in lines}
        _add_up(noun, holders - {None}, now=database_now())


def sayings_of(claims: Iterable[int]) -> dict[int, int]:
    """By key, these claims and all that say the same, in whatever language: the lowest key among them. One query."""
    keys = set(claims)
    found = {key: key for key in keys}

    def lowest(key: int) -> int:
        while found[key] != key:
            found[key] = key = found[found[key]]
        return key

    for pair in _rows(_TIES, [sorted(keys)]):
        one, other = (lowest(found.setdefault(key, key)) for key in pair)
        found[max(one, other)] = min(one, other)
    return {key: lowest(key) for key in found}


def lines_of(sayings: Mapping[int, int]) -> list[RecordLine]:
    """The lines of these claims, given by key with the lowest key of their sayings; not saved. Two queries."""
    claims = counting().filter(pk__in=sayings).select_related("prediction", "current_verdict")
    told = {claim.pk: claim for claim in claims}
    printed = _printed(told)
    lines = []
    for key, claim in told.items():
        by = printed.get(key, {})
        lines.append(_line(claim, sayings[key], is_open=any(by.values()), claimant_id=claim.claimant_id))
        lines += [_line(claim, sayings[key], is_open=is_open, publisher_id=each) for each, is_open in by.items()]
    return _with_the_first(lines)


def counting() -> QuerySet[Claim]:
    """The claims that count in records: predictions and commitments that stand and are not withheld."""
    return Claim.objects.filter(
        kind__in=sorted(FORWARD_LOOKING), withdrawn_at__isnull=True, withheld_at__isnull=True
    ).order_by()


def _printed(claims: Iterable[int]) -> dict[int, dict[int, bool]]:
    """By claim and publisher: whether the whole newsroom may read a text of theirs in which it stands."""
    is_open = Q(version__document__access=Document.Access.NEWSROOM, version__document__withheld_at__isnull=True)
    standing = Appearance.objects.filter(claim__in=list(claims), withdrawn_at__isnull=True).order_by()
    found: dict[int, dict[int, bool]] = defaultdict(dict)
    for claim, publisher, can_be_read in standing.values_list("claim", "version__publisher").annotate(
        can_be_read=BoolOr(is_open)
    ):
        found[claim][publisher] = can_be_read
    return found


def _line(claim: Claim, sayings: int, *, is_open: bool, **holder: int) -> RecordLine:
    prediction: Prediction | None = getattr(claim, "prediction", None)
    point = prediction.probability_point if prediction else None
    ended_at = prediction.ended_at if prediction else None
    return RecordLine(
        claim_id=claim.pk,
        sayings=sayings,
        claim_date=claim.claim_date,
        rating_id=claim.current_verdict.rating_id if claim.current_verdict else None,
        # In UTC, as it is read again: in an hour that comes twice no instant equals one of another zone.
        ended_at=ended_at.astimezone(UTC) if ended_at else None,
        probability=point,
        scale=prediction.estimative_scale if prediction and point is not None else "",
        is_open=is_open,
        is_first=False,
        **holder,
    )


def _with_the_first(lines: list[RecordLine]) -> list[RecordLine]:
    """The same, of the open lines with which one holder says the same the earliest marked."""
    seen: set[tuple[int | None, int | None, int]] = set()
    for line in sorted(lines, key=lambda line: (line.claim_date or date.max, line.claim_id)):
        of = (line.claimant_id, line.publisher_id, line.sayings)
        line.is_first = line.is_open and of not in seen
        if line.is_open:
            seen.add(of)
    return lines


def _replace(sayings: Mapping[int, int]) -> tuple[list[RecordLine], list[RecordLine]]:
    """Put in the lines of these claims that are missing and take away those that are wrong; both are returned."""
    held = {_told(line): line for line in RecordLine.objects.filter(claim__in=sayings)}
    wanted = {_told(line): line for line in lines_of(sayings)}
    wrong = [line for told, line in held.items() if told not in wanted]
    missing = [line for told, line in wanted.items() if told not in held]
    RecordLine.objects.filter(pk__in=[line.pk for line in wrong]).delete()
    RecordLine.objects.bulk_create(missing, batch_size=BATCH)
    return wrong, missing


def _told(line: RecordLine) -> tuple[Any, ...]:
    return tuple(getattr(line, column) for column in TOLD)


def _add_up_all(noun: str) -> None:
    held = RecordTotal.objects.filter(**{f"{noun}__isnull": False}).values_list(noun, flat=True)
    lines = RecordLine.objects.filter(is_first=True, **{f"{noun}__isnull": False}).values_list(noun, flat=True)
    keys = sorted({*held, *lines.distinct()})
    for start in range(0, len(keys), BATCH):
        with _alone():
            _add_up(noun, keys[start : start + BATCH], now=database_now())


def _add_up_what_time_has_overtaken() -> int:
    """Totals in which an early hit has begun to count, a batch. Returns how many; 0: none is left, or another does."""
    with transaction.atomic():
        if CountedUpTo.objects.select_for_update(skip_locked=True).first() is None:
            return 0
        now = database_now()
        totals = list(RecordTotal.objects.filter(holds_until__lte=now).order_by("holds_until")[:BATCH])
        for noun in NOUNS.values():
            _add_up(noun, {getattr(total, f"{noun}_id") for total in totals} - {None}, now=now)
    return len(totals)


def _add_up(noun: str, keys: Collection[int], *, now: datetime) -> None:
    """The totals of these claimants or publishers, from their lines; who has none has no total."""
    if not keys:
        return
    records = newsroom_records(noun, keys, now=now)
    RecordTotal.objects.filter(**{f"{noun}__in": set(keys) - records.keys()}).delete()
    RecordTotal.objects.bulk_create(
        [_total(held, **{f"{noun}_id": key}) for key, held in sorted(records.items())],
        update_conflicts=True,
        unique_fields=[noun],
        update_fields=[*FIGURES],
    )


def _total(held: Held, **holder: int) -> RecordTotal:
    predictions, commitments = held.record.predictions, held.record.commitments
    return RecordTotal(
        claims=held.record.count(),
        decided=predictions.n if predictions else 0,
        hits=predictions.hits if predictions else 0,
        settled=commitments.n if commitments else 0,
        kept=commitments.hits if commitments else 0,
        rank_by=held.record.rank_by,
        holds_until=held.holds_until,
        **holder,
    )


@contextmanager
def _alone() -> Iterator[None]:
    """One transaction beside which nobody else keeps the records."""
    with transaction.atomic():
        CountedUpTo.objects.select_for_update().get()
        yield


def _first(statement: str, parameters: list[Any]) -> tuple[Any, ...]:
    (row,) = _rows(statement, parameters)
    return row


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
